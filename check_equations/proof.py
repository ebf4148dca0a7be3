"""Executes a chain of relations on many draws: every step must hold, for every free index, wherever it has a value."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from . import arrays, draws, edges, fitting, ranges
from .compare import FEWEST, Tally, compare
from .conditions import condition
from .context import Evaluator
from .evaluator import evaluator
from .faults import Costly, Fault, Unreadable, Untrue, Vacuous
from .indices import letters_of
from .kinds import ALL, FIRST
from .plans import definitions, plans
from .scope import Scope, dependencies, letters_in, shape_of
from .slopes import STEP
from .tree import Node, show
from .values import Index, ShapeClash, Value, elementwise
from .world import Plan, World

Result = TypeVar("Result")
TURNS = 40
"""So many ways to give the letters sizes are tried until every index has room."""


@dataclass(frozen=True)
class Proof:
    """How many relations were executed, and on what shapes."""

    steps: int
    shapes: tuple[str, ...]


def prove(node: Node, scope: Scope, general: Scope | None, conditions: Sequence[Node] = ()) -> Proof:
    """Executes a chain, wherever all conditions hold. Raises a Fault at the first step that fails.

    Where a box gives numbers to what an outer box declares in general, each step without numbers of its own
    must hold for other numbers (`general` is that scope) as well.
    """
    if sizes := _drawn_sizes(node, scope):
        raise Unreadable(f"sizes are drawn small and different: this says too much about {sizes[0].name}", sizes[0].at)
    shapes = _prove(node, scope, conditions)
    same = general is None or general is scope or (general.symbols == scope.symbols and general.sizes == scope.sizes)
    for step in () if same else _general_steps(node):
        try:
            _prove(step, general, conditions)
        except Untrue as fault:
            fault.problem += " (it holds only for the numbers of this section)"
            raise
        except Fault:
            continue  # what only this section defines has no general meaning
    return Proof(len(node.marks), shapes)


def _prove(node: Node, scope: Scope, conditions: Sequence[Node]) -> tuple[str, ...]:
    letters, tallies = letters_of(node, scope), [Tally() for _ in node.marks]
    conditions = [c for c in conditions if set(letters_of(c, scope)) <= {*letters, *scope.fixed}]
    nodes = [part for whole in (node, *conditions) for part in whole.walk()]
    shapes: tuple[str, ...] = ()
    waiting, worlds = [*plans(node, scope, conditions)], []

    def run(place: Evaluator) -> tuple[str, ...]:
        worlds.append(place.world)
        return _run(node, place, letters, tallies, conditions)

    while waiting:
        plan = waiting.pop(0)
        try:
            shapes = _with_room(scope, plan, run)
        except Costly:
            if not plan.halves:
                raise
            waiting[:0] = plan.halves
    if any(tally.tried and tally.draws < FEWEST for tally in tallies):  # more draws may give both sides a value
        _with_room(scope, Plan(ALL, turn=3), run)
    nodes = [*nodes, *definitions(node, scope)]
    for place in edges.worlds(node, nodes, scope, lambda edge, kinds: _evaluator(scope, Plan(kinds, edge=edge))):
        with suppress(Costly):  # what all the draws above could bear is true of them
            _run(node, place, letters, tallies, conditions)
    for tally, right in zip(tallies, node.args[1:], strict=True):
        tally.judge(right.at)
    _nothing_is_lost(node, scope, worlds)
    return shapes


def _nothing_is_lost(node: Node, scope: Scope, worlds: Sequence[World]) -> None:
    """Raises Unreadable if a term is in no draw large enough to change its sum, or an argument its function."""
    own = {id(inner) for inner in node.walk()}
    for inner in (*node.walk(), *definitions(node, scope)):
        seen = [world.mattered[id(inner)][1] for world in worlds if id(inner) in world.mattered]
        if seen and not (matters := np.any(seen, axis=0)).all():
            term = "".join(show(inner.args[int(np.argmin(matters))])) if inner.op == "add" else "the argument"
            problem = f"{term} is lost in rounding: it is never large enough to change {''.join(show(inner))}"
            raise Unreadable(problem, inner.at if id(inner) in own else node.at)


def _with_room(scope: Scope, plan: Plan, run: Callable[[Evaluator], Result]) -> Result:
    """What comes of a world whose sizes leave every index room."""
    for turn in range(TURNS):
        place = _evaluator(scope, replace(plan, turn=plan.turn + turn))
        place.world.spent = 0
        try:
            return run(place)
        except ranges.Misdrawn:
            if turn == TURNS - 1:
                raise
    raise AssertionError


def _general_steps(node: Node) -> Iterator[Node]:
    """The steps of a chain that hold no number but in indices and under sums."""
    for mark, left, right in zip(node.marks, node.args, node.args[1:], strict=False):
        if not (_has_numbers(left) or _has_numbers(right)):
            yield Node("rel", (left, right), (mark,), left.at)


def _has_numbers(node: Node) -> bool:
    if node.op in ("num", "table"):
        return True
    below = {"index": node.args[:1], "sum": node.args[2:]}.get(node.op, node.args)
    return any(_has_numbers(arg) for arg in below)


def _drawn_sizes(node: Node, scope: Scope) -> list[Node]:
    """The sizes in an inequality that has no array of that size, although only a few values of them are ever tried."""
    found = []
    for mark, left, right in zip(node.marks, node.args, node.args[1:], strict=False):
        step = Node("rel", (left, right), (mark,))
        shapes = [scope.symbols[name].shape for name in draws.rests_on(scope, step)]
        drawn = {letter for shape in shapes for letter in letters_in(shape)}
        bare = (side for side in step.args if all(n.op != "index" for n in side.walk()))
        if mark not in ("=", r"\in", r"\approx"):
            found += [n for side in bare for n in side.walk() if n.op == "sym" and n.name not in drawn]
    return [n for n in found if scope.sizes.get(n.name, 0) is None]


def define(node: Node, scope: Scope) -> None:
    """Evaluates what a box defines or demands, so that what has no value, or cannot be, is red where it stands."""
    left = node.args[0]
    name = "".join(show(left))
    symbol = scope.symbols.get(name)
    if symbol and symbol.definition is not None and symbol.kind == "value":
        try:
            _with_room(
                scope, Plan(FIRST), lambda place: fitting.fitted(place, *[lambda ev: arrays.whole(ev, name)] * 2)
            )
        except ShapeClash as clash:
            raise Untrue(clash.problem.format(*clash.shapes), left.at) from None
    for demand in scope.constraints:
        if demand == node or (symbol and any(n.op == "sym" and n.name == name for n in demand.walk())):
            _fulfilled(demand, scope)


def _fulfilled(demand: Node, scope: Scope) -> None:
    """Raises a Fault if no numbers fulfil what a box demands, or those that it gives do not."""
    names = draws.rests_on(scope, demand)
    if not names:
        _prove(demand, scope, ())
    for name in sorted(names):
        _with_room(scope, Plan(FIRST), lambda place, name=name: draws.drawn(place, name))


def _evaluator(scope: Scope, plan: Plan) -> Evaluator:
    if plan not in scope.worlds:
        scope.worlds[plan] = evaluator(World(scope, plan))
    return scope.worlds[plan]


def _run(node: Node, place: Evaluator, letters: Sequence[str], tallies: Sequence[Tally],
         conditions: Sequence[Node]) -> tuple[str, ...]:  # fmt: skip
    """The shapes on which a chain held in one world, where the shapes of the chain say how far each index runs."""
    return fitting.fitted(
        place,
        lambda ev: _Chain(node, ev, letters, tallies, conditions).shapes(),
        lambda ev: _Chain(node, ev, letters, tallies, conditions).run(),
    )


def _beside(side: Node, value: Value, other: Value) -> Value:
    """The value of a side; a 0 beside an array is the array of zeros."""
    return Value(np.zeros(other.shape)) if side.name == "0" and not side.args and other.shape else value


class _Chain:
    """One chain in one world."""

    def __init__(self, node: Node, evaluator: Evaluator, letters: Sequence[str], tallies: Sequence[Tally],
                 conditions: Sequence[Node]) -> None:  # fmt: skip
        self.node, self.world, self.scope = node, evaluator.world, evaluator.world.scope
        sides = [side for side in node.args if shape_of(side) is None]
        self.bounds, self.tallies = ranges.of_letters(evaluator, letters, sides), tallies
        index = {x: Index(x, start, stop) for x, (start, stop) in self.bounds.items()}
        for letter in self.scope.fixed & self.bounds.keys():
            if self.bounds[letter] != (1, self.world.shape(self.scope.ranges[letter])[0]):
                raise Unreadable(f"{letter} is one fixed place: where it is the first or the last one, a component "
                                 "here does not exist", node.at)  # fmt: skip
        self.exact = replace(evaluator, index={**evaluator.apart().index, **index})
        self.holds: Value | None = None
        """Where all conditions hold."""
        for inner in conditions:
            self.exact = self.exact.where(elementwise(lambda h: h == 1, condition(self.exact, inner)))
            self.holds = self.exact.guard

    def run(self) -> tuple[str, ...]:
        """The shapes on which every step held. Raises a Fault at the first that did not."""
        changed = list(self.changed())
        used = {n.name for n in self.node.walk() if n.op == "sym"}
        small = [name for name, symbol in self.scope.symbols.items() if symbol.small and name in used]
        shapes: list[str] = []
        steps = zip(self.node.marks, self.node.args, self.node.args[1:], self.tallies, strict=False)
        for mark, left, right, tally in steps:
            try:
                if mark == r"\in":
                    shapes.append(self.member(left, right))
                elif mark == r"\approx" and (changed or small):
                    shapes.append(self.first_order(left, right, changed, small, tally))
                else:
                    evaluator = self.moved(self.exact, changed, 1.0)
                    slack = self.slack(left, right) if mark == r"\approx" else None
                    a, b = evaluator(left), evaluator(right)
                    a, b = _beside(left, a, b), _beside(right, b, a)
                    shapes.append(self.compare(mark, a, b, right.at, tally, slack))
            except ShapeClash as clash:
                named = [self.named(shape) for shape in clash.shapes]
                raise Untrue(clash.problem.format(*named) + self.where(), clash.at or left.at) from None
        return tuple(dict.fromkeys(shapes))

    def shapes(self) -> None:
        """Raises a Fault if the sides have no value, or different shapes."""
        sides = [side for side in self.node.args if shape_of(side) is None]
        got = [self.exact(side).shape for side in sides]
        if len(set(got)) > 1:
            raise ShapeClash("left is {}, right is {}", *got[:2])

    # --- relations ------------------------------------------------------------------------------------------

    def compare(self, mark: str, a: Value, b: Value, at: int, tally: Tally, slack: float | None = None) -> str:
        if a.shape != b.shape:
            raise ShapeClash("left is {}, right is {}", a.shape, b.shape)
        if (mark in ("<", ">", r"\le", r"\ge") and a.shape) or mark in (r"\colon", r"\to"):
            raise Unreadable(f"{mark} between these two is not read", at)
        wrong = compare(mark, a, b, self.world.plan.kinds, tally, slack, self.start, self.holds)
        if wrong is not None:
            raise Untrue(wrong.problem + self.where(wrong.draw), at)
        return self.described(a, b)

    def first_order(self, left: Node, right: Node, changed: list[str], small: list[str], tally: Tally) -> str:
        """`≈` between changes: equal up to terms that vanish faster than the change does."""
        numbers = {n: arrays.whole(self.exact, n) for n in small}
        numbers = {n: Value(np.where(v.data == 0, 1.0, v.data), v.names) for n, v in numbers.items()}  # 0 moves nothing
        tiny = {n: Value(1j * STEP * value.data, value.names) for n, value in numbers.items()}
        evaluator = self.moved(self.exact.substitute(tiny) if tiny else self.exact, changed, 1j * STEP)
        a, b = evaluator(left), evaluator(right)
        if a.shape != b.shape:
            raise ShapeClash("left is {}, right is {}", a.shape, b.shape)
        still = {n: Value(0 * value.data, value.names) for n, value in numbers.items()}
        resting = self.moved(self.exact.substitute(still) if still else self.exact, changed, 0)
        self.compare("=", resting(left), resting(right), right.at, Tally())
        slope_a, slope_b = (Value(np.imag(v.data) / STEP, v.names) for v in (a, b))
        self.compare("=", slope_a, slope_b, right.at, tally)
        if not np.any(slope_a.data):
            raise Vacuous("nothing changes on either side", right.at)
        return self.described(a, b)

    def member(self, left: Node, right: Node) -> str:
        shape = shape_of(right)
        if shape is None:
            raise Unreadable("only sets such as \\mathbb R^{m\\times n} are read after \\in", right.at)
        wanted = self.world.shape(shape)
        described = ""
        for item in left.args if left.op == "list" else (left,):
            value = self.exact(item)
            if not any(n.op == "sym" for n in item.walk()):
                raise Vacuous("a number is a number", item.at)
            if value.shape != (wanted if wanted != (1, 1) else ()):
                raise ShapeClash("the left side is {}, the set says {}", value.shape, wanted)
            described = self.described(value, value)
        return described

    def slack(self, left: Node, right: Node) -> float:
        """Half a unit in the last printed place of a decimal."""
        leaves = [side.args[-1] if side.op == "add" and len(side.args) == 1 else side for side in (left, right)]
        places = [len(leaf.name.partition(".")[2]) for leaf in leaves if leaf.op == "num"]
        if not any(places):
            raise Unreadable("≈ needs a change Δ, something declared as small, or a decimal on one side", right.at)
        return 0.5 * 10.0 ** -min(places) * (1 + 1e-9)

    # --- changes --------------------------------------------------------------------------------------------

    def changed(self) -> Iterator[str]:
        """The symbols whose Δ occurs and that do not change because of another one that does."""
        names = []
        for node in self.node.walk():
            if node.op == "change":
                found = self.scope.find(node.args[0].name, component=True)
                names += [found[0]] if found else []
        for name in dict.fromkeys(names):
            if not set(dependencies(self.scope, name)) & set(names):
                yield name

    def moved(self, evaluator: Evaluator, names: Sequence[str], factor: complex) -> Evaluator:
        changes = {}
        for name in names:
            declared = self.scope.symbols.get(rf"\Delta{name}")
            if declared:
                change = arrays.whole(evaluator, rf"\Delta{name}")
            else:
                change = self.world.change(name, arrays.whole(evaluator, name).shape)
            changes[name] = Value(factor * change.data, change.names)
        return replace(evaluator, changes=changes)

    def start(self, letter: str) -> int:
        """The first place of an index."""
        return self.bounds[letter][0] if letter in self.bounds else 1

    # --- words ----------------------------------------------------------------------------------------------

    def named(self, shape: Sequence[int]) -> str:
        """A shape by the names of its sizes."""
        letters = {size: name for name, size in reversed(self.world.sizes.items())}
        return "×".join(letters.get(size, str(size)) for size in shape) or "a number"

    def where(self, draw: int | None = None) -> str:
        """The sizes, and the numbers of a draw if they are special."""
        parts = [f"{name} = {size}" for name, size in self.world.sizes.items()]
        if draw is not None and self.world.plan.kinds[draw] not in ("plain", "positive"):
            used = dict.fromkeys(n.name for n in self.node.walk() if n.op == "sym")
            drawn = {n: s for n in used if (s := self.scope.symbols.get(n)) and s.definition is None}
            numbers = [name for name, s in drawn.items() if s.kind == "value" and not s.shape and not s.family]
            parts += [f"{name} = {arrays.whole(self.exact, name).data[draw]:.6g}" for name in numbers]
        return f" (with {', '.join(parts)})" if parts else ""

    def described(self, a: Value, b: Value) -> str:
        used = {*a.names, *b.names}
        free = [f"{x} = {start}…{self.named([stop])}" for x, (start, stop) in self.bounds.items() if x in used]
        shape = self.named(a.shape) if a.shape else "1" if not free else ""
        return ", ".join([*([shape] if shape else []), *free])
