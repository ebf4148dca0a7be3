"""What Typst does not write into a PDF, put in afterwards: names of rows as such, bookmarks that open, small size,
and signs where a page ends in the middle of code: a triangle at its foot, and one at the head of the next.
"""

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from book.ground.faults import BookError

_MM = 72 / 25.4
_MUTED = "0.4 0.373 0.329 rg"  # as in look/style.typ
_TOP, _EDGE, _INSIDE, _OUTSIDE = 25 * _MM, 9, 21 * _MM, 19 * _MM  # of a page and of code (look/layout.typ, code.typ)
_WIDE, _HIGH = 4.4, 2.6  # points, of a triangle


def finished(pdf: bytes, tables: Sequence[bool] = (), breaks: Sequence[tuple[int, float]] = ()) -> bytes:
    """The file as it is published; `tables` says of each table, in order, whether its first column names the rows.

    `breaks` are the pages that end in the middle of code, counted from 1, and the millimetres down to its last line.

    Raises BookError if there are not as many tables.
    """
    packed = io.BytesIO()  # a disk that is full would end pikepdf, and Python with it
    with pikepdf.open(io.BytesIO(pdf)) as volume:
        if "/Outlines" in volume.Root:
            volume.Root.PageMode = Name.UseOutlines
        found = list(_elements(volume.Root.StructTreeRoot, "/Table")) if tables else []
        if len(found) != len(tables):
            problem = f"{len(found)} tables in the PDF, {len(tables)} on the pages"
            raise BookError("book/print/chapter.py", None, problem, "see `calls` in book/print/typst.py")
        for table, named in zip(found, tables, strict=True):
            if named:
                _name_rows(table)
        for page, down in breaks:
            _sign(volume.pages[page - 1], page, down * _MM - 1.5, down=True)
            _sign(volume.pages[page], page + 1, _TOP + 2, down=False)
        # Typst writes every tag and link as an object of its own; packed together they take a fifth of the room.
        volume.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()


def _elements(node: pikepdf.Object, kind: str) -> Iterator[Dictionary]:
    """The elements of a kind below a node of the structure tree, in reading order."""
    ahead = [node]
    while ahead:
        element = ahead.pop()
        if isinstance(element, Dictionary) and element.get("/S") == kind:
            yield element
        kids = element.get("/K", []) if isinstance(element, Dictionary) else []
        ahead += [kid for kid in reversed(kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def _sign(page: pikepdf.Page, number: int, top: float, down: bool) -> None:
    """Draws a triangle at the right edge of code, `top` points below the edge of the paper; it is not read aloud."""
    _, low, width, high = map(float, page.mediabox)
    right = width - (_OUTSIDE if number % 2 else _INSIDE) - _EDGE
    base, tip = (top, top + _HIGH) if down else (top + _HIGH, top)
    corners = [(right - _WIDE, base), (right, base), (right - _WIDE / 2, tip)]
    (first, *others) = [f"{x:.2f} {high - low - y:.2f}" for x, y in corners]
    drawn = f"{first} m " + " ".join(f"{corner} l" for corner in others) + " f"
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q /Artifact BMC q {_MUTED} {drawn} Q EMC".encode())


def _name_rows(table: Dictionary) -> None:
    """Makes the first cell of every row its head, and an empty corner above them a cell like others."""
    for row in _elements(table, "/TR"):
        first, *others = row.K
        if others[-1].S == "/TH":
            if not list(first.get("/K", [])):
                first.S = Name.TD
                first.A = Array([owned for owned in first.A if owned.O != "/Table"])
            continue
        first.S = Name.TH
        for cell in row.K:  # the scopes say it all
            cell.A = Array([owned for owned in cell.A if owned.O != "/Table"])
        first.A.append(Dictionary(O=Name.Table, Scope=Name.Row))
