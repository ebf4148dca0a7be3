"""Nothing of the notes that the book grew from is lost: each piece has its section, in every language."""

import re
from pathlib import Path

import pytest
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.source.pages import Page

MAP = Path(__file__).parent / "source_map.tsv"
ROWS = [line.split("\t") for line in MAP.read_text("utf-8").splitlines() if not line.startswith("#")]
# The notes A to E, and how many pieces each of them has.
PIECES = {"A": 16, "B": 8, "C": 9, "D": 9, "E": 21}


def fault(page: Page, anchor: str, witness: str) -> str:
    """What is wrong with the section `anchor` of a page: it is not there, it is empty, or the witness is missing."""
    section = next((section for section in page.sections if section.id == anchor), None)
    if section is None:
        return "no such section"
    if len(re.sub(r"\s", "", section.text)) < 100:
        return "an empty section"
    return "" if witness in section.text else f"no {witness}"


def test_every_piece_has_its_place() -> None:
    assert {row[0] for row in ROWS} == {f"{note}{n:02}" for note, count in PIECES.items() for n in range(1, count + 1)}
    assert len({(row[0], row[2]) for row in ROWS if len(row) == 4 and row[1]}) >= sum(PIECES.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_says_what_it_should(language: str) -> None:
    faults = []
    for piece, topic, place, witness in ROWS:
        slug, anchor = place.split("#")
        path = BOOK.docs / language / f"{slug}.md"
        found = fault(Page(path), anchor, witness) if path.exists() else "no such page"
        if found:
            faults.append(f"{piece} ({topic}): {language}/{place}: {found}")
    assert not faults, "\n".join(faults)


def test_a_lost_piece_is_seen() -> None:
    page = Page(BOOK.docs / "en" / "derivation.md")
    assert fault(page, "explicit", r"\label{eq:derivation-dx-bounds}") == ""
    assert fault(page, "explicit", r"\label{eq:derivation-dx-lines}").startswith("no ")
    assert fault(page, "nowhere", "") == "no such section"
