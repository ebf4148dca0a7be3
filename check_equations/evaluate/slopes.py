"""The slope of a function: by a complex step, exact to rounding, or by real steps where it holds a slope itself."""

from collections.abc import Callable, Sequence

import numpy as np

from ..faults import Unreadable
from ..values import Index, Value, add, along, elementwise, spread
from .context import FRESH, Evaluator

STEP = 1e-30
AT_ONCE = 200_000
"""Directions are taken together as long as they make arrays of about so many numbers: small ones stay in the cache."""
_OFFSETS = np.array([-4, -3, -2, -1, 1, 2, 3, 4.0])
_WEIGHTS = (
    np.array([1 / 280, -4 / 105, 1 / 5, -4 / 5, 4 / 5, -1 / 5, 4 / 105, -1 / 280]),
    np.array([0, -1 / 60, 3 / 20, -3 / 4, 3 / 4, -3 / 20, 1 / 60, 0]),
)
"""Central differences whose errors fall with the eighth and the sixth power of the step: their distance tells it."""


class Nested(Exception):
    """A slope is asked for within a complex step."""


def slope(ev: Evaluator, function: Callable[[Evaluator, Value], Value], at: Value) -> tuple[Value, list[Index]]:
    """The slope of `function` for every entry of its argument, each along an axis of its own.

    Raises Nested within a complex step: whoever takes that step takes real ones instead. Raises Unreadable for a
    third derivative.
    """
    if ev.stepping:
        raise Nested
    size = int(np.prod(at.shape))
    along_all = f"∂{next(FRESH):09d}"
    axes = [Index(f"∂{next(FRESH):09d}", 1, length) for length in at.shape]
    ev.world.spend(size**2)
    few = max(1, AT_ONCE // (size * max(1, at.data.size // max(1, size))))
    parts = []
    for start in range(0, size, few):
        unit = np.eye(size)[start : start + few].reshape(-1, *at.shape)
        part = _towards(ev, function, at, Value(unit, (along_all,)))
        parts.append(spread(part, Index(along_all, 1, len(unit))))
    return _unfolded(parts, along_all, axes), axes


def _unfolded(parts: Sequence[Value], name: str, axes: Sequence[Index]) -> Value:
    """The parts one behind the other along the axis of this name, which then becomes several."""
    names = parts[0].names
    place = names.index(name)
    data = np.concatenate([part.data for part in parts], axis=place)
    data = data.reshape((*data.shape[:place], *(index.size for index in axes), *data.shape[place + 1 :]))
    return Value(data, (*names[:place], *(index.axis for index in axes), *names[place + 1 :]))


def _towards(ev: Evaluator, function: Callable[[Evaluator, Value], Value], at: Value, unit: Value) -> Value:
    """The slope in some directions."""
    if _moved(ev) and np.any(np.imag(function(ev, at).data)):  # a change to first order: its own step stays apart
        return _difference(ev, function, at, unit)
    try:
        moved = add([at, Value(1j * STEP * unit.data, unit.names)], [1, 1])
        value = function(ev.substitute({}, stepping=True), moved)
    except Nested:
        return _difference(ev, function, at, unit)
    return Value(np.where(np.isfinite(value.data.real), value.data.imag / STEP, np.nan), value.names)


def _moved(ev: Evaluator) -> bool:
    """Whether something has been moved sideways already, as the changes of a statement to first order are."""
    return any(np.iscomplexobj(value.data) for value in (*ev.replaced.values(), *ev.arguments.values()))


def _difference(ev: Evaluator, function: Callable[[Evaluator, Value], Value], at: Value, unit: Value) -> Value:
    if ev.differencing:
        raise Unreadable("a third derivative is not computed exactly enough to be compared")
    size = abs(at.data.real)
    width = Value(0.02 * np.where(size == 0, 0.5, np.clip(size, 1e-3, 1)), at.names)
    step = Index(f"∂{next(FRESH):09d}", 1, len(_OFFSETS))
    moved = elementwise(np.multiply, elementwise(np.multiply, Value(_OFFSETS, (step.axis,)), unit), width)
    value = function(ev.substitute({}, differencing=True), add([at, moved], [1, 1]))
    widths = elementwise(np.multiply, unit, width)  # along each axis of the slope its own width
    own = Value(widths.data.sum(axis=tuple(range(len(widths.names), widths.data.ndim))), widths.names)
    finer, coarser = (
        elementwise(np.divide, along(np.sum, elementwise(np.multiply, Value(weights, (step.axis,)), value), step), own)
        for weights in _WEIGHTS
    )
    largest = elementwise(np.divide, along(_largest, value, step), own)
    doubt = elementwise(_doubt, finer, coarser, largest)
    return ev.world.uncertain(finer, doubt.data)


def _largest(data: np.ndarray, axis: int) -> np.ndarray:
    if np.iscomplexobj(data):
        return _largest(data.real, axis) + 1j * _largest(data.imag, axis)
    return np.max(abs(data), axis=axis)


def _doubt(finer: np.ndarray, coarser: np.ndarray, most: np.ndarray) -> np.ndarray:
    """How far off a difference may be; for its imaginary part, which is a slope of its own, apart."""
    if np.iscomplexobj(finer):
        return _doubt(finer.real, coarser.real, most.real) + 1j * _doubt(finer.imag, coarser.imag, most.imag)
    return abs(finer - coarser) + 1e-11 * abs(finer) + 1e-14 * abs(most)  # the last: what rounding leaves of equals
