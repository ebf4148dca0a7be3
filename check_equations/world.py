"""Numbers for the symbols of a scope: random sizes, random arrays, random differentiable functions."""

import zlib
from collections.abc import Sequence

import numpy as np

from .faults import Unreadable
from .scope import SPECIAL, Scope, Shape, Size, Symbol, size_of
from .tree import Node
from .values import Value

_SIZES = (2, 3, 4, 5, 6, 7)
_SCALES = (1.0, 1.0, 0.05, 3.0, 0.3, 0.01, 2.0, 300.0)
"""The later draws, which only inequalities and functions with branches need, are of several magnitudes."""
DRAWS = 2 * len(_SCALES)
HUGE = range(DRAWS - 2, DRAWS)
"""Draws so large that an exponential may overflow."""


class World:
    """One draw. Sizes that the boxes leave open are pairwise different and none is 1, unlike any given one."""

    def __init__(self, scope: Scope, seed: int) -> None:
        self.scope, self.seed = scope, seed
        given = {size for size in scope.sizes.values() if size is not None}
        given |= {size for symbol in scope.symbols.values() for size in symbol.shape if isinstance(size, int)}
        free = [size for size in _SIZES if size not in given] + list(range(8, 8 + len(scope.sizes)))
        few = free[: max(4, sum(size is None for size in scope.sizes.values()))]
        shapes = [
            s for symbol in scope.symbols.values() for s in (*symbol.family, *symbol.shape) if isinstance(s, Node)
        ]
        random = self.random("sizes")
        self.settled: dict[str, np.ndarray] = {}
        """The arrays that fulfil what the boxes demand."""
        for _ in range(50):  # a size such as n - k + 1 must be a size too, and unlike the others
            order = iter(random.permutation(few))
            self.sizes = {name: int(next(order)) if size is None else size for name, size in scope.sizes.items()}
            computed = {shape: self.size(shape) for shape in shapes}
            every = [*computed.values(), *self.sizes.values()]
            if not computed or (min(computed.values()) > 1 and len(set(every)) == len(every)):
                break

    def random(self, name: str) -> np.random.Generator:
        """A generator that depends on the draw and on the name alone, not on what was asked before."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def shape(self, shape: Shape) -> tuple[int, ...]:
        """A shape with its letters replaced by sizes."""
        return tuple(self.size(size) for size in shape)

    def size(self, size: Size) -> int:
        """A letter, a number, or arithmetic with them as a number."""
        if isinstance(size, str):
            if size not in self.sizes:
                raise Unreadable(f"{size} is no size that a setting box declares")
            return self.sizes[size]
        if isinstance(size, int):
            return size
        if size.op == "add":
            return sum((-1 if m == "-" else 1) * self.size(a) for m, a in zip(size.marks, size.args, strict=True))
        if size.op == "mul":
            return int(np.prod([self.size(part) for part in size.args]))
        return self.size(size_of(size))

    def array(self, name: str, symbol: Symbol, attempt: int = 0) -> np.ndarray:
        """The value of a declared symbol: numbers of either sign and of about one magnitude, never near 0.

        `attempt` gives other numbers, where these cannot be what the boxes demand.
        """
        shape = self.shape((*symbol.family, *symbol.shape))
        match SPECIAL.get(name):
            case "ones":
                return np.ones(shape)
            case "zeros":
                return np.zeros(shape)
            case "identity":
                if len(shape) != 2 or shape[0] != shape[1]:
                    raise Unreadable("the identity matrix must be declared square")
                return np.eye(shape[0])
        random = self.random(f"{name} {attempt}" if attempt else name)
        if symbol.values:
            return random.choice(symbol.values, shape)
        size = np.asarray(random.uniform(0.4, 1.6, shape) * _SCALES[self.seed // 2 % len(_SCALES)])
        pair = np.random.default_rng([self.seed // 2, zlib.crc32(name.encode())])
        sign = -1.0 if self.seed % 2 else 1.0  # two draws a pair: everything is once of either sign
        return size if symbol.positive else np.asarray(sign * size * pair.choice([-1.0, 1.0], shape))

    def call(self, name: str, symbol: Symbol, arguments: Sequence[Value], names: tuple[str, ...],
             arrays: Sequence[np.ndarray]) -> Value:  # fmt: skip
        """An arbitrary analytic function: every entry of the result depends on every entry of the arguments."""
        out = self.shape(symbol.shape)
        lead = np.broadcast_shapes(*(array.shape[: len(names)] for array in arrays))
        flat = np.concatenate([
            np.broadcast_to(array, lead + array.shape[len(names) :]).reshape((*lead, -1)) for array in arrays
        ], axis=-1)  # fmt: skip
        random = self.random(name)
        wanted, given = int(np.prod(out)), flat.shape[-1]
        slope, phase, weight, mixing = (random.uniform(0.5, 1.5, (wanted, given)) for _ in range(4))
        signs = random.choice([-1.0, 1.0], (wanted, given))
        waves = (weight * signs * np.sin(slope * flat[..., None, :] + phase)).sum(axis=-1)
        mixed = (mixing * signs * flat[..., None, :]).sum(axis=-1) / np.sqrt(given)
        return Value((waves + 0.3 * np.sin(mixed)).reshape((*lead, *out)), names)
