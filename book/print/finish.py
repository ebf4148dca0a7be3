"""What Typst does not write into a PDF, put in afterwards: names of rows as such, bookmarks that open, small size."""

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from book.ground.faults import BookError


def finished(pdf: bytes, tables: Sequence[bool] = ()) -> bytes:
    """The file as it is published; `tables` says of each table, in order, whether its first column names the rows.

    Raises BookError if there are not as many.
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
