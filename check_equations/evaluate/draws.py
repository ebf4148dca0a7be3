"""The value of what a box only declares: drawn, then moved until every equation and condition of the boxes holds."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from ..faults import Unreadable
from ..settings.indices import letters_of
from ..settings.scope import SPECIAL, Scope, dependencies
from ..tex.tree import Node
from ..values import ShapeClash, Value, align, elementwise
from ..worlds.world import AXIS
from . import ranges
from .conditions import condition
from .context import Evaluator

STEP = 1e-30
STEPS, PATIENCE, TRIES = 30, 4, 60
NEGLIGIBLE = 1e-15
_AXIS = "∂demand"


def drawn(ev: Evaluator, name: str) -> Value:
    """The value of a declared name in this world."""
    world = ev.world
    if name not in world.settled:
        names, equations = _together(world.scope, name)
        if equations:
            _settle(ev, names, equations)
        else:
            world.settled[name] = world.value(name, world.scope.symbols[name])
    return world.settled[name]


def rests_on(scope: Scope, node: Node) -> set[str]:
    """The declared names, without a definition, that an expression rests on."""
    found = {f[0] for n in node.walk() if n.op == "sym" and (f := scope.find(n.name, component=True))}
    every = found | {below for name in found for below in dependencies(scope, name)}
    return {
        name
        for name in every
        if scope.symbols[name].definition is None and scope.symbols[name].kind == "value" and name not in SPECIAL
    }


def _together(scope: Scope, name: str) -> tuple[list[str], list[Node]]:
    """The names that equations of the boxes tie to this one, and these equations."""
    names, equations = {name}, []
    grown = True
    while grown:
        grown = False
        for equation in scope.constraints:
            tied = rests_on(scope, equation)
            if equation not in equations and tied & names:
                equations.append(equation)
                names |= tied
                grown = True
    return sorted(names), equations


def _settle(ev: Evaluator, names: Sequence[str], equations: Sequence[Node]) -> None:
    """Draws these names until everything holds; a draw for which it cannot be made to hold has no value."""
    world, symbols = ev.world, ev.world.scope.symbols
    exact = [e for e in equations if set(e.marks) == {"="}]
    bounds = [e for e in equations if e not in exact]
    move = _choose if any(symbols[n].values for n in names) else _project
    values: dict[str, np.ndarray] = {}
    fine = np.zeros(len(world.copied(np.zeros(world.draws)).data), bool)
    for attempt in range(TRIES if bounds else 1):
        start = {n: world.value(n, symbols[n], attempt).data for n in names}
        found, good = move(ev, start, exact)
        place = ev.apart().substitute({n: Value(array, (AXIS,)) for n, array in found.items()})
        for comparison in bounds:
            good = good & _holds(place, comparison, len(good))
        good = np.resize(good[: world.draws], good.shape)
        for name, array in found.items():
            here = good.reshape(-1, *[1] * (array.ndim - 1))
            values[name] = np.where(here & ~_along(fine, array), array, values.get(name, np.nan))
        fine = fine | good
        if fine.all():
            break
    if not fine.any():
        raise Unreadable("no numbers were found for which the boxes hold: can they?", equations[0].at)
    world.settled.update({name: Value(array, (AXIS,)) for name, array in values.items()})


def _along(draws: np.ndarray, array: np.ndarray) -> np.ndarray:
    """One truth for each draw, as an array that goes with all entries."""
    return draws.reshape(-1, *[1] * (array.ndim - 1))


def _bound(ev: Evaluator, equation: Node) -> Evaluator:
    """The place where every free index of an equation runs over its range."""
    letters = [x for x in letters_of(equation, ev.world.scope) if x not in ev.index]
    for letter, (start, stop) in ranges.of_letters(ev, letters, equation.args).items():
        ev = ev.bind(letter, start, stop)
    return ev


def _holds(ev: Evaluator, comparison: Node, draws: int) -> np.ndarray:
    value = condition(_bound(ev, comparison), comparison)
    data = value.data if AXIS in value.names else np.broadcast_to(value.data, (draws, *value.data.shape))
    return (data == 1).reshape(draws, -1).all(axis=1)


def _residuals(ev: Evaluator, equations: Sequence[Node], draws: int, axis: str, places: int) -> np.ndarray:
    """By how much each equation fails: draws × places on `axis` × numbers that should be 0."""
    rows = []
    for equation in equations:
        inner = _bound(ev, equation)
        for left, right in pairwise([inner(side) for side in equation.args]):
            if left.shape != right.shape:
                raise ShapeClash("what a box demands has {} on the left and {} on the right", left.shape, right.shape)
            gap = elementwise(np.subtract, left, right)
            names, (data, _) = align(gap, Value(np.zeros((1, 1)), (AXIS, axis)))
            where = names.index(axis)
            data = np.moveaxis(data, where, 1)
            rows.append(np.broadcast_to(data, (draws, places, *data.shape[2:])).reshape(draws, places, -1))
    return np.concatenate(rows, axis=2)


def _flat(arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    """All entries of all arrays in one row for each draw."""
    return np.concatenate([array.reshape(len(array), -1) for array in arrays.values()], axis=1)


def _values(start: Mapping[str, np.ndarray], flat: np.ndarray, axis: str) -> dict[str, Value]:
    """The arrays made of long rows, one for each draw and each place on `axis`."""
    out, at = {}, 0
    for name, array in start.items():
        size = int(np.prod(array.shape[1:]))
        out[name] = Value(flat[:, :, at : at + size].reshape((*flat.shape[:2], *array.shape[1:])), (AXIS, axis))
        at += size
    return out


def _arrays(start: Mapping[str, np.ndarray], flat: np.ndarray) -> dict[str, np.ndarray]:
    return {name: value.data[:, 0] for name, value in _values(start, flat[:, None], "").items()}


Moved = tuple[dict[str, np.ndarray], np.ndarray]
"""Arrays, and for which draws they fulfil the equations."""


def _project(ev: Evaluator, start: Mapping[str, np.ndarray], equations: Sequence[Node]) -> Moved:
    """Gauss–Newton from each draw to a point where the equations hold; what may not be negative moves by a factor,
    so that zeros stay: the corners of a simplex are drawn too."""
    symbols, point = ev.world.scope.symbols, _flat(start)
    draws, size = point.shape
    if not equations:
        return dict(start), np.ones(draws, bool)
    ev.world.room([size, size, 1 + size // 16])  # what a step of Gauss and Newton takes
    positive = np.concatenate(
        [np.full(a[0].size, symbols[n].positive or symbols[n].nonnegative) for n, a in start.items()]
    )
    best, at, idle = np.full(draws, np.inf), point, 0
    for _ in range(STEPS):
        scale = np.where(positive, point, 1.0)
        moved = point[:, None] + 1j * STEP * scale[:, None] * np.eye(size)
        gap = _residuals(ev.apart().substitute(_values(start, moved, _AXIS)), equations, draws, _AXIS, size)
        gap = np.where(np.isfinite(gap).all(axis=(1, 2), keepdims=True), gap, 1e9)
        now, slopes = gap[:, 0].real, np.swapaxes(gap.imag, 1, 2) / STEP
        error = abs(now).max(axis=1)
        idle = 0 if (error < best / 2).any() else idle + 1
        at, best = np.where((error < best)[:, None], point, at), np.minimum(error, best)
        if idle == PATIENCE or not error.any():
            break
        noise = 1e-9 / np.maximum(np.linalg.norm(slopes, axis=(1, 2)), 1e-9)  # of A A⁻¹ = 1 nothing else is seen
        back = np.linalg.pinv(slopes, rcond=np.maximum(noise, 1e-15))
        step = np.clip((back @ now[..., None])[..., 0], -1e6, 1e6)
        point = np.where(positive, point * np.exp(-np.clip(step, -2, 2)), point - step)
    near = np.rint(at * 720) / 720  # (1, 0) of length 1, halves, thirds: on the edge itself, and in no copy beside it
    gap = abs(_residuals(ev.apart().substitute(_values(start, near[:, None], _AXIS)), equations, draws, _AXIS, 1).real)
    exact = (gap[:, 0].max(axis=1) <= NEGLIGIBLE) & (abs(near - at).max(axis=1) < 1e-6)
    return _arrays(start, np.where(exact[:, None], near, at)), best < 1e-12 * (1 + abs(at).max(axis=1)) ** 2


def _choose(ev: Evaluator, start: Mapping[str, np.ndarray], equations: Sequence[Node]) -> Moved:
    """From a draw of finite sets to one for which the equations hold, one entry after the other."""
    random, point = ev.world.random("choice " + " ".join(start)), _flat(start)
    draws, size = point.shape
    choices = [ev.world.scope.symbols[n].values for n, a in start.items() for _ in range(a[0].size)]
    if not all(choices):
        raise Unreadable("an equation of a box ties a finite set to real numbers: give each an equation of its own")
    if not equations:
        return dict(start), np.ones(draws, bool)
    options = [(k, value) for k, many in enumerate(choices) for value in many]
    ev.world.room((len(options), size))
    errors = np.full((draws, 1), np.inf)
    for _ in range(2 * size + 1):
        trials = np.repeat(point[:, None], len(options) + 1, axis=1)
        for row, (k, value) in enumerate(options, 1):
            trials[:, row, k] = value
        inner = ev.apart().substitute(_values(start, trials, _AXIS))
        errors = (abs(_residuals(inner, equations, draws, _AXIS, len(options) + 1)) ** 2).sum(axis=2)
        if (errors[:, 0] < 1e-18).all():
            break
        better = np.where(errors < errors.min(axis=1, keepdims=True) + 1e-9, random.random(errors.shape), -1)
        better[errors[:, 0] < 1e-18, 0] = 2  # what fulfils everything stays
        point = trials[np.arange(draws), better.argmax(axis=1)]
    point = np.resize(point[: ev.world.draws], point.shape)  # the copies are the same
    return _arrays(start, point), errors[:, 0] < 1e-18
