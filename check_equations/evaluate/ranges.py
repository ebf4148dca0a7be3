"""How far an index runs: where it is used, what the boxes declare, what arithmetic in an index allows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..faults import Costly, Fault, Unreadable, Untrue
from ..settings.scope import Symbol, bold, cycle
from ..tex.tree import Node, bound
from .context import Evaluator

Bounds = tuple[int, int]


class Open(Unreadable):
    """Nothing says how far an index of a definition runs."""

    def __init__(self, letter: str, name: str, at: int | None) -> None:
        super().__init__(f"nothing says how far the index {letter} runs: declare 1 \\le {letter} \\le n in a box", at)
        self.letter, self.name = letter, name


class Misdrawn(Unreadable):
    """The sizes of this draw leave no room for an index: other sizes may."""


def of_letters(ev: Evaluator, letters: Sequence[str], nodes: Sequence[Node], name: str = "") -> dict[str, Bounds]:
    """From where to where each letter runs in these nodes, which may be the definition of `name`.

    Axes come first, then declared ranges; arithmetic in an index narrows both, so that every component exists.
    Raises Open if nothing says so, Untrue for axes of different length.
    """
    found: dict[str, Bounds] = {}
    open_letters = []
    for letter in letters:
        sizes = {size: at for node in nodes for size, at in _axes(ev, node, letter, name)}
        if len(sizes) > 1:
            raise Untrue(f"the index {letter} runs over different sizes here", max(sizes.values()))
        declared = ev.world.scope.ranges.get(letter)
        if sizes:
            found[letter] = (1, next(iter(sizes)))
        elif (name, letter) in ev.chosen:
            found[letter] = (1, ev.chosen[name, letter])
        elif declared:
            found[letter] = (1, ev.world.shape(declared)[0])
        else:
            open_letters.append(letter)
    for letter in letters:
        known = [*([found[letter]] if letter in found else []), *_allowed(ev, nodes, letter, found, name)]
        if not known:
            raise Open(letter, name, nodes[0].at if nodes else None)
        start, stop = max(low for low, _ in known), min(high for _, high in known)
        if stop < start:
            raise Misdrawn(f"the index {letter} has no place where every component exists", nodes[0].at)
        found[letter] = (start, stop)
    return found


def of_definition(ev: Evaluator, name: str, symbol: Symbol) -> dict[str, Bounds]:
    """The ranges of the letters of `P_{ij} = …`: the declared shape of P, else what its right side says."""
    if symbol.shape or symbol.family:
        sizes = ev.world.shape((*symbol.family, *symbol.shape))
        return {x: (1, n) for x, n in zip(symbol.parameters, sizes, strict=False)}
    key = ("ranges", name)
    if ev.memo.get(key, 0) is None:
        raise Open(symbol.parameters[0], "", None)
    if key not in ev.memo:
        ev.memo[key] = None  # what asks again before it is known asks in a circle
        try:
            ev.memo[key] = of_letters(ev.apart(), symbol.parameters, [symbol.definition], name)
        finally:
            if ev.memo[key] is None:
                del ev.memo[key]
    return ev.memo[key]


def recursive(ev: Evaluator, name: str) -> frozenset[str]:
    """The definitions whose members rest on each other, this one among them: `h_t = w h_{t-1}`."""
    cycles, symbol = ev.world.cycles, ev.world.scope.symbols[name]
    if name not in cycles:
        possible = symbol.parameters and symbol.definition is not None and symbol.kind != "function"
        cycles[name] = cycle(ev.world.scope, name) if possible else frozenset()
    return cycles[name]


def pure(ev: Evaluator, name: str, symbol: Symbol) -> bool:
    """Whether a definition such as that of δ_ij is made of its indices alone: it has a value wherever they are."""
    if symbol.shape or symbol.family or name in ev.replaced:
        return False
    nodes = list(symbol.definition.walk())  # type: ignore[union-attr]
    return not any(
        node.op == "index" and any(leaf.name in symbol.parameters for slot in node.args[1:] for leaf in slot.walk())
        for node in nodes
    )


def axis(ev: Evaluator, node: Node, place: int) -> int | None:
    """The length of an axis of what is indexed here; None if nothing says."""
    base = node.args[0].args[0] if node.args[0].op in ("grad", "change") else node.args[0]
    found = ev.world.scope.find(base.name, component=True) if base.op == "sym" else None
    argument = ev.arguments.get(bold(base.name)) if base.op == "sym" else None
    if base.op == "sym" and found is None and argument is None:
        raise Unreadable(f"no setting box declares {base.name}", base.at)
    try:
        name, symbol = found or ("", Symbol())
        if argument is not None:
            shape: Sequence[int] = argument.shape
        elif name in ev.replaced:
            shape = ev.replaced[name].shape
        elif name and symbol.parameters and symbol.kind != "function":
            if pure(ev, name, symbol) or place >= len(symbol.parameters):
                return None
            return of_definition(ev, name, symbol)[symbol.parameters[place]][1]
        elif name and symbol.definition is None:
            shape = ev.world.shape((*symbol.family, *symbol.shape))
        else:
            shape = ev(replace(base, marks=(name,)) if name else base).shape
    except Costly:
        raise
    except Fault:
        return None  # it will be met again, and reported, when the formula itself is evaluated
    if len(node.args) == 2 and len(shape) == 2 and 1 in shape:
        shape = (max(shape),)
    return shape[place] if place < len(shape) else None


def _axes(ev: Evaluator, node: Node, letter: str, name: str) -> Iterator[tuple[int, int]]:
    """The lengths of the axes that this letter indexes, and where."""
    if node.op == "sum" and letter in bound(node):
        return
    if node.op == "index" and not _is(ev, node.args[0], name):
        for place, slot in enumerate(node.args[1:]):
            if slot.op == "sym" and slot.name == letter:
                size = axis(ev, node, place)
                yield from () if size is None else ((size, node.at),)
    for child in node.args:
        yield from _axes(ev, child, letter, name)


def _allowed(ev: Evaluator, nodes: Sequence[Node], letter: str, found: Mapping[str, Bounds], name: str) -> list[Bounds]:
    """From where to where the letter may run so that each component with arithmetic in its index exists.

    A place in a branch of cases, or under a condition, does not count: it need not exist. What is known to run over an
    axis is narrowed by a number only, as in x_{i+1}: a sum in which some terms do not exist is an error.
    """
    out: list[Bounds] = []

    def visit(node: Node, known: Mapping[str, Bounds]) -> None:
        if node.op == "table" and node.marks[0] == "cases":
            return
        if node.op == "sum":
            if letter in bound(node) or (node.args[1].op == "nothing" and node.args[0].op == "rel"):
                return
            known = {**known, **_inner(ev, node, known)}
        if node.op == "index" and not _is(ev, node.args[0], name):
            for place, slot in enumerate(node.args[1:]):
                inside = {n.name for n in slot.walk() if n.op == "sym"}
                if slot.op in ("add", "mul") and letter in inside and not (inside - {letter} and letter in found):
                    size = axis(ev, node, place)
                    if size is not None and (bounds := _solve(ev, slot, letter, size, known)):
                        out.append(bounds)
        for child in node.args:
            visit(child, known)

    for node in nodes:
        visit(node, found)
    return out


def _inner(ev: Evaluator, node: Node, known: Mapping[str, Bounds]) -> dict[str, Bounds]:
    """The ranges of the letters that a sum binds, as far as they are known without evaluating it."""
    lower, upper, body = node.args
    try:
        if upper.op != "nothing" and lower.marks == ("=",):
            low, high = interval(ev, lower.args[1], known), interval(ev, upper, known)
            return {letter: (low[0], high[1]) for letter in bound(node)} if low and high else {}
        return of_letters(ev, bound(node), [body])
    except Fault:
        return {}


def _solve(ev: Evaluator, slot: Node, letter: str, size: int, known: Mapping[str, Bounds]) -> Bounds | None:
    """Where 1 ≤ slot ≤ size for every value of the other letters, if the slot is c · letter + rest."""
    at = [interval(ev, slot, {**known, letter: (n, n)}) for n in (0, 1)]
    if at[0] is None or at[1] is None or (c := at[1][0] - at[0][0]) == 0:
        return None
    low, high = 1 - at[0][0], size - at[0][1]
    return (-(-low // c), high // c) if c > 0 else (-(-high // c), low // c)


def interval(ev: Evaluator, node: Node, known: Mapping[str, Bounds]) -> Bounds | None:
    """The least and the largest value of arithmetic with whole numbers; None if it is something else."""
    if node.op == "num" and node.name.isdigit():
        return int(node.name), int(node.name)
    if node.op == "sym":
        if node.name in known:
            return known[node.name]
        bind = ev.index.get(node.name)
        if bind is not None:
            return (bind, bind) if isinstance(bind, int) else (bind.start, bind.stop)
        size = ev.world.sizes.get(node.name)
        return None if size is None else (size, size)
    parts = [interval(ev, arg, known) for arg in node.args]
    if node.op == "group" and node.marks[0] == "(":
        return parts[0]
    if node.op not in ("add", "mul") or None in parts:
        return None
    if node.op == "add":
        signs = [-1 if mark == "-" else 1 for mark in node.marks]
        ends = [(p if s > 0 else (-p[1], -p[0])) for s, p in zip(signs, parts, strict=True)]  # type: ignore[index]
        return sum(e[0] for e in ends), sum(e[1] for e in ends)
    low, high = 1, 1
    for p in parts:
        products = [a * b for a in (low, high) for b in p]  # type: ignore[union-attr]
        low, high = min(products), max(products)
    return low, high


def _is(ev: Evaluator, base: Node, name: str) -> bool:
    """Whether a component belongs to the very name that is being defined, or to another part of its recursion."""
    found = ev.world.scope.find(base.name, component=True) if name and base.op == "sym" else None
    return found is not None and (found[0] == name or found[0] in recursive(ev, name))
