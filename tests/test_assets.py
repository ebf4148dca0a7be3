"""What the site ships from the package registry: pinned, licensed, and a maths font that has every character."""

import io
import json
import re
from base64 import b64decode
from pathlib import Path

import pytest
from browser import faces_of
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser
from the_book import BOOK

from book.figures.kit import gallery
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.maths import font
from book.maths.temml import Converter, converter
from book.source.book import Book
from book.source.pages import Page
from book.web import dress, vendor
from check_equations.pages import formulas

CONVERTER = converter(BOOK)
VENDOR = vendor.folder(BOOK)
FONT = BOOK.node_modules / font.FILE


@pytest.fixture(scope="module")
def needed() -> font.Places:
    return font.characters(CONVERTER, (page for language in LANGUAGES for page in BOOK.pages(language)))


LEAVES = "mi, mn, mo, mtext"


def _font(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


def _page(folder: Path, body: str) -> Page:
    path = folder / "en" / "odd.md"
    path.parent.mkdir()
    path.write_text(f"---\ndescription: d\nterms: [t]\n---\n\n# Odd {{#odd}}\n\n{body}\n", encoding="utf-8")
    return Page(path)


def test_lock_file_pins_every_package_and_names_no_registry() -> None:
    packages = json.loads((BOOK.root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((BOOK.root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages[""]["dependencies"] == wanted
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_vendor_is_complete() -> None:
    assert {path.name for path in VENDOR.iterdir()} == {"maths.woff2"}


def test_a_second_run_writes_nothing() -> None:
    assert not vendor.install(BOOK)
    before = {path: path.stat().st_mtime_ns for path in VENDOR.iterdir()}
    assert not vendor.build(Book(BOOK.root))
    assert {path: path.stat().st_mtime_ns for path in VENDOR.iterdir()} == before


def test_shipped_font_shows_every_formula_and_figure(needed: font.Places) -> None:
    face = _font((VENDOR / "maths.woff2").read_bytes())
    has = set(face.getBestCmap())
    wanted = {c for c in needed.keys() | gallery.characters(BOOK) if not font.in_page_font(c) and not c.isspace()}
    assert {"𝐗", "𝑋", "𝑠", "∑", "⊤", "ℒ", "𝜕"} <= wanted
    assert {c for c in wanted if ord(c) not in has} == set()
    assert (VENDOR / "maths.woff2").stat().st_size < 24_000


def _strangers(browser: Browser, folder: Path, data: bytes, rendered: list[str]) -> dict[str, set[str]]:
    """The letters and signs that Chromium does not draw with the given maths font, and what it draws them with."""
    (folder / "maths.woff2").write_bytes(data)
    sheet = (BOOK.root / "docs/assets/css/maths.css").read_text(encoding="utf-8")
    sheet = sheet.replace('"STIX Two Math", ', "") + '@font-face{font-family:"Book Maths";src:url("maths.woff2")}'
    file = folder / "page.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><style>{sheet}</style>{''.join(rendered)}", "utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    assert tab.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => f.status))") == ["loaded"]
    drawn = {source: {face["familyName"] for face in found} for source, found in faces_of(tab, LEAVES).items()}
    tab.close()
    assert any("Book Maths" in names for names in drawn.values())
    return {source: names for source, names in drawn.items() if names - {"Book Maths"}}


def test_browser_draws_every_formula_with_the_shipped_font(browser: Browser, tmp_path: Path) -> None:
    places: dict[tuple[str, bool], tuple[Path, int]] = {}
    for language in LANGUAGES:
        asked = [
            ((formula.tex, formula.display), (page.path, formula.line))
            for page in BOOK.pages(language)
            for formula in formulas(page.source)
            if not any(map(font.in_page_font, formula.tex))
        ]
        assert len(asked) > 50
        places |= asked
    with Converter(BOOK.build / "maths") as converter:
        drawn = [converter.render(*formula, *place) for formula, place in places.items()]
    assert _strangers(browser, tmp_path, (VENDOR / "maths.woff2").read_bytes(), drawn) == {}


def test_browser_shows_that_a_slanted_sign_is_missing(browser: Browser, tmp_path: Path) -> None:
    with Converter(cache=None) as converter:
        formula = converter.render(r"\frac{\partial x}{\partial y}", True, "page.md", 1)
        needed = converter.characters(r"\frac{\partial x}{\partial y}", "page.md", 1)
    assert needed == {"𝜕", "𝑥", "𝑦"}
    whole = font.cut(FONT, dict.fromkeys(needed, ("page.md", 1)))
    assert _strangers(browser, tmp_path, whole, [formula]) == {}
    cut = font.cut(FONT, dict.fromkeys(needed - {"𝜕"}, ("page.md", 1)))
    assert set(_strangers(browser, tmp_path, cut, [formula])) == {"<mi>∂</mi>"}


@pytest.mark.parametrize("tex", [r"\sqrt{x}", r"\sqrt[3]{x}"])
def test_a_radical_needs_the_root_sign(tex: str) -> None:
    """MathML has no character for it: a font cut to the characters of the markup leaves the sign out."""
    with Converter(cache=None) as converter:
        assert "√" in converter.characters(tex, "page.md", 1)


def test_a_page_has_the_letters_that_it_draws() -> None:
    """Those of its formulas and figures, the root sign too, and none that it only speaks of."""
    with Converter(cache=None) as converter:
        formula = converter.render(r"\sqrt{x} \le \mathbf Y \text{ where 微分}", True, "page.md", 1)
    figure = gallery.shown(BOOK, "affine-fan-out", "en")
    assert dress.drawn(f"<p>∑ and ∇</p>{formula}") == set("√𝑥≤𝐘\u00a0where ")
    assert {"𝐛", "−", "3"} <= dress.drawn(figure) and "f" not in dress.drawn(figure)
    assert dress.drawn("<p>x</p>") == set() and dress.letters(BOOK, "<p>x</p>") == ""
    whole, page = _font((VENDOR / "maths.woff2").read_bytes()), dress.letters(BOOK, formula)
    held = _font(b64decode(re.fullmatch(r".*;base64,([^)]+)\)\}", page)[1]))
    has = set(map(chr, held.getBestCmap()))
    assert set("√𝑥≤𝐘 where") & set(map(chr, whole.getBestCmap())) <= has and len(has) < 20
    assert held["MATH"].table.MathConstants.FractionRuleThickness.Value == 50
    assert page == dress.letters(BOOK, formula)


FEW: font.Places = dict.fromkeys("𝑥(√∑⏟", (Path("page.md"), 1))


@pytest.fixture(scope="module")
def cut() -> bytes:
    """The font of a few characters."""
    return font.cut(FONT, FEW)


def test_cut_font_still_stretches(cut: bytes) -> None:
    face = _font(cut)
    variants = face["MATH"].table.MathVariants
    cmap = face.getBestCmap()
    assert {cmap[ord(c)] for c in "(√∑"} <= set(variants.VertGlyphCoverage.glyphs)
    assert cmap[ord("⏟")] in variants.HorizGlyphCoverage.glyphs
    assert face["MATH"].table.MathGlyphInfo.MathItalicsCorrectionInfo
    assert len(face.getGlyphOrder()) < 400
    assert "STIX" not in face["name"].getDebugName(1)


def test_font_is_the_same_every_time(cut: bytes) -> None:
    assert font.cut(FONT, FEW) == cut


def test_a_character_that_the_font_lacks_is_red(tmp_path: Path) -> None:
    page = _page(tmp_path, "Text with $x$.\n\n$$\na = \\text{🐙}\n$$")
    with pytest.raises(BookError) as fault:
        font.cut(FONT, font.characters(CONVERTER, [page]))
    assert "U+1F419" in fault.value.problem
    assert (fault.value.file, fault.value.line) == (page.path, 11)


def test_a_font_without_a_needed_character_would_be_noticed(needed: font.Places) -> None:
    without = {character: place for character, place in needed.items() if character != "∑"}
    assert ord("∑") not in _font(font.cut(FONT, without)).getBestCmap()


def test_words_in_formulas_take_the_font_of_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path, r"$\text{連鎖律、연쇄 법칙}$")
    assert "連" in font.characters(CONVERTER, [page])
    assert font.cut(FONT, font.characters(CONVERTER, [page]))


def test_broken_tex_on_a_page_stops_the_assets(tmp_path: Path) -> None:
    page = _page(tmp_path, "Line eight.\n\n$$\na\n\\nosuch\n$$")
    with pytest.raises(BookError) as fault:
        font.characters(CONVERTER, [page])
    assert (fault.value.file, fault.value.line) == (page.path, 12)
