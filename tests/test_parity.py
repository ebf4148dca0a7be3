"""One book in three languages: equal structure, reviewed translations, no language left behind."""

import re

import pytest
from planted import Copy
from the_book import BOOK

from book.checks import structure as parity
from book.ground.languages import LANGUAGES
from book.ground.strings import strings

_TITLED = re.compile(r'^\s*(?:!!!|\?\?\?\+?)\s+([\w-]+)\s+"(.*)"$')


def box_titles() -> dict[tuple[str, str], str]:
    """(box, language) → its title, as the table of CONTRIBUTING.md gives it."""
    table = (BOOK.root / "CONTRIBUTING.md").read_text("utf-8").partition("### Box titles")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if "|" in line]
    (_, *languages), _, *boxes = rows
    return {
        (re.match(r"`(\w+)`", kind)[1], language): title
        for kind, *titles in boxes
        for language, title in zip(languages, titles, strict=True)
    }


def test_structure_is_equal_in_all_languages() -> None:
    faults = list(parity.faults())
    assert not faults, "\n".join(map(str, faults))


def test_no_translation_is_stale() -> None:
    stale = [f"{slug}#{section}: changed in {', '.join(changed)}" for slug, section, changed, _ in parity.stale()]
    assert not stale, "read them side by side, then make reviewed PAGE=…:\n" + "\n".join(stale)


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_have_the_titles_that_authors_agreed_on(language: str) -> None:
    agreed = box_titles()
    found = {
        (f"{page.slug}.md:{number}", box[1], box[2])
        for page in BOOK.pages(language)
        for number, line in page.prose()
        if (box := _TITLED.match(line))
    }
    assert {kind for _, kind, _ in found} >= {"goal", "before", "setting", "trap", "answer"}
    assert {box for box in found if box[2] != agreed.get((box[1], language))} == set()


def test_an_edit_in_one_language_names_the_others(copy: Copy) -> None:
    page = copy.root / "docs/ja/picture.md"
    text = page.read_text(encoding="utf-8")
    start = text.index("{#touch}")
    full_stop = text.index("。", start)
    page.write_text(text[:full_stop] + "ね" + text[full_stop:], encoding="utf-8")

    run = copy.run("book.parity")
    assert run.returncode == 1
    assert "picture#touch: changed in ja; has not followed: ko, en" in run.stdout

    assert copy.run("book.parity", "--reviewed", "picture#touch").returncode == 0
    assert copy.run("book.parity").returncode == 0


def test_reviewing_what_does_not_exist_is_refused(copy: Copy) -> None:
    before = (copy.root / "docs/reviewed.json").read_text()
    run = copy.run("book.parity", "--reviewed", "picture#nowhere")
    assert run.returncode == 2 and "picture#nowhere" in run.stdout and "remedy" in run.stdout
    assert (copy.root / "docs/reviewed.json").read_text() == before


def test_every_term_and_string_has_every_language() -> None:
    assert BOOK.glossary and all(strings(language) for language in ("ja", "ko", "en"))
