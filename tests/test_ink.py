"""What is executed is seen: every sign, root and bar of every formula leaves ink, on the website and on paper.

`make test` looks at a sample, drawn by the formulas' hashes, and `make ink` at all of them.
"""

import hashlib
import os
from collections.abc import Callable

import ink
import ink_web
import numpy as np
import pytest
from ink_web import Place
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.maths import font
from book.maths.temml import converter

WHOLE = bool(os.environ.get("INK"))
VIEWS = [(1280, "light"), (1280, "dark"), (360, "light")]
PARTS = 8  # a sample is one of so many


def drawn(formula: str, view: int) -> bool:
    """Whether a formula is in the sample of a view; rare signs are in all of them."""
    digest = hashlib.sha256(formula.encode()).digest()
    return WHOLE or "<msqrt" in formula or "<mroot" in formula or digest[0] % PARTS == view


@pytest.mark.parametrize("view", range(len(VIEWS)))
def test_every_sign_of_every_formula_is_seen(visit, address: str, view: int) -> None:
    width, scheme = VIEWS[view]
    tab = visit(width, color_scheme=scheme).page
    for language, found in ink_web.different().items():
        shown = [place for place in found if drawn(place.formula, view)]
        ink_web.show(tab, address, language, ink_web.sheet(language, shown))
        assert not ink_web.faults(tab)


def few() -> list[Place]:
    """Formulas with a root, with a fraction, with a stretched bracket and with words."""
    kinds = ("<msqrt", "<mfrac", 'stretchy="true"', "<mtext")
    every = list(ink_web.places("en"))
    return [next(p for p in every if kind in p.formula and len(p.formula) < 2500) for kind in kinds]


FEW = few()
ROOT, BAR = "the root sign", "the bar of a fraction"


def without(*signs: str) -> bytes:
    """The font of the book, cut anew without these characters."""
    needed = font.characters(converter(BOOK), (page for language in LANGUAGES for page in BOOK.pages(language)))
    kept = {sign: place for sign, place in needed.items() if sign not in signs}
    return font.cut(BOOK.node_modules / font.FILE, kept)


@pytest.fixture
def unseen(visit, address: str) -> Callable[..., list[str]]:
    """What is not seen of a few formulas, with a style, with other formulas or with another font."""

    def look(style: str = "", places: list[Place] = FEW, face: bytes = b"") -> list[str]:
        tab = visit().page
        if face:
            tab.route("**/maths.woff2", lambda route: route.fulfill(body=face))
        html = ink_web.sheet("en", places).replace("</head>", f"<style>{style}</style></head>")
        ink_web.show(tab, address, "en", html)
        return ink_web.faults(tab)

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


def test_what_markup_hides_is_missed(unseen) -> None:
    assert unseen(places=formula(r"x + \phantom{y}")) == [r"no ink: y in x + \phantom{y}"]
    bare = [p._replace(formula=p.formula.replace("<mfrac>", '<mfrac linethickness="0">')) for p in FEW]
    assert {fault.partition(" in ")[0] for fault in unseen(places=bare)} == {f"no ink: {BAR}"}


def test_an_element_that_is_not_known_is_refused(unseen) -> None:
    boxed = [p._replace(formula=p.formula.replace("<mi", "<ms></ms><mi", 1)) for p in FEW]
    with pytest.raises(Exception, match="does not know how <ms> is drawn"):
        unseen(places=boxed)


def test_marks_that_overlap_are_not_hidden_together() -> None:
    boxes = np.array([[0, 0, 10, 10], [5, 5, 15, 15], [20, 0, 30, 10], [14, 14, 30, 30]])
    assert ink.groups(boxes) == [[0, 2, 3], [1]]


def test_ink_outside_of_its_box_is_a_fault() -> None:
    """Else it could be taken for that of another mark."""

    def picture(hidden: list[int]) -> ink.Picture:
        sheet = np.full((50, 50, 3), 255, np.uint8)
        sheet[20:24, 20:45] = 255 if hidden else 0
        return sheet

    assert ink.faults([ink.Mark("a", (20, 20, 45, 24))], picture) == []
    assert ink.faults([ink.Mark("a", (20, 20, 30, 24))], picture) == ["ink outside of its box, at (36, 20): a"]
    assert ink.faults([ink.Mark("a", (0, 40, 10, 44))], picture)[0] == "no ink: a"
