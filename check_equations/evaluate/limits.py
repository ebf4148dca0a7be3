"""Limits: real steps from both sides, ever halved, and a polynomial through what they give, read off at the limit."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ..faults import Untrue
from ..values import Value, align, elementwise
from ..worlds.world import AXIS, COPIES, World

STEPS = 24
"""The steps are 1/4, 1/8, …: many, because some functions are smooth only very near the limit."""
FEWEST, WINDOW = 3, 9
"""So many steps in a row carry a polynomial; the one that is known best is taken."""
NEARER = 10.0 ** -np.arange(8, 36, 3)
"""Steps that only show whether it stays so: a branch may end at 10^{-9}."""
CLOSE = 3e-9
"""A limit that is not known as well as this, of its size, is none."""
FARTHER = 64
"""So much farther than by rounding the copies of a draw are moved."""
_LOOK_BACK = 8
_INNER = "∂limit"
"""The axis of the steps."""


def limit(
    world: World, function: Callable[[Value], Value], at: Value | None, sides: tuple[int, ...], where: int
) -> Value:
    """The limit of a function at a number, or at infinity if `at` is None; -1 and 1 are the sides from which.

    What has no limit in some draws is undefined there. Raises Untrue if there is none in any.
    """
    steps = np.concatenate([0.25 * 0.5 ** np.arange(STEPS), NEARER])
    found = [_from_one_side(world, function, at, side * steps) for side in sides]
    names, arrays = align(*(value for value, _ in found))
    _, errors = align(*(Value(error, value.names) for value, error in found))
    value, error = arrays[0], errors[0]
    if len(found) == 2:
        apart = abs(arrays[0] - arrays[1])
        agree = apart <= 4 * (errors[0] + errors[1]) + 1e-13 * abs(value)
        value, error = np.where(agree, (arrays[0] + arrays[1]) / 2, np.nan), np.maximum(*np.broadcast_arrays(*errors))
    known = np.isfinite(value) & np.isfinite(error)
    if not known.any():
        reached = all(np.isfinite(array).any() for array in arrays)
        why = "from the two sides it comes to different values" if reached else "it comes ever closer to no number"
        raise Untrue(f"this has no limit that could be computed: {why}", where)
    return world.uncertain(Value(np.where(known, value, np.nan), names), np.where(known, error, 0))


def _from_one_side(
    world: World, function: Callable[[Value], Value], at: Value | None, steps: np.ndarray
) -> tuple[Value, np.ndarray]:
    """The limit along these steps, and how far off it may be. NaN where the values do not converge."""
    names, (start, along) = align(at if at is not None else Value(np.zeros(())), Value(steps, (_INNER,)))
    result = function(Value(start + along if at is not None else 1 / along, names))
    if _INNER not in result.names:  # it does not depend on the step
        return result, np.zeros(result.data.shape)
    if at is not None:  # what is too near to be told apart from it is no step
        same = Value(start + along == start, names)
        result = elementwise(lambda value, none: np.where(none, np.nan, value), result, same)
    axis = result.names.index(_INNER)
    every = np.moveaxis(result.data.real, axis, 0)
    values = every[:STEPS]
    names = tuple(name for name in result.names if name != _INNER)
    tableau = [values]
    for order in range(1, WINDOW):  # Neville's scheme for steps that are halved
        finer, coarser = tableau[-1][1:], tableau[-1][:-1]
        tableau.append(finer + (finer - coarser) / (2.0**order - 1))
    estimates = np.concatenate([best[1:] for best in tableau[FEWEST + 1 :]])
    doubt = np.concatenate([np.maximum(abs(best[1:] - before[2:]), abs(best[1:] - best[:-1]))
                            for before, best in pairwise(tableau[FEWEST:])])  # fmt: skip
    estimates, doubt, noise = _by_draws(world, estimates, np.where(np.isfinite(doubt), doubt, np.inf), names)
    sure = doubt + noise / FARTHER
    place = np.argmin(sure, axis=0)[None]
    estimate, sure, error = (np.take_along_axis(a, place, axis=0)[0] for a in (estimates, sure, doubt + noise))
    size = np.maximum(abs(estimate), np.where(np.isfinite(values[0]), abs(values[0]), 0))
    known = (sure <= CLOSE * size) & _stays(world, every, estimate, error, names)
    return Value(np.where(known, estimate, np.where(size + abs(every).max(axis=0) == 0, 0.0, np.nan)), names), error


def _stays(world: World, every: np.ndarray, limit: np.ndarray, error: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Whether the values come no farther from the limit again, but for rounding, the nearer the steps are to it."""
    every, away, noise = _by_draws(world, every, abs(every - limit), names)
    before = np.maximum.reduce([away[n : len(away) - _LOOK_BACK + n] for n in range(_LOOK_BACK)])
    here, known = away[_LOOK_BACK:], np.isfinite(away[_LOOK_BACK:]) & np.isfinite(before)
    return ~(known & (here > before + 4 * noise[_LOOK_BACK:] + error + CLOSE * abs(limit))).any(axis=0)


def _by_draws(world: World, values: np.ndarray, doubt: np.ndarray, names: tuple[str, ...]) -> list[np.ndarray]:
    """What the draws give, without their copies but as long; and how far the copies are from it."""
    if AXIS not in names:
        return [values, doubt, np.zeros(values.shape)]
    axis = 1 + names.index(AXIS)
    draws, *copies = np.split(values, 1 + COPIES, axis=axis)
    noise = np.max([abs(copy - draws) for copy in copies], axis=0)
    parts = draws, np.split(doubt, 1 + COPIES, axis=axis)[0], np.where(np.isfinite(noise), noise, np.inf)
    return [np.concatenate([part] * (1 + COPIES), axis=axis) for part in parts]
