"""Numbers for the symbols of a scope: sizes, many draws at once, and how far rounding reaches.

All draws of a world are evaluated together, on an axis of their own. Behind the draws the axis holds copies of them in
which every result that is rounded is moved a little, by far more than rounding does: how far a value moves in the
copies is how exactly it is known.
"""

import zlib
from collections.abc import Callable, Sequence

import numpy as np

from ..faults import Costly, Unreadable
from ..settings.scope import SPECIAL, Scope, Shape, Size, Symbol
from ..tex.tree import Node
from ..values import MOST_NUMBERS, Index, Value, align, along, product
from . import sizes
from .kinds import EXACT, KINDS
from .plan import Plan

AXIS = ""
"""The name of the axis of draws; it sorts before every letter."""
COPIES = 3
JITTER = 2.0**-44
"""How far a copy is moved at each step: hundreds of units in the last place, so that no moves cancel by chance."""
MATTERS = 1e-7
"""A term that is always so much smaller than another one of its sum is lost in rounding."""
UNDERFLOW = 1e-280
"""Numbers closer to 0 than this lose their digits."""
NOTHING = 1e-35
"""What is smaller than this is no evidence: the square of a complex step is as large."""
MOST_OPERATIONS = 60_000_000
LARGEST_SIZE = 100_000
_BITS = 13
_RANDOM = np.random.default_rng(7)
_NOISE = JITTER * _RANDOM.choice([-1, 1], (1 + COPIES, 1 << _BITS)) * _RANDOM.uniform(0.5, 1, (1 + COPIES, 1 << _BITS))
_NOISE[0] = 0
_MIXER, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - _BITS)
"""For each copy, by the bits of a number: equal numbers are moved alike, so that ties stay ties."""


class World:
    """Several draws. Sizes that the boxes leave open are pairwise different and none is 1, unlike any given one."""

    def __init__(self, scope: Scope, plan: Plan) -> None:
        self.scope, self.plan, self._seed = scope, plan, zlib.crc32(" ".join(plan.kinds).encode())
        self.sizes = sizes.drawn(scope, plan)
        self.settled: dict[str, Value] = {}
        """The numbers that fulfil what the boxes demand."""
        self.cycles: dict[str, frozenset[str]] = {}
        """The recursion that each name is a part of."""
        self.spent = 0
        exact = [kind in EXACT for kind in plan.kinds]
        self._inexact = ~np.asarray(exact * (1 + COPIES))
        self._copy = np.repeat(np.arange(1 + COPIES, dtype=np.uint64) << np.uint64(_BITS), len(exact))
        self.mattered: dict[int, tuple[Node, list[bool]]] = {}

    @property
    def draws(self) -> int:
        """How many draws there are, without their copies."""
        return len(self.plan.kinds)

    def random(self, name: str) -> np.random.Generator:
        """A generator that depends on the plan and the name alone, not on what was asked before."""
        return np.random.default_rng((self.plan.turn, self._seed, zlib.crc32(name.encode())))

    def shape(self, shape: Shape) -> tuple[int, ...]:
        """A shape with its letters replaced by sizes."""
        found = tuple(self.size(size) for size in shape)
        if any(size < 1 for size in found):
            raise Unreadable(f"a size of {min(found)}: no sizes were found that leave room for every axis")
        if any(size > LARGEST_SIZE for size in found):
            raise Costly(f"a size of {max(found)}: nothing larger than {LARGEST_SIZE} is tried")
        self.room(found)
        return found

    def size(self, size: Size) -> int:
        """A letter, a number, or arithmetic with them as a number."""
        return sizes.number(size, self.sizes)

    def room(self, axes: Sequence[int], node: Node | None = None) -> None:
        """Raises Unreadable if arrays with these axes are too large to be computed."""
        numbers = float(np.prod([float(size) for size in axes])) * len(self._inexact)
        if numbers > MOST_NUMBERS:
            raise Costly(f"this takes {numbers:,.0f} numbers at once, {MOST_NUMBERS:,} is the limit: "
                             "sum over fewer indices", node.at if node else None)  # fmt: skip

    # --- draws ----------------------------------------------------------------------------------------------

    def value(self, name: str, symbol: Symbol, attempt: int = 0) -> Value:
        """The numbers of a declared symbol in all draws. `attempt` gives others."""
        shape = self.shape((*symbol.family, *symbol.shape))
        if (special := _special(name, shape)) is not None:
            return Value(special)
        return self.copied(self.drawn(f"{name} {attempt}" if attempt else name, symbol, shape))

    def drawn(self, name: str, symbol: Symbol, shape: tuple[int, ...]) -> np.ndarray:
        """The numbers of a declared symbol, draw by draw. Whatever a box says of a symbol's numbers is seen to here."""
        random, kinds = self.random(name), self.plan.kinds
        if symbol.values:
            return random.choice(symbol.values, (self.draws, *shape))
        numbers = np.empty((self.draws, *shape))
        for kind in dict.fromkeys(kinds):
            these = np.asarray([k == kind for k in kinds])
            numbers[these] = KINDS[kind](random, self.random(kind), (int(these.sum()), *shape), self.plan.points)
        if symbol.positive:
            numbers = np.where(numbers == 0, random.choice([0.5, 1.0, 2.0], numbers.shape), abs(numbers))
        elif symbol.nonnegative:
            numbers = abs(numbers)
        if symbol.symmetric and len(shape) == 2 and shape[0] == shape[1]:
            numbers = (numbers + np.swapaxes(numbers, 1, 2)) / 2
        return numbers

    def change(self, name: str, shape: tuple[int, ...]) -> Value:
        """Numbers for the change of a symbol that no box declares."""
        return self.copied(self.random(rf"\Delta{name}").uniform(-1.5, 1.5, (self.draws, *shape)))

    # --- rounding -------------------------------------------------------------------------------------------

    def copied(self, drawn: np.ndarray) -> Value:
        """A value from its draws: the copies are moved by rounding."""
        return self.rounded(Value(np.concatenate([drawn] * (1 + COPIES)), (AXIS,)))

    def rounded(self, value: Value, lost: np.ndarray | None = None, size: np.ndarray | None = None,
                salt: np.ndarray | None = None) -> Value:  # fmt: skip
        """The value with its copies moved as far as rounding may have moved it: by units in the last place of `size`.

        `size` is the size of the numbers that were added up to it. In exact draws short binary fractions are exact, but
        where `lost` says that something was rounded away; what that was, `salt`, makes a difference to how it is moved.
        """
        data = value.data
        self.spend(data.size)
        scaled = data.real * 1024.0
        inexact = scaled != np.rint(scaled)
        if np.iscomplexobj(data):
            inexact |= data.imag != 0
        if lost is not None:
            inexact |= lost
        if AXIS in value.names:
            inexact |= self._inexact.reshape(-1, *[1] * (data.ndim - 1))
        if not inexact.any():
            return value
        names, size = value.names, data if size is None else size
        if AXIS not in names:
            names, data, size = (AXIS, *names), np.repeat(data[None], len(self._inexact), axis=0), size[None]
        if np.iscomplexobj(data):
            moved = data + inexact * (self._noise(data.real) * size.real + 1j * (self._noise(data.imag) * size.imag))
        else:
            moved = data + inexact * self._noise(data, salt) * size
        return Value(moved, names)

    def inexact(self, value: Value) -> Value:
        """A value for an algorithm that rounds where sums and products would not: moved in every draw."""
        return self.rounded(value, lost=np.ones(1, bool))

    def _noise(self, numbers: np.ndarray, salt: np.ndarray | None = None) -> np.ndarray:
        bits = np.abs(numbers, order="C", dtype=float).view(np.uint64)
        if salt is not None:
            bits = bits ^ np.broadcast_to(salt, numbers.shape).astype(float).view(np.uint64)
        places = (bits * _MIXER) >> _SHIFT
        places += self._copy.reshape(-1, *[1] * (numbers.ndim - 1))
        return _NOISE.take(places)

    def multiplied(self, a: Value, b: Value) -> Value:
        """The rounded product of two values; two matrices are multiplied as such."""
        if not (a.shape and b.shape):
            return product(a, b)
        return self.rounded(product(a, b), size=product(_size(a), _size(b)).data)

    def summed(self, value: Value, index: Index) -> Value:
        """The rounded sum over a free index."""
        return self.rounded(along(np.sum, value, index), size=along(np.sum, _size(value), index).data)

    def added(self, node: Node, terms: Sequence[Value], total: Value) -> Value:
        """The rounded sum of terms. Notes which of them ever made a difference to it."""
        _, arrays = align(*terms)
        sizes = [abs(array) for array in arrays]
        most = np.maximum.reduce(np.broadcast_arrays(*sizes)) if len(sizes) > 1 else sizes[0]
        matters = [True] * len(terms)
        if len(terms) == len(node.args):  # no dots among them
            matters = self.mattered.setdefault(id(node), (node, [False] * len(terms)))[1]
        lost = np.zeros(1, bool)
        for place, size in enumerate(sizes):
            matters[place] |= bool(np.any((size > MATTERS * most) & (size > NOTHING)) or not np.any(size))
            lost = lost | ((size < most * 2.0**-50) & (size > 0))
        if not lost.any():
            return self.rounded(total)
        signed = (-array if mark == "-" else array for mark, array in zip(node.marks, arrays, strict=False))
        small = sum(np.where(size < most * 2.0**-50, array, 0.0) for size, array in zip(sizes, signed, strict=True))
        return self.rounded(total, lost, salt=small.real)

    def uncertain(self, value: Value, error: np.ndarray) -> Value:
        """A value that is known no better than `error`, an array of the same shape: its copies differ by so much."""
        names, (data, error) = align(value, Value(error, value.names))
        if AXIS not in names:
            names, data, error = (AXIS, *names), data[None], error[None]
        length = self.draws * (1 + COPIES)
        data = np.array(np.broadcast_to(data, (length, *data.shape[1:])))
        data[self.draws :] += np.broadcast_to(error, data.shape)[self.draws :]
        return Value(data, names)

    # --- what it costs, and what is lost --------------------------------------------------------------------

    def spend(self, numbers: int) -> None:
        """Counts the numbers computed for one statement. Raises Unreadable when there are too many."""
        self.spent += numbers
        if self.spent > MOST_OPERATIONS:
            raise Costly(f"this takes more than {MOST_OPERATIONS:,} numbers: sum over fewer indices")

    def sensed(self, node: Node, function: Callable[[Value], Value], argument: Value) -> None:
        """Notes whether the argument of a function ever made a difference to it: tanh(40) and tanh(41) are both 1."""
        felt = self.mattered.setdefault(id(node), (node, [False]))[1]
        if not felt[0]:
            here = function(argument).data.real
            there = function(Value(argument.data * (1 + 1e-6), argument.names)).data.real
            felt[0] = not np.any(argument.data) or bool(
                np.any(np.isfinite(there) & np.isfinite(here) & (there != here))
            )


def _size(value: Value) -> Value:
    """How large the real and the imaginary parts are, each for itself."""
    data = value.data
    return Value(abs(data.real) + 1j * abs(data.imag) if np.iscomplexobj(data) else abs(data), value.names)


def _special(name: str, shape: tuple[int, ...]) -> np.ndarray | None:
    match SPECIAL.get(name):
        case "ones":
            return np.ones(shape)
        case "zeros":
            return np.zeros(shape)
        case "identity":
            if len(shape) != 2 or shape[0] != shape[1]:
                raise Unreadable("the identity matrix must be declared square")
            return np.eye(shape[0])
    return None
