"""`x_1 + x_2 + ⋯ + x_n` and matrices with dots: the general entry is read off the printed ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..faults import Unreadable
from ..tex.tree import Node, show


def is_dots(node: Node) -> bool:
    """Whether this is an ellipsis."""
    return node.op == "dots"


def expand(items: Sequence[Node], size: Callable[[str], int], at: int) -> list[Node]:
    """The items with dots replaced by what they stand for; `size` says what a letter such as n is.

    Raises Unreadable if the entries around the dots do not show one pattern, or show several.
    """
    places = [n for n, item in enumerate(items) if is_dots(item)]
    if not places:
        return list(items)
    if len(places) > 1 or places[0] == 0 or places[0] != len(items) - 2:
        raise Unreadable("dots stand between the first entries and the last one", at)
    first, last, shown = items[0], items[-1], items[: places[0]]
    general, begin, end = generalise(first, last, at)
    start, stop = int(begin), int(end) if end.isdigit() else size(end)
    for step, item in enumerate(shown):
        if show(instance(general, start + step)) != show(item):
            raise Unreadable(f"entry {step + 1} before the dots does not follow the pattern of the first and last", at)
    if stop < start + len(shown) - 1:
        raise Unreadable("the dots stand for fewer entries than are written", at)
    return [instance(general, n) for n in range(start, stop)] + [instance(general, end)]


def generalise(first: Node, last: Node, at: int) -> tuple[Node, str, str]:
    """The common form of two entries, with a hole where one has a number and the other a number or a letter."""
    ends: set[tuple[str, str]] = set()

    def merge(a: Node, b: Node) -> Node:
        if a == b:
            return a
        if a.op == "num" and b.op in ("num", "sym") and not a.args and not b.args:
            ends.add((a.name, b.name))
            return Node("hole")
        if (a.op, a.marks, len(a.args)) != (b.op, b.marks, len(b.args)):
            raise Unreadable("the first and the last entry around the dots have different forms", at)
        return replace(a, args=tuple(merge(x, y) for x, y in zip(a.args, b.args, strict=True)))

    general = merge(first, last)
    if len(ends) != 1:
        problem = "do not differ" if not ends else "differ in more than one way"
        raise Unreadable(f"the first and the last entry around the dots {problem}", at)
    begin, end = ends.pop()
    if not begin.isdigit():
        raise Unreadable("the first entry before the dots must have a whole number as its index", at)
    return general, begin, end


def instance(general: Node, value: int | str) -> Node:
    """The general entry with its hole filled."""
    if general.op == "hole":
        text = str(value)
        return Node("num" if text.isdigit() else "sym", (), (text,))
    return replace(general, args=tuple(instance(arg, value) for arg in general.args))


def expand_table(table: Node, size: Callable[[str], int]) -> list[list[Node]]:
    """The rows of a matrix with every dot replaced. Rows of nothing but dots stand between rows."""
    rows: list[Node] = []
    for row in table.args:
        if all(is_dots(entry) or entry.op == "nothing" for entry in row.args) and any(map(is_dots, row.args)):
            rows.append(Node("dots"))
        else:
            rows.append(Node("list", tuple(expand(row.args, size, table.at))))
    widths = {len(row.args) for row in rows if not is_dots(row)} | {
        len(row.args) for row in table.args if not any(map(is_dots, row.args))
    }
    written = {len(row.args) for row in table.args}
    if len(written) > 1 or len(widths) > 1:
        raise Unreadable("the rows of this matrix have different lengths", table.at)
    return [list(row.args) for row in expand(rows, size, table.at)]
