"""What the cells of a table are heads of: readers who hear a cell hear its column and its row with it."""

from html import unescape

from book.ground.tree import Element


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


def _turn(cell: Element, tag: str) -> None:
    cell.tag, cell.start, cell.end = tag, None, None


def _worded(node: Element) -> bool:
    """Whether there are letters in a cell beside its formulas and code."""
    if node.tag in {"code", "math"} or node.classes & {"arithmatex", "symbol"}:
        return False
    return any(
        any(map(str.isalpha, unescape(child))) if isinstance(child, str) else _worded(child) for child in node.children
    )
