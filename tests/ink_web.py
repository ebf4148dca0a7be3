"""Ink on the built site: the formulas of a page as Chromium draws them, and all different ones on one sheet."""

import base64
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import ink
import numpy as np
from browser import SITE, until
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image
from playwright.sync_api import Page as Tab
from the_book import BOOK

from book.ground import tree as dom
from book.ground.languages import LANGUAGES
from book.maths.font import in_page_font
from book.web import policy

SCRIPT = Path(__file__).with_name("ink.js").read_text(encoding="utf-8")
READY = """() => {
    document.querySelectorAll('details').forEach(one => one.open = true);
    return document.fonts.ready.then(() => !document.documentElement.classList.contains('unpainted'));
}"""
# The font that stands behind the book's own, without ink: what the cut font lacks is not to be seen.
BLANK = """data => {
    const face = new FontFace('STIX Two Math', Uint8Array.from(atob(data), c => c.charCodeAt(0)));
    document.fonts.add(face);
    return face.load().then(() => true);
}"""
SHEET = 200  # formulas: each picture paints all of them, and of a sheet much higher Chromium may leave out the foot
_IN_A_LINE = {"span", "em", "strong", "a", "b", "i", "code"}


def faults(tab: Tab, *schemes: str) -> list[str]:
    """What leaves no ink of the formulas of the page that is open, answers unfolded, also in other colour schemes."""
    until(tab, READY)
    tab.evaluate(BLANK, base64.b64encode(blank()).decode())
    width, height = tab.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    tab.set_viewport_size({"width": width, "height": height})  # else each picture lays the page out twice
    tab.evaluate(SCRIPT)
    seen = json.loads(tab.evaluate("JSON.stringify(ink.marks)"))
    assert seen, "the page has no formulas"
    boxes = np.array([mark["box"] for mark in seen])
    size = np.array([width, height])
    left, top = (int(edge) for edge in np.clip(np.floor(boxes[:, :2].min(axis=0)) - 20, 0, size - 1))
    right, bottom = (int(edge) for edge in np.clip(np.ceil(boxes[:, 2:].max(axis=0)) + 20, [left + 1, top + 1], size))
    marks = [ink.Mark(mark["what"], tuple(np.array(mark["box"]) - [left, top, left, top])) for mark in seen]
    session = tab.context.new_cdp_session(tab)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": 1}

    def picture(hidden: list[int]) -> ink.Picture:
        tab.evaluate("numbers => ink.hide(JSON.parse(numbers))", json.dumps(hidden))
        taken = session.send("Page.captureScreenshot", {"optimizeForSpeed": True, "clip": clip})["data"]
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(taken))).convert("RGBA"))

    def recoloured(scheme: str) -> Callable[[list[int]], ink.Picture]:
        return lambda hidden: (tab.emulate_media(color_scheme=scheme), picture(hidden))[1]

    return ink.faults(marks, picture, *map(recoloured, schemes))


@cache
def blank() -> bytes:
    """A font of every character, but for those set in the font of the page: as high as letters, without any ink.

    Its height counts: Chromium takes a slanted letter's from the upright one, which the book's font does not have.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 650))
    pen.lineTo((500, 650))  # a line encloses nothing
    pen.closePath()
    line = pen.glyph()
    codes = [*range(0x21, 0x3000), *range(0x1D400, 0x1D800)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({code: "blank" for code in codes if not in_page_font(chr(code))})
    builder.setupGlyf({name: line for name in (".notdef", "blank")})
    builder.setupHorizontalMetrics({name: (500, 0) for name in (".notdef", "blank")})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Blank", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    data = io.BytesIO()
    builder.save(data)
    return data.getvalue()


class Place(NamedTuple):
    """Where a formula stands: the start tags around its line, those around itself in the line, and its HTML."""

    around: tuple[str, ...]
    within: tuple[str, ...]
    formula: str


@cache
def places(language: str) -> list[Place]:
    """Every formula of a language's pages."""
    articles = (dom.article(SITE / language / f"{slug}.html") for slug in BOOK.order)
    return [place for article in articles for node in article.elements for place in _places(node, ())]


def _places(node: dom.Element, above: tuple[dom.Element, ...]) -> Iterator[Place]:
    if node.tag == "math" or "maths" in node.classes:
        around = tuple(_start(one) for one in above if one.tag not in _IN_A_LINE)
        yield Place(around, tuple(_start(one) for one in above if one.tag in _IN_A_LINE), dom.html(node))
        return
    for child in node.elements:
        yield from _places(child, (*above, node))


def _start(node: dom.Element) -> str:
    kept = {name: node.attributes[name] for name in ("class", "style") if name in node.attributes}
    return dom.html(dom.Element(node.tag, kept, end=""))


@cache
def different() -> dict[str, list[Place]]:
    """For each language the formulas that no language before it has, or not in such a place."""
    known: set = set()
    found: dict[str, list[Place]] = defaultdict(list)
    for language in LANGUAGES:
        for place in places(language):
            if not known.issuperset(place):
                known |= set(place)
                found[language].append(place)
    return found


def sheets(shown: Iterable[Place]) -> list[list[Place]]:
    """The formulas by their length: those with many parts upon each other, which take more pictures, stand together."""
    every = sorted(shown, key=lambda place: len(place.formula))
    return [every[first : first + SHEET] for first in range(0, len(every), SHEET)]


def sheet(language: str, shown: Iterable[Place]) -> str:
    """A page of the site with these formulas, each within what it stands in, in place of its text."""
    lines: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for place in shown:
        lines[place.around].append(_held(place.within, place.formula))
    body = "".join(_held(around, " ".join(formulas)) for around, formulas in lines.items())
    start, page = (SITE / language / "notation.html").read_text(encoding="utf-8").split("<article", 1)
    # A page carries the letters of its own formulas; these are of all pages.
    start, carried = re.subn(r"url\(data:font/woff2;base64,[^)]*\)", 'url("assets/vendor/maths.woff2")', start)
    assert carried == 1
    html = f"{start}<article{page.partition('>')[0]}>{body}{page[page.index('</article>') :]}"
    return policy.guarded(html, "a sheet of formulas")


def _held(tags: tuple[str, ...], inside: str) -> str:
    ends = (f"</{start.strip('<>').partition(' ')[0]}>" for start in reversed(tags))
    return "".join([*tags, inside, *ends])


def show(tab: Tab, address: str, language: str, html: str) -> None:
    """Opens a sheet as if it were a page of the site."""
    name = f"{address}{language}/sheet.html"
    tab.route(name, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    tab.goto(name)
    tab.unroute(name)
