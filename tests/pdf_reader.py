"""What the tests see of a PDF: characters with their fonts and places, outline, links, fonts, tags."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from the_book import BOOK, alike

from book.ground import tree as dom
from book.ground.languages import LANGUAGES

MM = 72 / 25.4
_IGNORED = dict.fromkeys([0xAD, 0x2060, 0x200B, 0xFFFE, 0x2D, 0x2010, 0x2D, 0x2011])
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def plain(text: str) -> str:
    """Text as it is compared: NFKC, without white space, hyphens (lines end in them) and marks nobody sees."""
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_IGNORED)
    return re.sub(r"\s+", "", folded)


class Glyph(NamedTuple):
    """A character of a page: its font and its box in points from the left bottom corner."""

    text: str
    font: str
    left: float
    bottom: float
    right: float
    top: float


class Volume:
    """One PDF file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.pdf = pikepdf.open(file)
        self.document = pypdfium2.PdfDocument(file)

    @cached_property
    def leaves(self) -> list[pypdfium2.PdfPage]:
        """Every page, read once: PDFium takes a millisecond and more for each."""
        return list(self.document)

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number of each page, counted from 1, by that of its object."""
        return {page.objgen[0]: number for number, page in enumerate(self.pdf.pages, start=1)}

    @cached_property
    def pages(self) -> list[list[Glyph]]:
        """Every page's characters in the order of the file."""
        return [list(_glyphs(page.get_textpage())) for page in self.leaves]

    @cached_property
    def objects(self) -> list[list[tuple[float, float, float, float]]]:
        """Every page's drawn objects (lines, fills, pictures, text) as boxes: left, bottom, right, top."""
        return [[drawn.get_bounds() for drawn in page.get_objects(max_depth=1)] for page in self.leaves]

    def pictures(self) -> list[int]:
        """The pages (counted from 1) with a picture made of dots, one entry for each picture."""
        kind = [pdfium.FPDF_PAGEOBJ_IMAGE]
        return [n for n, page in enumerate(self.leaves, start=1) for _ in page.get_objects(kind, max_depth=15)]

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        return self.leaves[0].get_size()

    @cached_property
    def sheets(self) -> dict[int, tuple[float, float]]:
        """The pages (counted from 1) with a size of their own, to be printed alone: width and height in points."""
        sizes = {number: page.get_size() for number, page in enumerate(self.leaves, start=1)}
        return {number: size for number, size in sizes.items() if size != self.size}

    def body(self, number: int) -> list[Glyph]:
        """The characters of a page (counted from 1) without its running head and foot."""
        low, high = 20 * MM, self.size[1] - 22 * MM
        if number in self.sheets:
            low, high = 14 * MM, self.sheets[number][1]
        return [glyph for glyph in self.pages[number - 1] if low < glyph.bottom < high]

    @cached_property
    def text(self) -> str:
        """All words, code and labels of the book without its formulas, as `plain` text."""
        kept = (g.text for n in range(1, len(self.pages) + 1) for g in self.body(n) if "Math" not in g.font)
        return plain("".join(kept))

    def outline(self) -> list[tuple[int, str]]:
        """The bookmarks as (level, title)."""

        def walk(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
            for item in items:
                yield level, item.title
                yield from walk(item.children, level + 1)

        return list(walk(self.chapters, 1))

    @cached_property
    def chapters(self) -> list[pikepdf.OutlineItem]:
        """The bookmarks of the first level."""
        with self.pdf.open_outline() as outline:
            return list(outline.root)

    @cached_property
    def blocks(self) -> list[tuple[str, int, int]]:
        """Every block in reading order: its role in the structure tree, the pages where it begins and ends."""
        (document,) = self.pdf.Root.StructTreeRoot.K
        found = []
        for block in document.K:
            if isinstance(block, pikepdf.Dictionary) and (pages := list(self._pages(block, None))):
                found.append((str(block.S), min(pages), max(pages)))
        return found

    def _pages(self, element: pikepdf.Dictionary, page: int | None) -> Iterator[int]:
        """The page of each piece of content in an element."""
        page = self.numbers[element.Pg.objgen[0]] if "/Pg" in element else page
        if "/MCID" in element:
            yield page
            return
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                yield page
            elif isinstance(kid, pikepdf.Dictionary):
                yield from self._pages(kid, page)

    def dictionaries(self, kind: str) -> Iterator[pikepdf.Dictionary]:
        """Every dictionary of the file whose /Type, or role in the structure tree, is this."""
        for found in self.pdf.objects:
            if isinstance(found, pikepdf.Dictionary) and kind in (found.get("/Type"), found.get("/S")):
                yield found


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    fonts: dict[bytes, str] = {}
    high = 0  # the first half of a character beyond U+FFFF comes on its own
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00
        pdfium.FPDFText_GetFontInfo(page, index, name, 128, flags)
        if (font := fonts.get(name.value)) is None:
            font = fonts[name.value] = name.value.decode().partition("+")[2]
        assert pdfium.FPDFText_GetCharBox(page, index, left, right, bottom, top)
        yield Glyph(chr(code), font, left.value, bottom.value, right.value, top.value)


class Printed(Volume):
    """The printed book of a language, and the pages of the website that it was made of."""

    def __init__(self, language: str) -> None:
        super().__init__(BOOK.volume(language))
        self.language = language

    @cached_property
    def articles(self) -> list[tuple[str, dom.Element]]:
        """Each page's slug and content in reading order."""
        return [(slug, dom.article(BOOK.site / self.language / f"{slug}.html")) for slug in BOOK.order]


def starts(book: Printed) -> dict[str, int]:
    """The page on which each chapter begins, counted from 1."""
    pages = (book.numbers[chapter.destination[0].objgen[0]] for chapter in book.chapters)
    return dict(zip(BOOK.order, pages, strict=True))


@pytest.fixture(scope="session", params=alike([*LANGUAGES], 0))
def book(request: pytest.FixtureRequest) -> Printed:
    """Each language's book in turn, read once for all the tests of it."""
    return Printed(request.param)
