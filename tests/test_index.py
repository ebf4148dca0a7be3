"""The first page: the two formulas, the difference that confirms them, and the list of chapters."""

import shutil
from pathlib import Path

import pytest
from gradients import FIXTURE, execute, rejected_by, script, trials
from hypothesis import given
from the_book import BOOK

from book.checks import particles, prose, rules, ways
from book.source import path
from book.source.book import Book

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


def test_the_list_says_number_part_title_and_sentence():
    first, second, *others, last = path.items(BOOK, "en")
    assert first == (
        "1.  **Basics**{ .part }<br>\n"
        "    [What do the symbols mean?](notation.md) One table, and the shape as the first check."
    )
    assert second.startswith("2.  [What does a derivative tell me?](sensitivity.md) Move")
    assert last.startswith(f"{len(others) + 3}. [How does a program find all gradients by itself?](engine.md) A small")


FAULTS = [
    ("en/picture.md", "summary: ", "# summary: ", "front matter lacks `summary`"),
    ("ja/picture.md", "part: ", "# part: ", "front matter lacks `part`"),
    ("en/trace.md", "summary: Write", "summary: Write $x$", "`summary` is not plain text"),
    ("en/index.md", "/// path\n///\n", "", "does not list the chapters"),
    ("ko/notation.md", "summary: 표 하나로 기호를", "summary: 표 하나로 기울기을", "을 does not follow 기"),
    ("en/engine.md", "summary: A small", "summary: A backprop", "“backprop” is a word readers search for"),
]


@pytest.mark.parametrize(("file", "old", "new", "problem"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_what_the_list_is_made_of_is_checked_where_it_is_written(tmp_path: Path, file, old, new, problem):
    shutil.copytree(BOOK.docs, tmp_path / "docs", ignore=shutil.ignore_patterns("assets"))
    shutil.copy(BOOK.root / "mkdocs.yml", tmp_path)
    page = tmp_path / "docs" / file
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    book = Book(tmp_path)
    assert book.page(page.parent.name, page.stem), "the fault is planted in a page that can be read"
    found = rules.faults(book, (ways.listed, prose.terms, particles.particles), [page.stem])
    assert [fault.problem for fault in found if fault.file == page and problem in fault.problem]


def test_the_book_has_no_such_fault():
    assert rules.faults(BOOK, (ways.listed,)) == []
