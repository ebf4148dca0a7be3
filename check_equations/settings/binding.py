"""What only the whole statement tells: which letters a sum under a condition runs over, and x_{2i} as a multiple."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ..faults import Ambiguous
from ..tex.tree import Node, bound
from .indices import is_index
from .scope import Scope, Symbol


def resolved(node: Node, scope: Scope, parameters: Sequence[str] | None = None) -> Node:
    """The statement, or the definition with these `parameters`, in which every sum says what it runs over.

    Raises Ambiguous where nothing tells.
    """
    binder = _Binder(scope, parameters is not None, {*(parameters or ()), *scope.fixed}, set())
    binder.collect(node, frozenset())
    return binder.visit(node, frozenset())


@dataclass
class _Binder:
    scope: Scope
    definition: bool
    free: set[str]
    """The letters that stand outside of every sum under a condition, and are bound by none."""
    summed: set[str]
    """The letters that some sum of the statement surely runs over."""

    def collect(self, node: Node, inside: Collection[str]) -> None:
        """Notes which letters are free, and which are summed."""
        if _conditional(node):
            self.summed |= {*_leading(node)}
            return  # what stands only in there tells nothing
        if node.op == "sum":
            self.summed |= {*bound(node)}
            inside = {*inside, *bound(node)}
        if self.is_letter(node) and node.name not in inside:
            self.free.add(node.name)
        for child in _children(node):
            self.collect(child, inside)

    def visit(self, node: Node, inside: Collection[str]) -> Node:
        """The node with what its sums run over."""
        if _conditional(node):
            node = replace(node, letters=self.runs(node, inside))
        elif node.op == "index":
            node = _multiple(node, self.scope)
        if node.op == "sum":
            inside = {*inside, *bound(node)}
        return replace(node, args=tuple(self.visit(child, inside) for child in node.args)) if node.args else node

    def runs(self, node: Node, inside: Collection[str]) -> tuple[str, ...] | None:
        """The letters that a sum under a condition runs over.

        Its first letter does, where one stands alone: `j \\ne c`. Any other one does not if it stands outside as well,
        if a box says how far it runs but not the first, or if it comes before it in the alphabet: `\\sum_{j \\le i}`.
        """
        leading, ranges = _leading(node), self.scope.ranges
        letters = dict.fromkeys(n.name for n in node.args[0].walk() if self.is_letter(n))
        if leading and not all(letter in letters for letter in leading):
            return None
        around = {*inside, *self.free}
        rest = [x for x in letters if x not in around and x not in leading]
        if not leading:
            declared = [x for x in rest if x in ranges] if self.definition else []
            found = rest if len(declared) == len(rest) else [x for x in rest if x not in declared]
            body = {n.name for n in node.args[2].walk()}
            if not found or not all(x in body for x in found):
                raise Ambiguous("what does this sum run over? write the letters under it, and the condition as "
                                "\\mathbb 1[…] behind it", node.at)  # fmt: skip
            return tuple(found)
        known = any(letter in ranges for letter in leading)
        if self.definition:
            return (*leading, *(x for x in rest if x not in ranges or known))
        clear = [x for x in rest if x in self.summed or (x > max(leading) and (known or x not in ranges))]
        return (*leading, *clear)

    def is_letter(self, node: Node) -> bool:
        return is_index(self.scope, node) and node.name != "e"


def _conditional(node: Node) -> bool:
    return node.op == "sum" and node.args[0].op == "rel" and node.args[1].op == "nothing"


def _leading(node: Node) -> tuple[str, ...]:
    """The letters that stand alone at the head of the condition, or between its two bounds."""
    lower = node.args[0]
    first = lower.args[1] if len(lower.args) == 3 and lower.args[0].op != "sym" else lower.args[0]
    parts = first.args if first.op == "list" else (first,)
    return tuple(part.name for part in parts) if all(p.op == "sym" and len(p.name) == 1 for p in parts) else ()


def _children(node: Node) -> Sequence[Node]:
    """What is below a node, without the name whose component it is."""
    return node.args[1:] if node.op == "index" and node.args[0].op in ("sym", "grad", "change") else node.args


def _multiple(node: Node, scope: Scope) -> Node:
    """`x_{2i}` of a vector is the entry at 2 i and `x_{12}` the twelfth; of a matrix, both have two indices."""
    base = node.args[0].args[0] if node.args[0].op in ("grad", "change") else node.args[0]
    slots = node.args[1:]
    digits = [slot for slot in slots if slot.op == "num"]
    letters = slots[len(digits) :]
    found = scope.find(base.name, component=True) if base.op == "sym" else None
    one = len(slots) > 1 and not any(node.marks) and digits and all(n.op == "sym" and n.name != ":" for n in letters)
    if not one or len(letters) > 1 or found is None or not _is_vector(*found):
        return node
    number = Node("num", (), tuple(slot.name for slot in digits), slots[0].at)
    return replace(node, args=(node.args[0], Node("mul", (number, *letters), ("",), number.at) if letters else number))


def _is_vector(name: str, symbol: Symbol) -> bool:
    if symbol.parameters and symbol.kind != "function":
        return len(symbol.parameters) == 1
    sizes = (*symbol.family, *(size for size in symbol.shape if size != 1))
    return len(sizes) == 1 if sizes else name.startswith(r"\mathbf{") and name[8:].islower()
