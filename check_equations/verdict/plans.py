"""Which worlds a statement is tried in: what could turn its truth decides which sizes and which numbers."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from ..faults import Unreadable
from ..settings.scope import Scope, dependencies, letters_in
from ..tex.tree import Node
from ..worlds.kinds import ALL, FIRST, SECOND, SIZED, points_of
from ..worlds.plan import LARGE, Plan

LARGEST_COMPARED = 40
"""Sizes beyond this are not tried."""
_UNEQUAL = {"<", ">", r"\le", r"\ge", r"\ne", r"\approx"}
_BRANCHES = {
    r"\max", r"\min", r"\arg\max", r"\operatorname{argmax}", r"\operatorname{sign}", r"\mathbb{1}", "|", "<", ">",
    r"\le", r"\ge", r"\ne", r"\sqrt", r"\|", "cases",
}  # fmt: skip


def plans(node: Node, scope: Scope, conditions: Sequence[Node] = ()) -> Iterator[Plan]:
    """The worlds of a chain, the cheap ones first. Raises Unreadable for what cannot be tried."""
    nodes = [part for whole in (node, *conditions) for part in (*whole.walk(), *definitions(whole, scope))]
    compared = _compared(node, nodes, scope)
    points = tuple(p for p in points_of(nodes) if p > 4 or (2 * p) % 1)
    yield Plan(FIRST)
    yield Plan(SECOND, turn=1)
    if compared:
        sizes = tuple(sorted({2, 3, 4, 5, *(c + s for c in compared for s in (-1, 0, 1) if c + s > 1)}))
        yield from (Plan(SECOND[:2], turn, sizes) for turn in range(len(sizes)))
        most = max(compared)
        yield Plan(SECOND[:2], 2, tuple(range(most + 1, most + 5)))
    for one, other in _compared_sizes(node, nodes, scope):
        pairs = product((2, 3, 4, 6), repeat=2)
        yield from (Plan(SECOND[:2], given=((one, a), (other, b))) for a, b in pairs if 2 * min(a, b) >= max(a, b))
    if _bounds(node, scope):
        yield from (Plan(SIZED, turn, (2, 3, 4, 5)) for turn in range(4))
        yield Plan(SIZED, 0, LARGE)
    finite = any(scope.symbols[name].values for name in _names(node, scope) if name in scope.symbols)
    if finite or branches(node, nodes):
        yield Plan(ALL, 2, points=points)


def _bounds(node: Node, scope: Scope) -> bool:
    """Whether an inequality bounds an array whose size the boxes leave open: it may fail for many entries only."""
    shapes = (scope.symbols[name].shape for name in _names(node, scope) if name in scope.symbols)
    sizes = {letter for shape in shapes for letter in letters_in(shape)}
    return bool(_UNEQUAL - {r"\ne", r"\approx"} & {*node.marks}) and any(scope.sizes.get(n, 0) is None for n in sizes)


def branches(node: Node, nodes: Sequence[Node]) -> bool:
    """Whether it says more than that two analytic functions are equal."""
    written = {mark for n in nodes for mark in n.marks} | {n.op for n in nodes}
    bounds = {id(n.args[0]) for n in nodes if n.op == "sum" and n.args[1].op != "nothing"}
    conditions = (n for n in nodes if n.op == "rel" and n is not node and id(n) not in bounds)
    return bool(_UNEQUAL & {*node.marks} or _BRANCHES & written or {"root", "norm"} & written or any(conditions))


def definitions(node: Node, scope: Scope) -> Iterator[Node]:
    """The nodes of every definition that a formula rests on."""
    for name in dict.fromkeys(_names(node, scope)):
        if name in scope.symbols and (definition := scope.symbols[name].definition):
            yield from definition.walk()


def _names(node: Node, scope: Scope) -> Iterator[str]:
    for inner in node.walk():
        if (inner.op == "sym" and (found := scope.find(inner.name, component=True))) or (
            inner.op == "grad" and (found := scope.find(r"\mathcal{L}"))
        ):
            yield found[0]
            yield from dependencies(scope, found[0])


def _compared_sizes(claim: Node, nodes: Sequence[Node], scope: Scope) -> set[tuple[str, str]]:
    """The pairs of open sizes that are compared with each other."""
    tests = [n for n in nodes if n is not claim and _tests(n)]
    letters = [sorted({n.name for n in t.walk() if scope.sizes.get(n.name, 0) is None}) for t in tests]
    return {pair for found in letters for pair in combinations(found, 2)}


def _compared(claim: Node, nodes: Sequence[Node], scope: Scope) -> set[int]:
    """The whole numbers at which a size that the boxes leave open, or an index, may turn the truth.

    Where sizes or indices are compared, all numbers beside them; where they are computed with, all small ones.
    """
    open_sizes = {name for name, size in scope.sizes.items() if size is None}
    if not open_sizes:
        return set()
    hidden = {id(n) for part in nodes for slot in _silent(part) for n in slot.walk()}
    ends = [Node("list", _ends(n)) for n in nodes if n.op == "sum"]
    bounds = {id(n) for end in ends for n in end.walk()}

    def counts(node: Node) -> bool:
        bare = len(node.name) == 1 and node.name.islower() and node.name != "e"
        index = bare and node.name not in scope.sizes and not scope.find(node.name)
        return node.op == "sym" and id(node) not in hidden and (index or node.name in open_sizes)

    def numbers(node: Node) -> set[int]:
        return {int(n.name) for n in node.walk() if n.op == "num" and n.name.isdigit() and id(n) not in hidden} - {0, 1}

    tests = [*ends, *(n for n in nodes if n is not claim and _tests(n))]
    found = {c for test in tests if any(map(counts, test.walk())) for c in numbers(test)}
    if found and max(found) > LARGEST_COMPARED:
        raise Unreadable(f"an index or a size is compared with {max(found)}: none so large is tried")
    if any(counts(n) and id(n) not in bounds for n in nodes):
        found |= {c for n in nodes if n.op == "num" for c in numbers(n) if c <= LARGEST_COMPARED}
    return found


def _silent(node: Node) -> Sequence[Node]:
    """The parts of a node in which letters are no numbers: places of components, shapes, the letter of a sum."""
    if node.op == "index":
        return node.args[1:]
    if node.op == "rel" and {r"\in", r"\colon"} & {*node.marks}:
        return node.args
    bounded = node.op == "sum" and node.args[0].marks == ("=",) and node.args[1].op != "nothing"
    return node.args[0].args[:1] if bounded else ()


def _ends(node: Node) -> tuple[Node, ...]:
    """Both bounds of a sum, or the condition under it."""
    lower, upper = node.args[:2]
    return (lower, upper) if lower.op == "rel" else ()


def _tests(node: Node) -> bool:
    """Whether a node compares its parts."""
    if node.op == "rel":
        return not {r"\in", r"\colon", r"\to"} & {*node.marks}
    calls = node.op == "call" and node.args[0].name in (r"\max", r"\min", r"\operatorname{sign}")
    return calls or (node.op == "group" and node.marks[0] == "|")
