"""What a page wears from its first moment: the styles of the book, and the letters of its own formulas and figures.

Both stand in the page. On a slow line every style sheet and every font that a page has to ask for costs it the time of
an answer, and a font that comes late moves what is there already. Nothing here needs a script, and nothing is fetched
from disk either.
"""

import hashlib
import os
import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from book.figures.kit.gallery import MATHS
from book.ground.faults import BookError, read
from book.ground.tree import Element
from book.maths import font, mathml
from book.source.book import Book, once
from book.web import lean

SHEETS = ("maths", "figures", "rooms", "book", "parts", "home")  # in docs/assets/css, the later ones overrule
ON_PAPER = "print"
_MATHS = re.compile(r"<math\b.*?</math>", re.S)
_FIGURE = re.compile(r'<svg class="fig-.*?</svg>', re.S)
# Figures that can be touched count: their scripts write numbers.
_COUNTED, _NUMBERS = "data-opens=", "0123456789.−+=,() "
_ONLY = {"rooms": _COUNTED, "home": 'id="path"'}  # what a page has that needs such a sheet


def inlined(file: str) -> bool:
    """Whether a file of the site, by its path, is no file of its own because pages carry it."""
    return Path(file).parent.as_posix() == "assets/css" and Path(file).stem in {*SHEETS, ON_PAPER}


def styles(book: Book, content: str = "".join(_ONLY.values())) -> str:
    """The styles of a page, as they stand in it; all there are, if it is not said what it has.

    Raises BookError for a sheet that cannot be read.
    """
    return "".join(sheet for name, sheet in _sheets(book).items() if _ONLY.get(name, "") in content)


@once
def _sheets(book: Book) -> dict[str, str]:
    folder = book.docs / "assets" / "css"
    sheets = {name: read(folder / f"{name}.css") for name in SHEETS}
    sheets[ON_PAPER] = f"@media print {{\n{read(folder / f'{ON_PAPER}.css')}\n}}"
    placed = {name: re.sub(r'(url\(["\']?)\.\./', r"\1assets/", sheet) for name, sheet in sheets.items()}
    return {name: lean.style(sheet).strip() for name, sheet in placed.items()}


@once
def named(book: Book) -> set[str]:
    """The classes that the styles of every page name: an element without any of them looks like what is around it."""
    return set(re.findall(r"\.([A-Za-z][\w-]*)", styles(book)))


def plain(book: Book, root: Element) -> None:
    """Takes out of a page's code the spans that no style names, which are most: names, signs, numbers."""
    for pre in (one for one in root.walk() if one.tag == "pre"):
        looks = named(book)
        for node in reversed(list(pre.walk())):
            node.children = [part for one in node.children for part in (one.children if _bare(one, looks) else [one])]


def _bare(node: Element | str, looks: set[str]) -> bool:
    return isinstance(node, Element) and node.tag == "span" and not node.classes & looks


def letters(book: Book, content: str) -> str:
    """The style that gives a page the maths font, cut to what its content draws with it; nothing if it draws nothing.

    Raises BookError if the font of the book is not there.
    """
    needed = drawn(content)
    if not needed:
        return ""
    whole = book.docs / "assets" / "vendor" / "maths.woff2"
    if not whole.exists():
        raise BookError(whole, None, "the book has no maths font", "make site cuts it")
    if _COUNTED in content:
        needed |= set(_NUMBERS)
    name = hashlib.sha256(whole.read_bytes() + "".join(sorted(needed)).encode()).hexdigest()[:32]
    kept = book.build / "letters" / f"{name}.woff2"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{os.getpid()}.part")
        beside.write_bytes(font.part(whole, needed))
        beside.replace(kept)
    data = b64encode(kept.read_bytes()).decode()
    return f'@font-face{{font-family:"Book Maths";src:url(data:font/woff2;base64,{data})}}'


def drawn(content: str) -> set[str]:
    """The characters that formulas and figures of a page show in the maths font."""
    found = {" "}  # browsers take a font's measures from there
    for formula in _MATHS.findall(content):
        found |= mathml.shown(ET.fromstring(formula))
    for figure in _FIGURE.findall(content):
        found.update(*_spoken(ET.fromstring(figure)))
    return {one for one in found if not font.in_page_font(one)} if len(found) > 1 else set()


def _spoken(figure: ET.Element) -> Iterator[str]:
    """What stands in the maths font in a figure."""
    for node in figure.iter():
        if node.get("class") == MATHS:
            yield "".join(node.itertext())
