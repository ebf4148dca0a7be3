"""Draws on the edges of a formula: where two things that it compares are equal, its truth may turn.

`\\mathbb 1[2x = 7]`, `|x - 8|` and `x^2 - 6x + 9 > 0` are special at numbers that no random draw meets. Each comparison
is solved for each symbol in it, one draw after the other from other numbers for the rest.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .context import Evaluator
from .faults import Fault
from .scope import SPECIAL, Scope
from .scope import plain as letter_of
from .tree import Node
from .values import Value, elementwise
from .world import AXIS, COPIES, World

MOST = 12
"""So many edges of one formula are sought."""
_TURNS = 60
_COMPARED = {"=", r"\ne", "<", ">", r"\le", r"\ge"}


def edges(claim: Node, nodes: Sequence[Node], scope: Scope) -> list[tuple[Node, Node, str]]:
    """The two sides of each comparison of these nodes, and a symbol of numbers to solve it for."""
    found = []
    demanded = {n.name for demand in scope.constraints for n in demand.walk()}
    for left, right in _sides(claim, nodes):
        letters = (n.name for side in (left, right) for n in side.walk() if n.op == "sym")
        names = (known[0] for letter in letters if (known := scope.find(letter, component=True)))
        for name in dict.fromkeys(names):
            symbol = scope.symbols[name]
            plain = symbol.kind == "value" and symbol.definition is None and not symbol.values
            if plain and name not in SPECIAL and not demanded & {name, letter_of(name)}:
                found.append((left, right, name))
    return found[:MOST]


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


def settle(ev: Evaluator, left: Node, right: Node, name: str) -> bool:
    """Moves a symbol of this world to where the two sides are equal, and says whether it came there in any draw.

    Where a side has no value, or no solution is found, the draw stays as it is.
    """
    world: World = ev.world
    symbol = world.scope.symbols[name]
    whole = world.value(name, symbol).data[: world.draws]
    entry = (slice(None), *_entry(whole.shape[1:], name, left, right))
    start = whole[entry]
    into = np.log if symbol.positive else np.asarray  # what is positive is sought by its logarithm
    out_of = np.exp if symbol.positive else np.asarray

    def with_entry(numbers: np.ndarray) -> Value:
        moved = whole.copy()
        moved[entry] = numbers
        return Value(np.concatenate([moved] * (1 + COPIES)), (AXIS,))  # in no copy off the edge

    def gap(numbers: np.ndarray) -> np.ndarray:
        place = ev.substitute({name: with_entry(numbers)})
        value = elementwise(np.subtract, place(left), place(right))
        if value.names != (AXIS,) or value.shape:
            raise _Elsewhere("not a comparison of numbers")
        return value.data.real[: world.draws]

    try:
        found = out_of(_solve(lambda numbers: gap(out_of(numbers)), into(start)))
    except Fault:
        return False
    rounded = np.rint(found * 720) / 720  # halves, thirds and tenths of what is written are exact
    exact = np.where(gap(rounded) == 0, rounded, found)
    here = (abs(gap(exact)) <= 1e-9) & np.isfinite(exact) & ((exact > 0) | (not symbol.positive))
    beside = np.resize([0, 0, 0, 0, 1 / 16, -1 / 16], len(start))
    world.settled[name] = with_entry(np.where(here, exact * (1 + beside) if symbol.positive else exact + beside, start))
    ev.memo.clear()
    return bool(here.any())


def _entry(shape: tuple[int, ...], name: str, *sides: Node) -> tuple[int, ...]:
    """The entry of an array to move: the one that is written with numbers for its indices, else the first."""
    for node in (n for side in sides for n in side.walk() if n.op == "index" and n.args[0].name == letter_of(name)):
        places = [int(slot.name) - 1 for slot in node.args[1:] if slot.name.isdigit()]
        places += [0] * (len(shape) - len(places))
        if len(places) == len(shape) and all(0 <= at < size for at, size in zip(places, shape, strict=True)):
            return tuple(places)
    return (0,) * len(shape)


class _Elsewhere(Fault):
    """The sides are no numbers here."""


def _solve(gap: Callable[[np.ndarray], np.ndarray], start: np.ndarray) -> np.ndarray:
    """The secant method in every draw at once; a double root is come near to."""
    before, here = start, start + 0.37
    f_before, f_here = gap(before), gap(here)
    for _ in range(_TURNS):
        if not np.any(f_here):
            break
        slope = (f_here - f_before) / np.where(here == before, 1, here - before)
        step = np.where((slope != 0) & (f_here != 0) & np.isfinite(slope), f_here / np.where(slope == 0, 1, slope), 0)
        before, f_before = here, f_here
        here = here - np.clip(step, -1e3, 1e3)
        f_here = gap(here)
    return here
