"""The numbers that symbols are given: of every kind at which a false statement could show.

A draw is one choice of numbers for all symbols. Its kind says what is special about it; signs and magnitudes are
independent for every symbol and every entry.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np

from ..tex.tree import Node

GENERIC = {"plain", "positive", "unit", "mixed", "large"}
"""The kinds at which nothing is special: two different analytic functions differ at any of them."""
EXACT = {"zeros", "nothing", "whole", "ties", "points", "equal", "corner", "edge", "beside"}
"""The kinds in which sums and products of the numbers are exact, so that branches meet their ends."""
FIRST = ("plain", "plain", "positive", "zeros")
SECOND = ("plain", "plain", "unit", "mixed", "large", "whole")
"""What every statement is tried on: cheap, and enough for what is analytic."""
ALL = (
    *("plain",) * 2, *("positive",) * 2, *("unit",) * 3, *("mixed",) * 6, *("large",) * 2, *("zeros",) * 3, "nothing",
    *("corner",) * 4, *("whole",) * 6, *("ties",) * 6, *("close",) * 8, *("points",) * 12, *("beyond",) * 6,
)  # fmt: skip
"""What branches and inequalities are tried on."""
SIZED = ("equal", "equal", "corner", "positive", "plain")
"""What an inequality between arrays is tried on for many sizes: all entries alike, or one alone."""
EDGE = ("edge",) * 4 + ("beside",) * 2
"""What is tried on the edges of comparisons: there and a little beside them, with simple numbers for the rest."""
FEW = 4
"""So many of the numbers of a formula are combined with each other."""
WIDEST = 1e12
"""Numbers of a formula beyond this, or below its inverse, are not followed by draws."""

Shape = tuple[int, ...]
Draws = Callable[[np.random.Generator, np.random.Generator, Shape, Sequence[float]], np.ndarray]
"""From a generator of the symbol's own, one that starts alike for all symbols, the shape (the first axis counts the
draws), and the numbers written in the formula."""


def _signs(random: np.random.Generator, shape: Shape) -> np.ndarray:
    """Signs in pairs of draws: everything is once of either sign."""
    signs = random.choice([-1.0, 1.0], shape)
    signs[1::2] = -signs[: len(signs) // 2 * 2 : 2]
    return signs


def _plain(
    random: np.random.Generator, shared: np.random.Generator, shape: Shape, points: Sequence[float]
) -> np.ndarray:
    return random.uniform(0.4, 1.6, shape) * _signs(random, shape)


def _positive(random, shared, shape, points):
    return random.uniform(0.4, 1.6, shape)


def _unit(random, shared, shape, points):
    """Between 0 and 1, where a probability is, and 1 minus it."""
    return random.uniform(0.05, 0.95, shape)


def _mixed(random, shared, shape, points):
    """Magnitudes from a thousandth to a thousand, and as far beyond as the formula's own numbers go."""
    width = 3 + max((abs(np.log10(abs(point))) for point in points if point), default=0)
    layers = random.permuted(_layers(shape), axis=0)
    return 10 ** (width * (2 * (layers + random.uniform(0, 1, shape)) / shape[0] - 1)) * _signs(random, shape)


def _large(random, shared, shape, points):
    return random.uniform(950, 1050, shape) * _signs(random, shape)


def _zeros(random, shared, shape, points):
    return random.choice([0.0, 0.5, -0.75, 1.25, -1.5], shape, p=[0.4, 0.15, 0.15, 0.15, 0.15])


def _corner(random, shared, shape, points):
    """One entry, the first of either sign, the last, the second, and 0 for the others: the sparsest there is."""
    draw, size = np.arange(shape[0]), int(np.prod(shape[1:]))
    numbers = random.choice([0.5, 0.75, 1.25, 1.5], (shape[0], size)) * (-1.0) ** draw[:, None]
    place = np.array([0, 0, -1, 1])[draw % 4] % size
    return np.where(np.arange(size) == place[:, None], numbers, 0.0).reshape(shape)


def _nothing(random, shared, shape, points):
    return np.zeros(shape)


def _whole(random, shared, shape, points):
    return random.integers(-3, 4, shape).astype(float)


def _equal(random, shared, shape, points):
    """One number for all entries: where a bound that grows with the size is reached."""
    few = random.choice([0.5, 1.0, 1.5, 2.0], (shape[0], *[1] * (len(shape) - 1)))
    return np.broadcast_to(few * (-1.0) ** np.arange(shape[0]).reshape(few.shape), shape)


def _ties(random, shared, shape, points):
    """Two numbers and their opposites for all symbols and entries; halves, so that sums and products are exact."""
    few = np.array([shared.choice([0.5, 1.0, 1.5, 2.0, 3.0], 2, replace=False) for _ in range(shape[0])])
    which, signs = random.choice(2, shape), random.choice([1.0, -1.0], shape, p=[0.75, 0.25])
    draw = np.arange(shape[0]).reshape(-1, *[1] * (len(shape) - 1))
    return few[draw, which] * signs


def _close(random, shared, shape, points):
    """A number for all symbols and entries, and a little more, by parts of the least number of the formula."""
    near = shared.choice([-2.0, -0.5, 0.0, 1.0, 3.0], shape[0]).reshape(-1, *[1] * (len(shape) - 1))
    return near + random.uniform(0, 1, shape) * min([1e-3, *map(abs, points)])


def _edge(random, shared, shape, points):
    half = random.integers(-3, 4, shape) / 2
    return np.where(random.random(shape) < 0.6, _whole(random, shared, shape, points), half)


def _points(random, shared, shape, points):
    """The formula's own numbers, where a branch of it may end, and numbers between and beside them.

    Every entry takes the first of them once, each in another draw.
    """
    signed = [number for point in points for number in (point, -point)]
    every = np.array([0.0, *signed[: 2 * FEW], 1.0, -1.0, *signed[2 * FEW :], *_between(points)])
    layers = random.permuted(_layers(shape), axis=0)
    return np.where(layers < len(every), every[layers % len(every)], random.choice(every, shape))


def _layers(shape: Shape) -> np.ndarray:
    """The number of the draw, for every entry."""
    return np.broadcast_to(np.arange(shape[0]).reshape(-1, *[1] * (len(shape) - 1)), shape)


def _between(points: Sequence[float]) -> list[float]:
    ends = sorted({0.0, *points})
    return [(a + b) / 2 for a, b in pairwise(ends)] + [p + s for p in points for s in (-0.5, 0.5)]


def _beyond(random, shared, shape, points):
    most = max([1.0, *map(abs, points)])
    return most * 10 ** random.uniform(0.1, 1.5, shape) * _signs(random, shape)


KINDS: dict[str, Draws] = {
    "plain": _plain, "positive": _positive, "unit": _unit, "mixed": _mixed, "large": _large,
    "zeros": _zeros, "nothing": _nothing, "corner": _corner, "whole": _whole, "ties": _ties, "close": _close,
    "points": _points, "beyond": _beyond,
    "equal": _equal, "edge": _edge, "beside": _edge,
}  # fmt: skip


def points_of(nodes: Iterable[Node]) -> tuple[float, ...]:
    """The numbers written in these formulas, with the quotients and sums at which a comparison may turn."""
    written = {constant for n in nodes if (constant := _constant(n)) is not None}
    found = {abs(number) for number in written if 1 / WIDEST <= abs(number) <= WIDEST}
    near = sorted(found, reverse=True)[:FEW]
    beside = (
        {a / b for a in near for b in near if a != b} | {a + b for a in near for b in near} | {a**0.5 for a in near}
    )

    # The first ones are sure to be drawn: beyond the largest number, and where an exponential passes it.
    first = [*near[:1], *(float(np.log(a)) + 1 for a in near[:1] if a > 20), *near[1:]]
    return (*first, *sorted(beside.union(found) - {0.0, 1.0, *first}))


def _constant(node: Node) -> float | None:
    """A number as it is written: 3, 0.25, 10^{-9}."""
    if node.op == "num":
        return float(node.name.replace("{,}", ""))
    if node.op == "add" and len(node.args) == 1:
        inner = _constant(node.args[0])
        return -inner if inner is not None and node.marks[0] == "-" else inner
    if node.op != "pow":
        return None
    base, power = map(_constant, node.args)
    fits = base and power is not None and abs(power * np.log10(abs(base))) < 12
    return abs(base) ** power if fits else None  # type: ignore[operator]
