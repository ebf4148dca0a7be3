"""Every question that the book must answer is asked in every language, and leads to the section that answers it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.source.pages import Page

LIST = Path(__file__).parent / "questions.tsv"
WANTED = [line.split("\t")[0] for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]


@cache
def anchors(language: str, slug: str) -> frozenset[str]:
    """The ids of a page's sections."""
    return frozenset(section.id for section in BOOK.page(language, slug).sections)


def faults(page: Page) -> list[str]:
    """What is wrong with a page of questions: another list than the wanted one, a link to no section, or no answer."""
    found = []
    questions = [section.id for section in page.sections if section.level == 3]  # the level above groups them
    if questions != WANTED:
        found.append(f"asks {questions}")
    answers = dict.fromkeys(questions, 0)
    for link in page.links():
        question = [item.value for item in page.headings() if item.line <= link.line][-1]
        target, _, anchor = link.value.partition("#")
        slug = target.removesuffix(".md") or page.slug
        if question not in answers or slug == "glossary":
            continue
        if anchor in ("", slug):
            found.append(f"{question}: {link.value} leads to the top of a page")
        elif slug not in BOOK.order or anchor not in anchors(page.language, slug):
            found.append(f"{question}: {link.value} leads nowhere")
        else:
            answers[question] += slug != page.slug
    return found + [f"{question}: no answer" for question, number in answers.items() if not number]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_its_answer(language: str) -> None:
    assert faults(BOOK.page(language, "questions")) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda text: text.replace("{#ties}", "{#equal}"), "asks"),
        (lambda text: text.replace("### Sum or mean over the batch, and where does 1/N go? {#mean}\n", ""), "asks"),
        (lambda text: text.replace("affine.md#mean", "affine.md"), "mean: affine.md leads to the top of a page"),
        (lambda text: text.replace("affine.md#mean", "affine.md#affine"), "mean: affine.md#affine leads to the top"),
        (lambda text: text.replace("affine.md#mean", "affine.md#means"), "mean: affine.md#means leads nowhere"),
        (lambda text: text.replace("affine.md#mean", "glossary.md#mean"), "mean: no answer"),
        (lambda text: text.replace("affine.md#mean", "#bias"), "mean: no answer"),
    ],
)
def test_a_question_without_answer_is_seen(tmp_path: Path, change: Callable[[str], str], fault: str) -> None:
    source = (BOOK.docs / "en" / "questions.md").read_text(encoding="utf-8")
    changed = tmp_path / "en" / "questions.md"
    changed.parent.mkdir()
    changed.write_text(change(source), encoding="utf-8")
    assert any(fault in found for found in faults(Page(changed)))
