"""Two values in many draws: do they stand in a relation, wherever both of them exist and rounding does not hide it?"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ..faults import Unreadable
from ..values import Value, align
from .kinds import EXACT, GENERIC
from .world import AXIS, COPIES, NOTHING, UNDERFLOW

FEWEST = 3
"""So many draws must count, of two kinds."""
SLACK, FLOOR = 4, 32 * 2.0**-53
"""How many times the distance between a draw and its copies, and what part of a value, rounding explains."""

VAGUE, PART = 1e-6, 1e-2
"""Where rounding explains more than this, and more than this part of a side, nothing is known: 1 / 0 but for it."""
CLEARLY = 1e4
"""So many times more than rounding explains is no accident."""


class Wrong(NamedTuple):
    """Where a relation fails."""

    problem: str
    draw: int


@dataclass
class Tally:
    """In which draws, and at which places, one step had a value on both sides."""

    draws: int = 0
    tried: int = 0
    kinds: set[str] = field(default_factory=set)
    never: str = ""
    """A place at which no draw gave a value, or nothing."""

    def judge(self, at: int) -> None:
        """Raises Unreadable if too few draws counted."""
        if self.tried and (self.draws < FEWEST or len(self.kinds) < 2):
            raise Unreadable(
                f"only {self.draws} of {self.tried} draws give both sides a finite value: declare what is positive", at
            )
        if self.never:
            raise Unreadable(f"a side has no finite value{self.never}, whatever the numbers", at)


def compare(
    mark: str,
    a: Value,
    b: Value,
    kinds: tuple[str, ...],
    tally: Tally,
    slack: float | None,
    start: Callable[[str], int],
    holds: Value | None = None,
) -> Wrong | None:
    """The first draw in which the relation fails, or None. What counts is added to the tally.

    `holds` says where the conditions hold under which the relation stands.
    """
    names, (left, right, here) = align(a, b, holds or Value(np.array(True)))
    here = here.reshape((*here.shape, *[1] * len(a.shape)))
    if AXIS not in names:
        names, left, right, here = (AXIS, *names), left[None], right[None], here[None]
    left, right, here = np.broadcast_arrays(left, right, here)
    left, right = (array.astype(complex) if np.iscomplexobj(array) else array for array in (left, right))
    length = len(left)
    draws = length // (1 + COPIES) if length > 1 else 1
    noise = _noise(left, draws) + _noise(right, draws)
    left, right, here = left[:draws], right[:draws], here[:draws]
    left, right = np.where(here, left, np.nan), np.where(here, right, np.nan)
    limit = _rounding(left, right, noise) if slack is None else np.full(left.shape, slack)
    limit = limit + np.where(_of(kinds, EXACT, left.ndim), NOTHING, 0) if length > 1 else limit
    defined = np.isfinite(left) & np.isfinite(right) & np.isfinite(limit)
    for side in (left, right):
        defined &= (side == 0) | (abs(side) > UNDERFLOW)
    if slack is None and length > 1:
        defined &= limit <= np.maximum(VAGUE, PART * np.maximum(abs(left), abs(right)))
    apart, tie = abs(left - right), (left == right) & (noise == 0)
    inner = tuple(range(len(names), left.ndim))
    if length > 1 and (hole := _hole(left, right, kinds)) is not None:
        (draw, *place), (side, other, value) = hole
        said = f"the {other} side is {_number(value)}, the {side} one has no value"
        remedy = ": say by cases what it is everywhere, or declare what is not 0"
        return Wrong(said + _place(names[1:], tuple(place), start) + remedy, draw)
    if mark in ("=", r"\approx"):
        wrong, counted = defined & (apart > limit), defined
        if length > 1 and (gap := np.isfinite(left) & np.isnan(right) & _of(kinds, {"plain"}, left.ndim)).any():
            draw, *place = np.argwhere(gap)[0]
            where = _place(names[1:], tuple(place), start)
            raise Unreadable(f"the right side has no value{where} where the left one has: declare what is positive")
    elif mark == r"\ne":
        wrong = defined.all(axis=inner) & (apart <= limit).all(axis=inner)  # two matrices differ somewhere
        if inner and length > 1:
            wrong &= _of(kinds, GENERIC, wrong.ndim)
        counted = defined.all(axis=inner)
    else:
        ahead = (right - left).real if mark in ("<", r"\le") else (left - right).real
        wrong = defined & ((ahead < -limit) | (tie & (mark in ("<", ">")) & defined))
        if (
            mark in ("<", ">") and length > 1
        ):  # equal up to rounding is equal where it is not so beside: tanh(40) < 1 is no tie
            beside = (defined & (ahead > CLEARLY * limit) & _of(kinds, {"beside"}, left.ndim)).any(axis=0)
            wrong |= defined & (apart <= limit) & _of(kinds, {"edge"}, left.ndim) & beside
        counted = defined & (wrong | (ahead > limit)) if mark in ("<", ">") else defined
    _count(tally, counted, here.all(axis=inner) if counted.ndim < here.ndim else here, kinds, names, start)
    if not wrong.any():
        return None
    draw = int(np.argmax(wrong.reshape(draws, -1).any(axis=1)))
    if mark == r"\ne":
        return Wrong("the two sides are equal", draw)
    worst = np.unravel_index(np.argmax(np.where(wrong[draw], apart[draw] - limit[draw], -np.inf)), wrong.shape[1:])
    values = f"left is {_number(left[draw][worst])}, right is {_number(right[draw][worst])}"
    return Wrong(values + _place(names[1:], worst, start), draw)


def alike(a: Value, b: Value, draws: int) -> Value:
    """In which draws, and in their copies, two values are equal up to rounding."""
    names, arrays = align(a, b)
    left, right = np.broadcast_arrays(*(array.real for array in arrays))
    if AXIS not in names:
        return Value(left == right, names)
    limit = _rounding(left[:draws], right[:draws], _noise(left, draws) + _noise(right, draws))
    return Value(np.concatenate([abs(left[:draws] - right[:draws]) <= limit] * (len(left) // draws)), names)


def _rounding(left: np.ndarray, right: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """How far apart two equal values may be."""
    return SLACK * noise + FLOOR * np.maximum(abs(left), abs(right))


def _hole(left: np.ndarray, right: np.ndarray, kinds: Sequence[str]):
    """The first place where one side is infinite and the other is not, and which; None if there is none.

    In exact draws nothing is too large for a number: what is infinite is divided by 0, or in none of its cases.
    """
    for a, b, names in ((left, right, ("left", "right")), (right, left, ("right", "left"))):
        holes = np.isinf(a) & np.isfinite(b) & _of(kinds, EXACT - {"points"}, a.ndim)
        if holes.any():
            place = tuple(np.argwhere(holes)[0])
            return place, (*names, b[place])
    return None


def _of(kinds: Sequence[str], wanted: Collection[str], rank: int) -> np.ndarray:
    """Which draws are of these kinds, as an array that goes with values."""
    return np.asarray([kind in wanted for kind in kinds]).reshape(-1, *[1] * (rank - 1))


def _noise(values: np.ndarray, draws: int) -> np.ndarray:
    """How far the copies of each draw are from it."""
    if len(values) == draws:
        return np.zeros(values.shape)
    copies = values.reshape(-1, draws, *values.shape[1:])
    return abs(copies[1:] - copies[0]).max(axis=0)


def _count(
    tally: Tally,
    counted: np.ndarray,
    here: np.ndarray,
    kinds: tuple[str, ...],
    names: tuple[str, ...],
    start: Callable[[str], int],
) -> None:
    draws = len(counted)
    some = counted.reshape(draws, -1).any(axis=1)
    tally.tried += len(kinds)
    tally.draws += int(some.sum()) * (len(kinds) // draws)
    tally.kinds |= {kind for n, kind in enumerate(kinds) if some[n % draws]}
    missing = ~counted.any(axis=0) & here.any(axis=0)
    here = _place(names[1:], tuple(np.argwhere(missing)[0]), start) if missing.any() and missing.shape else ""
    if len(kinds) >= 4 and some.any():
        tally.never = here


def _place(names: tuple[str, ...], place: tuple[int, ...], start: Callable[[str], int]) -> str:
    places = [f"{name} = {start(name) + i}" for name, i in zip(names, place, strict=False)]
    rest = [str(i + 1) for i in place[len(names) :]]
    places += [f"entry {', '.join(rest)}"] if rest else []
    return f" at {', '.join(places)}" if places else ""


def _number(value: complex) -> str:
    return f"{value.real:.6g}"
