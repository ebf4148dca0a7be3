"""What the cells of a table are heads of, and where their code may break.

Readers who hear a cell hear its column and its row with it.
"""

import re
from collections.abc import Iterator
from html import unescape

from book.ground.tree import Element

# Before a dot that leads to a function and after a bracket that holds much, code may go on in the next line; inside a
# name never.
_JOINT = re.compile(r"(?<=[\w)\]])(?=\.[a-z_]{3}\w*[.(])|(?<=[\w)\]][(\[])(?=[^)\]]{6})")


def tell(root: Element) -> None:
    """Gives heads of columns their scope; makes the first column heads of rows where it names them.

    It does where the corner above it is empty, where it has words in every row, and in a table of symbols.
    """
    for table in [node for node in root.walk() if node.tag == "table"]:
        rows = [row.elements for row in table.walk() if row.tag == "tr" and row.elements]
        heads = [row for row in rows if all(cell.tag == "th" for cell in row)]
        body = [row for row in rows if row not in heads]
        corner = any(len(row) > 1 and not row[0].text.strip() for row in heads)
        named = corner or "symbols" in table.classes or all(len(row) > 1 and _worded(row[0]) for row in body)
        for cell in (cell for row in heads for cell in row):
            if cell.text.strip():
                cell.set("scope", "col")
            else:
                _turn(cell, "td")  # over the names of the rows stands nothing
        for row in body if named else ():
            _turn(row[0], "th")
            row[0].attributes |= {"class": "names", "scope": "row"}
        for code in (node for row in body for cell in row for node in cell.walk() if node.tag == "code"):
            code.children = list(_jointed(code.children))


def pieces(code: str) -> list[str]:
    """The text of code, cut where a narrow column may break it besides its blanks."""
    return _JOINT.split(code)


def _jointed(children: list[Element | str]) -> Iterator[Element | str]:
    for child in children:
        first, *others = pieces(child) if isinstance(child, str) else [child]
        yield first
        for other in others:
            yield Element("wbr", {})
            yield other


def _turn(cell: Element, tag: str) -> None:
    cell.tag, cell.start, cell.end = tag, None, None


def _worded(node: Element) -> bool:
    """Whether there are letters in a cell beside its formulas and code."""
    if node.tag in {"code", "math"} or node.classes & {"arithmatex", "symbol"}:
        return False
    return any(
        any(map(str.isalpha, unescape(child))) if isinstance(child, str) else _worded(child) for child in node.children
    )
