"""What the printer makes of a page, element by element and letter by letter, without setting a book."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from the_book import BOOK

from book.figures.kit import gallery
from book.figures.kit.drawing import Canvas
from book.ground import tree
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.print import figures
from book.print.chapter import Chapter

TABLE = Path(__file__).resolve().parent / "print" / "cases.toml"
CASES: list[dict] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["case"]


def printed(case: dict) -> str:
    """The Typst of a chapter that holds nothing but the case, its word joiners made visible."""
    article = tree.parse(f"<article>{case['html']}</article>").elements[0]
    language, slugs = case.get("language", "en"), ["picture", "trace"]
    typst = Chapter("picture", language, article, slugs, lambda name: f'("{name}.svg")').typst()
    return typst.replace("\u2060", "~")


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_element(case: dict) -> None:
    if "typst" in case:
        assert printed(case) == case["typst"]
    else:
        with pytest.raises(BookError) as fault:
            printed(case)
        assert case["refused"] in str(fault.value) and "en/picture.html" in str(fault.value)


def letters(svg: str) -> str:
    return re.sub(r"\s+", "", "".join(ElementTree.fromstring(svg).itertext()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_keep_their_letters(language: str, tmp_path: Path) -> None:
    """Title, description and every text, in order, are those of the website."""
    for name in gallery.names():
        file, _, _ = figures.write(BOOK, name, language, tmp_path)
        assert letters((tmp_path / file).read_text(encoding="utf-8")) == letters(
            gallery.standalone(BOOK, name, language)
        )


def test_letter_without_a_font_is_red(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    canvas = Canvas(100, 100, "test")
    canvas.text((50, 50), "one ก two")
    drawing = gallery.Drawing("test", "wide", "en", "test", canvas)
    monkeypatch.setattr(gallery, "drawing", lambda *figure: drawing)
    with pytest.raises(BookError, match=r"Noto Sans JP has no “ก” \(U\+0E01\)"):
        figures.write(BOOK, "test", "en", tmp_path)
