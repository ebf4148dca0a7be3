"""The first page: the two formulas, and the difference that confirms them."""

import re

import pytest
from gradients import FIXTURE, execute, rejected_by, script, trials
from hypothesis import given
from the_book import BOOK

from book.ground.languages import LANGUAGES

SAMPLE = "index.two_formulas"
CLAIMS = [dict(dX="dX", dY="dY"), dict(dX="measured_dX", dY="measured_dY")]


@pytest.mark.parametrize("claims", CLAIMS, ids=["formulas", "measured"])
def test_fixture(claims):
    assert rejected_by(script(SAMPLE, **claims), FIXTURE) == set()


@given(trials())
def test_formulas_at_every_size(trial):
    assert rejected_by(script(SAMPLE, dX="dX", dY="dY"), trial) == set()


def test_the_sample_prints_that_they_are_equal():
    variables = execute(SAMPLE, FIXTURE.X, FIXTURE.Y, FIXTURE.dZ)
    assert (variables["dX"] == variables["measured_dX"]).all()
    assert (variables["dY"] == variables["measured_dY"]).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_names_every_chapter_by_its_number_and_title(language):
    """The numbers of the path are those above the pages: none is missing, and none stands in another place."""
    path = next(section for section in BOOK.page(language, "index").sections if section.id == "path")
    listed = re.findall(r"^(\d+)\.\s.*?\[([^\]]+)\]\(([\w-]+)\.md\)", path.text.replace("<br>\n", "<br>"), re.M)
    of_slug = {page.slug: page for page in BOOK.pages(language)}
    titles = {slug: re.search(r"^# (.*?) \{#", page.source, re.M)[1] for slug, page in of_slug.items()}
    numbered = [(number, titles[slug], slug) for slug, number in BOOK.chapters.items() if number.isdigit()]
    assert listed == numbered
