"""Executes a chain of relations on many draws: every step must hold, for every free index, wherever it has a value."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from ..evaluate import arrays, draws, fitting, ranges
from ..evaluate.context import Evaluator
from ..evaluate.evaluator import evaluator
from ..faults import Costly, Fault, Unreadable, Untrue
from ..settings.indices import letters_of
from ..settings.scope import Scope, letters_in
from ..tex.tree import Node, show
from ..values import ShapeClash
from ..worlds.compare import FEWEST, Tally
from ..worlds.kinds import ALL, FIRST
from ..worlds.plan import Plan
from ..worlds.world import World
from . import edges
from .chain import Chain
from .plans import definitions, plans

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


def shape(name: str, scope: Scope) -> tuple[str, ...]:
    """The shape of what a box defines, each size by the letter that stands for it, or as a number."""

    def found(place: Evaluator) -> tuple[str, ...]:
        letters = {number: letter for letter, number in place.world.sizes.items()}
        return tuple(letters.get(size, str(size)) for size in arrays.whole(place, name).shape)

    return _with_room(scope, Plan(FIRST), found)


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
        lambda ev: Chain(node, ev, letters, tallies, conditions).shapes(),
        lambda ev: Chain(node, ev, letters, tallies, conditions).run(),
    )
