"""Draws on the edges of a formula: where two things that it compares are equal, its truth may turn.

`\\mathbb 1[2x = 7]`, `|x - 8|` and `x^2 - 6x + 9 > 0` are special at numbers that no random draw meets. Each comparison
is solved for each symbol in it, one draw after the other from other numbers for the rest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, product

import numpy as np

from ..evaluate.context import Evaluator
from ..evaluate.draws import rests_on
from ..faults import Fault
from ..settings.indices import is_index
from ..settings.scope import Scope
from ..settings.scope import plain as letter_of
from ..tex.tree import Node, show
from ..values import Value, elementwise
from ..worlds.kinds import EDGE
from ..worlds.world import AXIS, COPIES, World

MOST = 24
"""So many edges of one formula are sought, each for each symbol."""
MOST_COMBINED = 256
_TURNS, _PATIENCE = 70, 6
_FARTHER = np.array([1, 2, 4, 8, 20, 60, 200, 1e3, 1e4, 1e6])
CLOSE = 1e-9
"""A gap as small as this is none yet: what is compared there is."""
_COMPARED = {"=", r"\ne", "<", ">", r"\le", r"\ge"}


def worlds(claim: Node, nodes: Sequence[Node], scope: Scope,
           world: Callable[[str, tuple[str, ...]], Evaluator]) -> Iterator[Evaluator]:  # fmt: skip
    """The worlds in which a symbol is where two sides are equal, those in which it is between two such places, and one
    in which every symbol is at some edge of its own, between or beyond them: `\\mathbb 1[x > 3] \\mathbb 1[y < -2]`.

    `world` gives the world of a name, for draws of these kinds; the same kinds are the same draws.
    """
    places: dict[tuple, list[np.ndarray]] = {}
    for name, pairs in _edges(claim, nodes, scope).items():
        found: dict[tuple, list[np.ndarray]] = {}
        for left, right in pairs:
            ev = world(" ".join((*show(left), "=", *show(right), "for", name)), EDGE)
            entry, numbers = _settle(ev, left, right, name)
            if not np.isnan(numbers).all():
                found.setdefault(entry, []).append(numbers)
                yield ev
        for entry, many in found.items():
            middles = list(_between(many))
            for number, middle in enumerate(middles):
                ev = world(f"{number} {entry} {name} {''.join(show(claim))}", EDGE)
                _put(ev, name, entry, middle)
                yield ev
            outside = [np.fmin.reduce(many) - 1, np.fmax.reduce(many) + 1]
            places[name, entry] = [*many, *middles, *outside]
    if len(places) > 1:
        combinations = list(islice(product(*places.values()), MOST_COMBINED))
        ev = world("".join(show(claim)), ("edge",) * len(combinations))
        for number, (name, entry) in enumerate(places):
            at = [numbers[number][draw % len(EDGE)] for draw, numbers in enumerate(combinations)]
            least = 0 if scope.symbols[name].nonnegative or scope.symbols[name].positive else -np.inf
            _put(ev, name, entry, np.where(np.asarray(at) > least, at, np.nan))
        yield ev


def _edges(claim: Node, nodes: Sequence[Node], scope: Scope) -> dict[str, list[tuple[Node, Node]]]:
    """For each symbol that is drawn, the comparisons in these nodes that may be solved for it, as pairs of sides."""
    found: dict[str, list[tuple[Node, Node]]] = {}
    demanded = {n.name for demand in scope.constraints for n in demand.walk()}
    called = [n for node in nodes if node.op == "call" for n in _inlined(node, scope).walk() if n is not node]
    left_over = MOST
    for left, right in dict.fromkeys(_sides(claim, [*nodes, *called])):
        names = sorted(rests_on(scope, left) | rests_on(scope, right))
        names = [n for n in names if not scope.symbols[n].values and not demanded & {n, letter_of(n)}][:left_over]
        left_over -= len(names)
        for name in names:
            found.setdefault(name, []).append((left, right))
    return found


def _inlined(call: Node, scope: Scope, depth: int = 3) -> Node:
    """What a function of a box is at this argument: its edges lie where the argument says."""
    function = scope.symbols.get(call.args[0].marks[0]) if call.op == "call" and call.args[0].marks else None
    args = [_inlined(arg, scope, depth) for arg in call.args]
    if not function or function.kind != "function" or not depth or len(args) != 1 + len(function.parameters):
        return replace(call, args=tuple(args))
    given = dict(zip(function.parameters, args[1:], strict=True))

    def put(node: Node) -> Node:
        known = given.get(node.name) if node.op == "sym" else None
        return known or replace(node, args=tuple(map(put, node.args)))

    return _inlined(put(function.definition), scope, depth - 1)  # type: ignore[arg-type]


def _sides(claim: Node, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    for node in nodes:
        if node.op == "rel" and set(node.marks) <= _COMPARED and (node is not claim or set(node.marks) != {"="}):
            yield from zip(node.args, node.args[1:], strict=False)
        elif node.op == "call" and node.args[0].name in (r"\max", r"\min") and len(node.args) == 3:
            yield node.args[1], node.args[2]
        elif (node.op == "group" and node.marks[0] == "|") or node.op == "root":
            yield node.args[0], Node("num", (), ("0",))
        elif node.op == "call" and node.args[0].name == r"\operatorname{sign}":
            yield node.args[1], Node("num", (), ("0",))


def _settle(ev: Evaluator, left: Node, right: Node, name: str) -> tuple[tuple, np.ndarray]:
    """Moves a symbol of this world to where the two sides are equal: which entry of it, and the numbers.

    Where a side has no value, or no solution is found, the draw stays as it is and the number is NaN.
    """
    world: World = ev.world
    symbol = world.scope.symbols[name]
    whole = world.value(name, symbol).data[: world.draws]
    place = _entry(whole.shape[1:], name, left, right)
    entry = (slice(None), *place)
    into = np.log if symbol.positive else np.asarray  # what is positive is sought by its logarithm
    out_of = np.exp if symbol.positive else np.asarray
    letters = {n.name: 1 for side in (left, right) for n in side.walk() if is_index(world.scope, n)}

    def gap(numbers: np.ndarray) -> np.ndarray:
        there = replace(ev.substitute({name: _with_entry(whole, entry, numbers)}), index=letters)
        value = elementwise(np.subtract, there(left), there(right))
        if value.names != (AXIS,):
            raise _Elsewhere("not a comparison of numbers that are drawn")
        return value.data.real[(slice(world.draws), *[0] * len(value.shape))]

    try:
        found = out_of(_solve(lambda numbers: gap(out_of(numbers)), into(whole[entry])))
        rounded = np.rint(found * 720) / 720  # halves, thirds and tenths of what is written are exact
        exact = np.where(abs(gap(rounded)) <= abs(gap(found)), rounded, found)
        here = (abs(gap(exact)) <= CLOSE) & np.isfinite(exact)
    except Fault:
        return place, np.full(world.draws, np.nan)
    here &= (exact > 0) if symbol.positive else (exact >= 0) | (not symbol.nonnegative)
    beside = np.resize([0, 0, 0, 0, 1 / 16, -1 / 16], len(exact))
    moved = exact * (1 + beside) if symbol.positive or symbol.nonnegative else exact + beside
    _put(ev, name, place, np.where(here, moved, np.nan))
    return place, np.where(here, exact, np.nan)


def _put(ev: Evaluator, name: str, place: tuple[int, ...], numbers: np.ndarray) -> None:
    """Gives an entry of a symbol these numbers in this world; where they are NaN, it keeps its own."""
    entry = (slice(None), *place)
    whole = ev.world.value(name, ev.world.scope.symbols[name]).data[: ev.world.draws]
    ev.world.settled[name] = _with_entry(whole, entry, np.where(np.isnan(numbers), whole[entry], numbers))
    ev.memo.clear()


def _with_entry(whole: np.ndarray, entry: tuple, numbers: np.ndarray) -> Value:
    moved = whole.copy()
    moved[entry] = numbers
    return Value(np.concatenate([moved] * (1 + COPIES)), (AXIS,))  # in no copy off the edge


def _between(found: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
    """The numbers halfway from each edge to the next one, draw by draw: `7 < x < 7.01` holds there alone."""
    ordered = np.sort(found, axis=0)
    for low, high in pairwise(ordered):
        if np.any(high > low):
            yield np.where(high > low, (low + high) / 2, np.nan)


def _entry(shape: tuple[int, ...], name: str, *sides: Node) -> tuple[int, ...]:
    """The entry of an array to move: the one that is written with numbers for its indices, else the first."""
    for node in (n for side in sides for n in side.walk() if n.op == "index" and n.args[0].name == letter_of(name)):
        places = [int(slot.name) - 1 if slot.name.isdigit() else 0 for slot in node.args[1:]]
        places += [0] * (len(shape) - len(places))
        if len(places) == len(shape) and all(0 <= at < size for at, size in zip(places, shape, strict=True)):
            return tuple(places)
    return (0,) * len(shape)


class _Elsewhere(Fault):
    """The sides are no numbers here."""


def _solve(gap: Callable[[np.ndarray], np.ndarray], start: np.ndarray) -> np.ndarray:
    """The zero of a gap, for every draw: by the secant method, else between two numbers where the gap has two signs.

    A double root is come near to.
    """
    before, here = start, start + 0.37
    f_before, f_here = gap(before), gap(here)
    least, idle = np.full(len(start), np.inf), 0
    for _ in range(_TURNS):
        idle = 0 if np.any(abs(f_here) < 0.9 * least) else idle + 1
        least = np.fmin(least, abs(f_here))
        if not np.any(f_here) or idle == _PATIENCE:
            break
        slope = (f_here - f_before) / np.where(here == before, 1, here - before)
        step = np.where((slope != 0) & (f_here != 0) & np.isfinite(slope), f_here / np.where(slope == 0, 1, slope), 0)
        before, f_before = here, f_here
        here = here - np.clip(step, -1e3, 1e3)
        f_here = gap(here)
    found = abs(f_here) <= CLOSE
    return here if found.all() else np.where(found, here, _between_signs(gap, start))


def _between_signs(gap: Callable[[np.ndarray], np.ndarray], start: np.ndarray) -> np.ndarray:
    """A zero between two of a few numbers ever farther from the start, for every draw; else the start."""
    numbers = np.sort(start + np.concatenate([-_FARTHER, [0], _FARTHER])[:, None], axis=0)
    signs = np.sign([gap(row) for row in numbers])
    turns = signs[1:] * signs[:-1] < 0
    which, draw = np.argmax(turns, axis=0), np.arange(len(start))
    low, high, sign = numbers[which, draw], numbers[which + 1, draw], signs[which, draw]
    if not turns.any():
        return start
    for _ in range(_TURNS):
        middle = (low + high) / 2
        left = np.sign(gap(middle)) == sign
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    return np.where(turns.any(axis=0), high, start)
