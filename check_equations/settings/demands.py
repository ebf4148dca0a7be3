"""What a box demands of a draw beyond a shape: equations, comparisons, finite sets; and the layout of derivatives."""

from collections.abc import Sequence
from dataclasses import replace

from ..faults import Unreadable
from ..tex.parser import BUILTINS
from ..tex.tree import Node
from ..values import COMPARE
from .binding import resolved
from .scope import Scope, Shape, bold, sizes_of

_COMPARISONS = set(COMPARE)


def set_shape(node: Node) -> Shape | None:
    r"""The shape of an element of `\{0, 1\}`, `\{0, 1\}^n` or of the interval `(0, 1)`; None for another set."""
    base = node.args[0] if node.op == "pow" else node
    if base.op != "group" or base.args[0].op != "list":
        return None
    if node.op != "pow":
        return ()
    return sizes_of(node.args[1])


def restrict(scope: Scope, items: Sequence[Node], node: Node) -> None:
    """Makes each entry an element of a finite set or of an interval."""
    base = node.args[0] if node.op == "pow" else node
    if set_shape(node) is None:
        return
    entries = base.args[0].args
    for item in items:
        found = scope.find((item.args[0] if item.op == "index" else item).name, component=item.op == "index")
        if found is None:
            raise Unreadable("declare the vector or matrix first, then say what its entries are", item.at)
        if base.marks[0] == r"\{":
            scope.symbols[found[0]] = replace(found[1], values=tuple(_number(entry) for entry in entries))
        elif len(entries) == 2 and item.op == "sym" and not found[1].shape:
            less = "<" if base.marks[0] == "(" else r"\le"
            scope.constraints.append(Node("rel", (entries[0], item, entries[1]), (less, less), node.at))
        else:
            raise Unreadable("an interval has two ends and holds a number: write 0 < p_i < 1 for entries", node.at)


def _number(node: Node) -> float:
    if node.op == "add" and len(node.args) == 1:
        return (-1 if node.marks[0] == "-" else 1) * _number(node.args[0])
    if node.op != "num":
        raise Unreadable("a finite set lists numbers: \\{0, 1\\}; a range is \\{1, \\dots, n\\}", node.at)
    return float(node.name)


def of_declared(scope: Scope, node: Node) -> bool:
    """Whether an equation says something of what is declared, rather than what its left side means."""
    left, right = node.args[0], node.args[1]
    if left.op == "sym":
        known = scope.symbols.get(left.name)
        named = any(n.op == "sym" and n.name == left.name for n in right.walk())
        return bool(known and known.definition is None and known.kind == "value" and named)
    if left.op == "index" and left.args[0].op == "sym":
        name = bold(left.args[0].name)
        known = scope.symbols.get(name)
        letters = [slot.name for slot in left.args[1:]]
        diagonal = len({*letters}) < len(letters) and not any(map(str.isdigit, letters))
        return bool(known and known.definition is None) and (
            diagonal or any(n.op == "sym" and n.name in (name, left.args[0].name) for n in right.walk())
        )
    if left.op == "call":
        return left.args[0].name not in scope.symbols and left.args[0].marks[0] in BUILTINS
    return left.op not in ("grad", "change")


def demand(scope: Scope, node: Node) -> None:
    """Takes an equation or a comparison into what every draw must fulfil."""
    if not set(node.marks) <= _COMPARISONS or (r"=" in node.marks and set(node.marks) != {"="}):
        raise Unreadable("a setting box declares and defines; this does neither", node.at)
    free = set()
    for leaf in node.walk():
        found = scope.find(leaf.name, component=True) if leaf.op == "sym" else None
        if found:
            free.add(found[0])
    if not free:
        raise Unreadable("a setting box declares and defines; this says nothing of a declared symbol", node.at)
    scope.constraints.append(resolved(node, scope))
    mirrored = _mirrored(node)
    if mirrored and (found := scope.find(mirrored, component=True)):
        scope.symbols[found[0]] = replace(found[1], symmetric=True)


def demand_where(scope: Scope, node: Node, conditions: Sequence[Node]) -> None:
    r"""`L_{ij} = 0 \text{ for } j > i`: the equation times the indicators of its conditions."""
    left, right = node.args[:2]
    found = scope.find(left.args[0].name, component=True) if left.op == "index" else None
    if node.marks != ("=",) or found is None or found[1].definition is not None:
        raise Unreadable("a condition in a box belongs to the components of something declared, "
                         "L_{ij} = 0 \\text{ for } j > i; what is defined piece by piece is written with cases",
                         node.at)  # fmt: skip
    indicators = (Node("call", (Node("sym", (), (r"\mathbb{1}",)), c), ("[", "]"), c.at) for c in conditions)
    apart = Node("group", (Node("add", (left, right), ("", "-"), node.at),), ("(", ")"), node.at)
    gated = Node("mul", (*indicators, apart), ("",) * len(conditions), node.at)
    demand(scope, Node("rel", (gated, Node("num", (), ("0",))), ("=",), node.at))


def sign(node: Node) -> tuple[Node, str] | None:
    """What `x > 0`, `0 < x`, `x \\ge 0` or `0 \\le x` says, and of what: positive or nonnegative."""
    if len(node.args) != 2:
        return None
    (left, right), (mark,) = node.args, node.marks
    if left.name == "0":
        left, right, mark = right, left, {"<": ">", r"\le": r"\ge"}.get(mark, "")
    said = {">": "positive", r"\ge": "nonnegative"}.get(mark)
    return (left, said) if said and right.name == "0" else None


def _mirrored(node: Node) -> str:
    r"""The name in `\mathbf A^\top = \mathbf A` or `A_{ij} = A_{ji}`."""
    for one, other in (node.args[:2], node.args[1::-1]):
        if one.op == "top" and one.args[0] == other and other.op == "sym":
            return other.name
        if one.op == other.op == "index" and one.args[0] == other.args[0] and one.args[1:] == other.args[:0:-1]:
            return one.args[0].name
    return ""


def layout(node: Node) -> str:
    r"""The layout in `(\frac{\partial \mathbf z}{\partial \mathbf x})_{ij} = \frac{\partial z_j}{\partial x_i}`."""
    left, right = node.args[0], node.args[1]
    if node.marks != ("=",) or left.op != "index" or left.args[0].op != "group" or right.op != "derivative":
        return ""
    whole = left.args[0].args[0]
    above, below = right.args
    if whole.op != "derivative" or above.op != "index" or below.op != "index" or len(left.args) != 3:
        return ""
    if [bold(part.args[0].name) for part in (above, below)] != [part.name for part in whole.args]:
        return ""
    orders = {
        (left.args[1], left.args[2]): "numerator",
        (left.args[2], left.args[1]): "denominator",
    }
    return orders.get((above.args[1], below.args[1]), "")
