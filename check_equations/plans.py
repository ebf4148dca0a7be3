"""Which worlds a statement is tried in: what could turn its truth decides which sizes and which numbers."""

from collections.abc import Iterator, Sequence

from .faults import Unreadable
from .kinds import ALL, FIRST, SECOND, points_of
from .scope import Scope, dependencies
from .tree import Node
from .world import Plan

LARGEST_COMPARED = 40
"""Sizes beyond this are not tried."""
_UNEQUAL = {"<", ">", r"\le", r"\ge", r"\ne", r"\approx"}
_BRANCHES = {
    r"\max", r"\min", r"\arg\max", r"\operatorname{argmax}", r"\operatorname{sign}", r"\mathbb{1}", "|", "<", ">",
    r"\le", r"\ge", r"\ne", r"\sqrt", r"\|", "cases",
}  # fmt: skip


def plans(node: Node, scope: Scope) -> Iterator[Plan]:
    """The worlds of a chain, the cheap ones first. Raises Unreadable for what cannot be tried."""
    nodes = [*node.walk(), *definitions(node, scope)]
    compared = _compared(nodes, scope)
    points = tuple(p for p in points_of(nodes) if p > 4 or (2 * p) % 1)
    yield Plan(FIRST)
    yield Plan(SECOND, turn=1)
    if compared:
        sizes = tuple(sorted({2, 3, 4, 5, *(c + s for c in compared for s in (-1, 0, 1) if c + s > 1)}))
        yield from (Plan(SECOND[:2], turn, sizes) for turn in range(len(sizes)))
        most = max(compared)
        yield Plan(SECOND[:2], 2, tuple(range(most + 1, most + 5)))
    if branches(node, nodes):
        yield Plan(ALL, 2, points=points)


def branches(node: Node, nodes: Sequence[Node]) -> bool:
    """Whether it says more than that two analytic functions are equal."""
    written = {mark for n in nodes if n.op != "sum" for mark in n.marks} | {n.op for n in nodes}
    conditions = (n for n in nodes if n.op == "rel" and n is not node)
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


def _compared(nodes: Sequence[Node], scope: Scope) -> set[int]:
    """The whole numbers that an index or an open size may be compared with."""
    open_sizes = {name for name, size in scope.sizes.items() if size is None}
    counts = {id(slot) for n in nodes if n.op == "index" for slot in n.args[1:]}
    counts |= {id(n) for bound in nodes if bound.op == "sum" for n in (bound.args[1], *_lower(bound))}
    shapes = {id(n) for r in nodes if r.op == "rel" and r.marks[0] in (r"\in", r"\colon") for n in r.walk()}
    bounds = {int(n.name) for n in nodes if n.op == "num" and id(n) in counts and n.name.isdigit()}
    bounds |= {int(n.name) for s in nodes if s.op == "sum" and s.args[0].op == "rel" and s.args[0].marks != ("=",)
               for n in s.args[0].walk() if n.op == "num" and n.name.isdigit()}  # fmt: skip
    letters = [n for n in nodes if n.op == "sym" and id(n) not in counts | shapes and _counts(n, scope, open_sizes)]
    found = {number for number in bounds if number > 1} if open_sizes else set()
    if letters:
        found |= {
            int(n.name) for n in nodes if n.op == "num" and n.name.isdigit() and 1 < int(n.name) <= LARGEST_COMPARED
        }
    tests = [n for n in nodes if n.op in ("rel", "group", "call") and _tests(n)]
    for test in tests if open_sizes else ():
        if any(n.op == "sym" and _counts(n, scope, open_sizes) for n in test.walk()):
            found |= {int(n.name) for n in test.walk() if n.op == "num" and n.name.isdigit() and int(n.name) > 1}
    if found and max(found) > LARGEST_COMPARED:
        raise Unreadable(f"an index or a size is compared with {max(found)}: none so large is tried")
    return found


def _counts(node: Node, scope: Scope, open_sizes: set[str]) -> bool:
    """Whether a symbol is a size that the boxes leave open, or an index."""
    bare = len(node.name) == 1 and node.name.islower() and node.name not in scope.sizes and not scope.find(node.name)
    return node.name in open_sizes or (bare and node.name != "e")


def _tests(node: Node) -> bool:
    if node.op == "rel":
        return not {r"\in", r"\colon", r"\to"} & {*node.marks}
    return node.marks[0] == "|" if node.op == "group" else node.args[0].name in (r"\max", r"\min", r"\mathbb{1}")


def _lower(node: Node) -> Sequence[Node]:
    lower = node.args[0]
    return lower.args[1:] if lower.op == "rel" and lower.marks == ("=",) else ()
