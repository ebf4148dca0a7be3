"""Which letters of a formula are indices, and whether each is used in one way only."""

from itertools import product

from ..faults import Ambiguous, Unreadable
from ..tex.tree import Node, bound
from ..values import COMPARE
from .scope import Scope, Symbol

LETTERS = "ijlst"
"""The letters that a page may use for indices without a word about them."""


def is_index(scope: Scope, node: Node) -> bool:
    """Whether a symbol is a letter that nothing declares: then it is an index."""
    known = node.name in scope.sizes or scope.find(node.name)
    return node.op == "sym" and not known and len(node.name) == 1 and node.name.islower()


def bare_indices(scope: Scope, node: Node) -> bool:
    """`s, t`, as in “for all s, t”."""
    return all(is_index(scope, item) for item in (node.args if node.op == "list" else (node,)))


def fulfilled(node: Node, scope: Scope) -> bool:
    """Whether some indices, from 1, and some sizes fulfil a chain of comparisons of letters and numbers."""
    leaves = list(dict.fromkeys(n for side in node.args for n in side.walk() if n.op in ("sym", "num")))
    numbers = {n: float(n.name.replace("{,}", "")) for n in leaves if n.op == "num"}
    letters = [n for n in leaves if n.op == "sym"]
    near = {c + step for c in numbers.values() for step in (-1, 0, 1)} | {1, 2, 3}
    few = sorted(c for c in near if c >= 1 and c % 1 == 0)
    sides = [[n for n in side.walk() if n.op in ("sym", "num")] for side in node.args]
    if not set(node.marks) <= set(COMPARE) or len(letters) > 4:
        return True
    known = [[size] if isinstance(size := scope.sizes.get(n.name), int) else few for n in letters]
    for values in product(*known):
        at = numbers | dict(zip(letters, values, strict=True))
        pairs = zip(node.marks, sides, sides[1:], strict=False)
        if all(COMPARE[mark](at[a], at[b]) for mark, left, right in pairs for a in left for b in right):
            return True
    return False


def letters_of(node: Node, scope: Scope) -> list[str]:
    """The free letters. Raises Ambiguous for an index that is also summed, or that is the name of something."""
    free: dict[str, int] = {}
    summed: dict[str, int] = {}

    def visit(part: Node, inside: frozenset[str], dotted: bool = False) -> None:
        dotted = dotted or any(n.op == "dots" for arg in part.args for n in (arg, *arg.args))
        if part.op == "sum":
            for letter in bound(part):
                if letter in inside:
                    raise Ambiguous(f"{letter} is summed again inside a sum over {letter}", part.at)
                if letter in scope.sizes or letter in scope.symbols:
                    raise Ambiguous(f"{letter} is summed, but a box declares it as something else", part.at)
                summed.setdefault(letter, part.at)
            inside = inside | set(bound(part))
        if part.op == "limit" and part.args[0].args and is_index(scope, part.args[0].args[0]):
            step = part.args[0].args[0]
            raise Unreadable(
                f"a limit is taken in a number that a setting box declares: {step.name} \\in \\mathbb R", step.at
            )
        if part.op == "sym" and part.name not in inside and is_index(scope, part) and part.name != "e":
            free.setdefault(part.name, part.at)
        slots = part.args[1:] if part.op == "index" else ()
        for slot in slots:
            size = slot.op == "sym" and slot.name in scope.sizes and slot.name.islower() and not dotted
            if size and not _is_last(scope, part, slots.index(slot)):
                raise Ambiguous(f"is {slot.name} an index here, or the size that a box declares?", slot.at)
            if slot.op == "sym" and slot.name in scope.symbols and not _is_place(scope.symbols[slot.name]):
                raise Ambiguous(f"{slot.name} is an index here, but a box declares it as something else", slot.at)
        components = part.op == "index" and part.args[0].op in ("sym", "grad", "change")
        for child in slots if components else part.args:
            visit(child, inside, dotted)

    visit(node, frozenset())
    for letter in free.keys() & summed.keys():
        raise Ambiguous(f"the index {letter} is both summed and free", max(free[letter], summed[letter]))
    return list(free)


def _is_last(scope: Scope, part: Node, place: int) -> bool:
    """Whether n in `x_n` is the last place: the axis has that very size."""
    base = part.args[0].args[0] if part.args[0].op in ("grad", "change") else part.args[0]
    found = scope.find(base.name, component=True) if base.op == "sym" else None
    if found is None:
        return False
    shape = (*found[1].family, *found[1].shape)
    if not shape:
        shape = tuple(scope.ranges.get(letter, ("",))[0] for letter in found[1].parameters)
    return place < len(shape) and shape[place] == part.args[1 + place].name


def _is_place(symbol: Symbol) -> bool:
    """Whether a box says which place this is: the one of the largest entry, or a whole number."""
    definition = symbol.definition
    if definition is None or symbol.kind != "value" or symbol.parameters:
        return False
    return definition.name.isdigit() or (definition.op == "sum" and "arg" in definition.name)
