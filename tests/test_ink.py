"""What is executed is seen: every sign, root and bar of every formula leaves ink, on the website and on paper.

`make test` looks at a sample, drawn by the formulas' hashes, and `make ink` at all of them.
"""

import hashlib
import io
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import ink
import ink_paper
import ink_web
import numpy as np
import pytest
import typst
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from ink_web import Place
from pdf_reader import Printed, Volume
from the_book import BOOK, WHOLE, alike

from book.ground import tree as dom
from book.ground.languages import LANGUAGES
from book.maths.temml import converter
from book.print import fonts
from book.print import formulas as maths
from book.print import volume as press
from book.web import policy, vendor

VIEWS = [(1280, ["dark"]), (360, [])]  # width, and in which colours but the light ones
PARTS = 16  # a sample is one of so many


def drawn(formula: str, view: int) -> bool:
    """Whether a formula is in the sample of a view; rare signs are in all of them."""
    digest = hashlib.sha256(formula.encode()).digest()
    return WHOLE or "<msqrt" in formula or "<mroot" in formula or digest[0] % PARTS == view


@pytest.mark.parametrize("view", range(len(VIEWS)))
def test_every_sign_of_every_formula_is_seen(visit, address: str, view: int) -> None:
    width, schemes = VIEWS[view]
    tab = visit(width).page
    looked = 0
    for language, found in ink_web.different().items():
        for part in ink_web.sheets(place for place in found if drawn(place.formula, view)):
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme="light")
            ink_web.show(tab, address, language, ink_web.sheet(language, part))
            assert not ink_web.faults(tab, *schemes)
            looked += len(part)
    assert looked > 100


@cache
def few() -> list[Place]:
    """Formulas with a root, with a fraction, with a stretched bracket and with words."""
    kinds = ("<msqrt", "<mfrac", 'stretchy="true"', "<mtext")
    return [next(p for p in ink_web.places("en") if kind in p.formula and len(p.formula) < 2500) for kind in kinds]


ROOT, BAR = "the root sign", "the bar of a fraction"


def without(*signs: str) -> bytes:
    """The font of the book, written anew without these characters."""
    face, data = TTFont(vendor.folder(BOOK) / "maths.woff2"), io.BytesIO()
    for table in face["cmap"].tables:
        for sign in signs:
            table.cmap.pop(ord(sign), None)
    face.flavor = None  # unpacked
    face.save(data)
    return data.getvalue()


@pytest.fixture
def unseen(visit, address: str) -> Callable[..., list[str]]:
    """What is not seen of a few formulas, with a style, with other formulas or with another font."""

    def look(style: str = "", places: list[Place] | None = None, face: bytes = b"", scheme: str = "dark") -> list[str]:
        tab = visit().page
        if face:
            tab.route("**/maths.woff2", lambda route: route.fulfill(body=face))
        html = ink_web.sheet("en", places or few()).replace("</head>", f"<style>{style}</style></head>")
        html = policy.guarded(html, "test")
        ink_web.show(tab, address, "en", html)
        return ink_web.faults(tab, scheme)

    return look


def formula(tex: str) -> list[Place]:
    """A formula in a line of text, as the build sets it."""
    return [Place(("<p>",), (), converter(BOOK).render(tex, False, "test"))]


def test_nothing_is_unseen_where_nothing_is_wrong(unseen) -> None:
    assert not unseen()
    assert not unseen(face=without())


def test_a_font_without_a_sign_shows_none(unseen) -> None:
    [fault] = {fault.partition(" in ")[0] for fault in unseen(face=without("√"))}
    assert fault == f"no ink: {ROOT}"
    assert {fault.partition(" in ")[0] for fault in unseen(face=without("ℒ", "𝑍"))} == {"no ink: ℒ", "no ink: Z"}


STYLES = {
    "white text": ("math .fwd { color: var(--paper) }", "no ink: Z in"),
    "nearly white": ("math mo { opacity: .1 }", "no ink: = in"),
    "not displayed": ("math mo { display: none }", "no ink: = in"),
    "not visible": ("math mn { visibility: hidden }", "no ink: 2 in"),
    "a root not visible": ("msqrt { visibility: hidden } msqrt > * { visibility: visible }", f"no ink: {ROOT}"),
    "a bar not visible": ("mfrac { visibility: hidden } mfrac > * { visibility: visible }", f"no ink: {BAR}"),
    "of no size": ("math mi { font-size: 0 }", "no ink: Z in"),
    "off the screen": ("math { position: relative; left: -9999px }", "no ink: = in"),
    "clipped": ("math { clip-path: inset(0 50% 0 0) }", "no ink"),
    "in a box too small": (".maths-scroll { width: 2em; overflow: hidden }", "no ink"),
    "under something": (
        "article { position: relative } article::after { content: ''; position: absolute; inset: 0;"
        "background: var(--paper) }",
        "no ink: = in",
    ),
    "words": ("mtext { color: transparent }", "of "),
}


@pytest.mark.parametrize("name", STYLES)
def test_what_a_style_hides_is_missed(unseen, name: str) -> None:
    style, message = STYLES[name]
    assert any(message in fault for fault in unseen(style))


@pytest.mark.parametrize("change", ["color: var(--paper)", "visibility: hidden", "position: relative; top: 1em"])
def test_what_is_unseen_in_the_dark_alone_is_missed(unseen, change: str) -> None:
    style = f"@media (prefers-color-scheme: dark) {{ math mo {{ {change} }} }}"
    assert not unseen(style, scheme="light")
    assert any("no ink: = in" in fault for fault in unseen(style))


def test_what_markup_hides_is_missed(unseen) -> None:
    assert unseen(places=formula(r"x + \phantom{y}")) == [r"no ink: y in x + \phantom{y}"]
    lines = formula(r"\begin{array}{c|c} a & b \end{array}")
    assert not unseen(places=lines)
    assert unseen("mtd { border-color: transparent !important }", lines)[0].startswith("no ink: the line of a table")
    bare = [p._replace(formula=p.formula.replace("<mfrac>", '<mfrac linethickness="0">')) for p in few()]
    assert {fault.partition(" in ")[0] for fault in unseen(places=bare)} == {f"no ink: {BAR}"}


def test_an_element_that_is_not_known_is_refused(unseen) -> None:
    boxed = [p._replace(formula=p.formula.replace("<mi", "<ms></ms><mi", 1)) for p in few()]
    with pytest.raises(Exception, match="does not know how <ms> is drawn"):
        unseen(places=boxed)


def test_marks_that_overlap_are_not_hidden_together() -> None:
    boxes = np.array([[0, 0, 10, 10], [5, 5, 15, 15], [20, 0, 30, 10], [14, 14, 30, 30]])
    assert ink.groups(boxes) == [[0, 2, 3], [1]]


def test_ink_outside_of_its_box_is_a_fault() -> None:
    """Else it could be taken for that of another mark."""

    def picture(hidden: list[int]) -> ink.Picture:
        sheet = np.full((50, 50, 4), 255, np.uint8)
        sheet[20:24, 20:45] = 255 if hidden else 0
        return sheet

    assert ink.faults([ink.Mark("a", (20, 20, 45, 24))], picture) == []
    assert ink.faults([ink.Mark("a", (20, 20, 30, 24))], picture) == ["ink outside of its box, at (36, 20): a"]
    assert ink.faults([ink.Mark("a", (0, 40, 10, 44))], picture)[0] == "no ink: a"


# On paper


@pytest.mark.parametrize("book", alike([*LANGUAGES], 0), indirect=True)
def test_every_sign_of_every_formula_is_printed(book: Printed) -> None:
    """All signs of all formulas are there; that they are seen, on some pages and where there are roots."""
    chosen = list(LANGUAGES).index(book.language)
    formulas = ink_paper.printed(book.language, book.articles)
    found = ink_paper.faults(book, formulas, lambda page: WHOLE or page % 12 == chosen)
    assert not found


TEX = [r"\sqrt{x^2 + 1} + \sqrt[3]{y}", r"\frac{a}{b} = \hat z", r"\left( \frac{a}{b} \right) \mathrm dX_{st}"]
TEX += [r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}", r"\underbrace{a + b}_{n} \text{ words}"]


def printing(folder: Path, change: Callable[[str], str] = str, cover: str = "", face: Path | None = None) -> list[str]:
    """What is not seen of a few formulas on paper, with another source of theirs, a style or another maths font."""
    formulas = {tex: dom.parse(converter(BOOK).render(tex, True, "test")).find("math") for tex in TEX}
    main = press.look(BOOK, "en", folder) / "few.typ"
    lines = [f'#formula-long("{_quoted(tex)}", ${change(maths.convert(e))}$)\n' for tex, e in formulas.items()]
    main.write_text("\n".join(['#import "layout.typ": *', "#show: volume", cover, *lines]), encoding="utf-8")
    faces = [str(face or fonts.gather(BOOK))]
    pdf = typst.Compiler(str(main), root=str(folder), font_paths=faces, ignore_system_fonts=True).compile(format="pdf")
    (folder / "few.pdf").write_bytes(pdf)
    return ink_paper.faults(Volume(folder / "few.pdf"), {tex: [formula] for tex, formula in formulas.items()})


def _quoted(tex: str) -> str:
    return tex.replace("\\", "\\\\")


def test_nothing_is_unseen_on_paper_where_nothing_is_wrong(tmp_path: Path) -> None:
    assert not printing(tmp_path)


COVERS = {
    "white text": ("#show math.equation: set text(fill: white)", "no ink: √ in"),
    "nearly white": ("#show math.equation: set text(fill: luma(240))", "no ink: ─ in"),
    "clipped": ("#show math.equation: it => box(clip: true, width: 1em, it)", "no ink"),
    "hidden": ("#show math.equation: hide", "times not drawn: √ in"),
    "off the sheet": ("#show math.equation: it => move(dx: -300mm, it)", "no ink"),
    "of no size": ("#show math.equation: set text(size: 0pt)", "√ in"),
}


@pytest.mark.parametrize("name", COVERS)
def test_what_a_style_hides_is_missed_on_paper(tmp_path: Path, name: str) -> None:
    cover, message = COVERS[name]
    assert any(message in fault for fault in printing(tmp_path, cover=cover))


CHANGES = {
    "a hidden letter": ("italic(x)", "#hide($italic(x)$)", "1 times not drawn: x in"),
    "a white letter": ("italic(x)", "#text(fill: white, $italic(x)$)", "no ink: 𝑥 in"),
    "no bar": (r"frac\((italic\(.\)), (italic\(.\))\)", r"mat(\1; \2, delim: #none)", "1 times not drawn: ─ in"),
    "no root": (r"sqrt\(", "(", "1 times not drawn: √ in"),
    "no line": (r", augment: #\(.*?\.5pt\)", "", "times not drawn: ─ in"),
    "no accent": (r"accent\((.*?), hat\)", r"\1", "1 times not drawn: ◌ in"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_the_source_hides_is_missed_on_paper(tmp_path: Path, name: str) -> None:
    old, new, message = CHANGES[name]
    old = old if "\\" in old else re.escape(old)
    assert any(message in fault for fault in printing(tmp_path, lambda source: re.sub(old, new, source)))


@pytest.mark.parametrize("blank", [False, True])
def test_a_font_without_the_root_sign_is_missed_on_paper(tmp_path: Path, blank: bool) -> None:
    """One that has no such sign, so that Typst takes another font's, and one whose sign is empty."""
    folder = shutil.copytree(fonts.gather(BOOK), tmp_path / "fonts")
    face = TTFont(folder / fonts.MATHS_FILE)
    root = face.getBestCmap()[0x221A]
    if blank:
        larger = face["MATH"].table.MathVariants
        sizes = larger.VertGlyphConstruction[larger.VertGlyphCoverage.glyphs.index(root)].MathGlyphVariantRecord
        for name in {root, *(size.VariantGlyph for size in sizes)}:
            face["glyf"][name] = Glyph()
    else:
        for table in face["cmap"].tables:
            table.cmap.pop(0x221A, None)
    face.save(folder / fonts.MATHS_FILE)
    found = printing(tmp_path, face=folder)
    assert [fault for fault in found if ("times not drawn: √" if blank else "times not in the maths font: √") in fault]
