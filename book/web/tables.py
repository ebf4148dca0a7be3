"""Which cells of a table name others, told to those who do not see how they stand.

The head names columns. A first column names its rows if nothing stands above it, or if its cells are pairwise
different and of one kind: all words, all formulas or all code. An empty cell names nothing.
"""

from book.ground.tree import Element


def name(root: Element) -> None:
    """Gives every table of a page its heads of columns and rows."""
    for table in root.walk():
        if table.tag == "table":
            head, *rows = [row.elements for row in table.walk() if row.tag == "tr"]
            corner = _is_empty(head[0])
            for cell in head:
                cell.set("scope", "col")
            if corner:
                _become(head[0], "td")
            if len(head) > 1 and rows and (corner or _differ([row[0] for row in rows])):
                for first, *_ in rows:
                    _become(first, "th", "row")


def _is_empty(cell: Element) -> bool:
    return not any(child.strip() if isinstance(child, str) else True for child in cell.children)


def _differ(cells: list[Element]) -> bool:
    kinds = {_kind(cell) for cell in cells}
    texts = [_said(cell) for cell in cells]
    return len(kinds) == 1 and all(texts) and len(set(texts)) == len(texts)


def _said(cell: Element) -> str:
    return "".join([cell.text.strip(), *(node.attributes.get("data-tex", "") for node in cell.walk())])


def _kind(cell: Element) -> str:
    """What a cell begins with."""
    first = next((child for child in cell.children if not isinstance(child, str) or child.strip()), "")
    if isinstance(first, str):
        return "words"
    if first.tag == "code":
        return "code"
    return "formula" if first.classes & {"arithmatex", "symbol"} else "words"


def _become(cell: Element, tag: str, scope: str = "") -> None:
    cell.tag, cell.start, cell.end = tag, None, None
    cell.attributes.pop("scope", None)
    if scope:
        cell.attributes["scope"] = scope
