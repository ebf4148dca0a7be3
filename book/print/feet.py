"""Even feet: the room that is left at the foot of a page goes between its blocks.

A page that ends before a block which is not broken has room left. The volume is set once to see how much, and where on
the page there are gaps to widen (`between` in look/layout.typ); set again with them, every page keeps what it holds.
"""

import ctypes
import io
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
_FOOT = 22 * MM  # points from the edge of the paper to the text (look/layout.typ)
_FOLIO = 14 * MM  # below it stands the number of a page that opens a chapter
_MOST = 12.0  # points that a gap of the weight 1 may take: more would tear a page apart
# Points that are left on a page, and where that was too little: the box of a line may reach lower than its ink, and
# blocks that are held reach lower, unseen. A page that fails with all of them stays as it was.
_SPARE = (4.0, 20.0, 40.0)
_LITTLE = 8.0  # points of room that nobody sees
_LOWEST = 6  # objects of a page that are looked at for its foot

Page = tuple[str, int]  # a chapter and the number of a page of it


class Gap(NamedTuple):
    """A place between two blocks: its chapter and number there, its share, its page, its millimetres down it.

    `room` are the points left at the foot of that page.
    """

    slug: str
    number: int
    weight: float
    page: int
    down: float
    room: float = 0

    @property
    def key(self) -> str:
        """What the source calls it."""
        return f"{self.slug} {self.number}"

    @property
    def on(self) -> Page:
        """Its page, as one of its chapter: chapters may be set at different times."""
        return self.slug, self.page


def extra(gaps: list[Gap], top: float, failed: Counter[Page]) -> dict[str, float]:
    """How many points each gap takes, by its name, for the feet to be even; `top` millimetres are above a page's text.

    On a page that has `failed` more of the room stays. The last pages of chapters stay as they are.
    """
    pages: dict[Page, list[Gap]] = defaultdict(list)
    for gap in gaps:
        pages[gap.on].append(gap)
    last = dict(sorted(pages))
    found = {}
    for (slug, page), there in pages.items():
        inner = [gap for gap in there if gap.down > top + 1 and gap.weight]
        tries = failed[slug, page]
        if not inner or page == last[slug] or tries >= len(_SPARE):
            continue
        room = inner[0].room - _SPARE[tries]
        share = min(room / sum(gap.weight for gap in inner), _MOST)
        if room > _LITTLE - _SPARE[0]:
            found |= {gap.key: round(share * gap.weight, 2) for gap in inner}
    return found


def torn(before: list[Gap], after: list[Gap]) -> set[Page]:
    """The pages that did not keep what they held, of each chapter the first, counted as before."""
    starts = [{gap.slug: gap.page for gap in reversed(gaps)} for gaps in (before, after)]
    found: dict[str, int] = {}
    for old, new in zip(before, after, strict=True):
        if old.page - starts[0][old.slug] != new.page - starts[1][new.slug]:
            found.setdefault(old.slug, old.page)
    return {(slug, page + step) for slug, page in found.items() for step in (-1, 0)}


def rooms(pdf: bytes, pages: Collection[int]) -> dict[int, float]:
    """The points between the lowest thing on each of these pages, counted from 1, and its foot."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return {page: max(_lowest(document[page - 1]) - _FOOT, 0) for page in pages}


def _lowest(page: pypdfium2.PdfPage) -> float:
    """Where the text of a page ends: a line of text at its baseline, as Typst counts, anything else at its edge."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    objects = []
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top) and bottom.value > _FOLIO:
            objects.append((bottom.value, index, drawn))
    return min((_edge(drawn, edge) for edge, _, drawn in sorted(objects)[:_LOWEST]), default=0)


def _edge(drawn: pdfium.FPDF_PAGEOBJECT, edge: float) -> float:
    if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
        return edge
    name = ctypes.create_string_buffer(64)
    pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(drawn), name, 64)
    place = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, place)
    return edge if b"Math" in name.value else place.f
