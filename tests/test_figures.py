"""The figures: well-formed, labelled in every language, and drawn from the fixture."""

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from the_book import BOOK

from book.figures.kit import gallery
from book.figures.kit.typeset import spans
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source.book import Book
from snippets import fixture

ROOT = Path(__file__).resolve().parent.parent
FONT = ROOT / "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
TABLE = BOOK.root / "book/figures/words/index.toml"
SVG = "{http://www.w3.org/2000/svg}"
EVERY = [(name, language) for name in gallery.names() for language in LANGUAGES]


def parsed(name: str, language: str, layout: str = "wide") -> ElementTree.Element:
    return ElementTree.fromstring(gallery.standalone(BOOK, name, language, layout))


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_is_well_formed_and_described(name: str, language: str) -> None:
    page = ElementTree.fromstring(gallery.svg(BOOK, name, language))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert [svg.get("class") for svg in page] == ["fig-wide", "fig-narrow"]
    for svg in page:
        assert svg.get("role") == "img"
        named = [svg.find(f"*[@id='{svg.get(key)}']") for key in ("aria-labelledby", "aria-describedby")]
        assert [element.tag for element in named] == ["title", "desc"]
        assert all(part in named or part.get("aria-hidden") for part in svg)  # its letters are not read one by one
        assert all(len(element.text) > 5 and "<" not in element.text for element in named)


def test_ids_differ_between_figures() -> None:
    page = "".join(gallery.svg(BOOK, name, "en") for name in gallery.names())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 4 * len(gallery.names())


@pytest.mark.parametrize("name", gallery.names())
def test_languages_differ_in_words_only(name: str) -> None:
    """Strokes and numbers are the same in all languages."""
    strokes = {
        language: re.sub(r"<(title|desc|text)\b.*?</\1>", "", gallery.svg(BOOK, name, language))
        for language in LANGUAGES
    }
    assert len(set(strokes.values())) == 1
    words = {gallery.svg(BOOK, name, language) for language in LANGUAGES}
    assert len(words) == len(LANGUAGES)


def test_other_sizes_other_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    before = gallery.standalone(BOOK, "index-backward-flow", "en")
    assert "2\u2009×\u20093" in before and "4\u2009×\u20093" in before
    X, Y, dZ = np.ones((3, 2)), np.ones((2, 4)), np.ones((3, 4))
    for key, value in dict(X=X, Y=Y, dZ=dZ, Z=X @ Y, dX=dZ @ Y.T, dY=X.T @ dZ).items():
        monkeypatch.setattr(fixture, key, value)
    after = gallery.standalone(BOOK, "index-backward-flow", "en")
    assert "3\u2009×\u20092" in after and "4\u2009×\u20093" not in after


# Planted faults in the words.


def plant(monkeypatch: pytest.MonkeyPatch, folder: Path, old: str, new: str) -> tuple[Path, int]:
    """A copy of the table with one change; gives its path and the line of the change."""
    text = TABLE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / TABLE.name
    path.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(gallery, "FOLDER", folder)
    return path, text[: text.index(old)].count("\n") + 1


FORWARD = '[index-backward-flow.forward]\nja = "順伝播"\nko = "순전파"\nen = "forward"\n'
FAULTS = {
    "missing language": (FORWARD.replace('ko = "순전파"\n', ""), "has no ko"),
    "unknown language": (FORWARD + 'fr = "avant"\n', "unknown language, fr"),
    "missing word": ("", "asks for the word “forward”"),
    "unused word": (FORWARD.replace("forward", "onward", 1) + "\n" + FORWARD, "onward is not used"),
    "unknown value": (FORWARD.replace('"forward"', '"forward <s>"'), "<s>, unknown to the figure"),
    "unknown figure": (
        FORWARD.replace("backward-flow", "upward-flow"),
        "an unknown figure, index-upward-flow",
    ),
    "text without a name": (FORWARD.replace(".forward", ""), "a text without a name"),
    "number": (FORWARD.replace('"forward"', "3"), "is no text"),
    "open formula": (FORWARD.replace('"forward"', '"$x forward"'), "has a formula left open"),
    "broken TOML": (FORWARD.replace('"forward"', '"forward'), "this is not TOML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_in_the_words_is_red(fault: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    new, message = FAULTS[fault]
    path, line = plant(monkeypatch, tmp_path, FORWARD, new)
    with pytest.raises(BookError, match=re.escape(message)) as caught:
        gallery.svg(Book(BOOK.root), "index-backward-flow", "en")
    assert caught.value.file == path and caught.value.remedy
    if fault == "missing word":
        line = TABLE.read_text(encoding="utf-8").split("[index-backward-flow.")[0].count("\n") + 1
    if fault == "broken TOML":
        line += 3
    assert caught.value.line == line


def test_figure_without_description_is_red(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plant(monkeypatch, tmp_path, "[index-backward-flow.title]", "[index-backward-flow.heading]")
    with pytest.raises(BookError, match="has no title for screen readers"):
        gallery.svg(Book(BOOK.root), "index-backward-flow", "en")


def test_unknown_figure_is_red() -> None:
    with pytest.raises(BookError, match=r"“picture-influence-z”.*\n.*did you mean picture-influence"):
        gallery.svg(BOOK, "picture-influence-z", "en")


def test_unknown_language_is_red() -> None:
    with pytest.raises(BookError, match="language “fr”"):
        gallery.svg(BOOK, gallery.names()[0], "fr")


@pytest.mark.parametrize("formula", [r"$\frac12$", "$X_{st$", "$X_{s_t}$", "$X}$"])
def test_broken_formula_is_red(formula: str) -> None:
    with pytest.raises(BookError, match="in the label formula"):
        spans(formula, 16)


def test_formula_letters() -> None:
    found = spans(r"$\mathrm d\mathbf Z\,\mathbf Y^\top=\sum_j X_{sj}-h$", 16)
    assert "".join(span.text for span in found) == "d𝐙\u2009𝐘⊤\u2005=\u2005∑𝑗𝑋𝑠𝑗−ℎ"


def test_colour_never_stands_alone() -> None:
    """Backward blocks are hatched, backward arrows dashed; forward ones are neither."""
    svg = parsed("index-backward-flow", "en")
    fills = [element.get("fill") for element in svg.iter(f"{SVG}rect")]
    hatches = [path for path in svg.iter(f"{SVG}path") if path.get("opacity")]
    dashed = {path.get("stroke") for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray")}
    solid = {
        path.get("stroke")
        for path in svg.iter(f"{SVG}path")
        if path.get("stroke-width") == "1.6" and not path.get("stroke-dasharray")
    }
    assert len(hatches) == fills.count("#fcebdf") > 0
    assert len(dashed) == len(solid) == 1 and dashed != solid


def test_standalone_needs_no_page() -> None:
    for name, language in EVERY:
        for layout in gallery.LAYOUTS:
            assert "var(" not in gallery.standalone(BOOK, name, language, layout)


def test_maths_characters_are_in_the_font() -> None:
    used = gallery.characters(BOOK)
    assert {"𝐗", "𝐘", "𝐙", "⊤", "−", "𝛿", "ℒ"} <= used
    known = TTFont(FONT).getBestCmap()
    assert [character for character in sorted(used) if ord(character) not in known] == []
