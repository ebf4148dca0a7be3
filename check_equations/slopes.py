"""The slope of a function: by a complex step, exact to rounding, or by real steps where it holds a slope itself."""

from collections.abc import Callable

import numpy as np

from .context import FRESH, Evaluator
from .faults import Unreadable
from .values import Index, Value, add, along, elementwise, spread

STEP = 1e-30
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
    axes = [Index(f"∂{next(FRESH):09d}", 1, size) for size in at.shape]
    ev.world.spend(int(np.prod(at.shape)) ** 2)
    unit = Value(np.eye(max(1, int(np.prod(at.shape)))).reshape(at.shape * 2), tuple(index.axis for index in axes))
    try:
        from_complex = function(_with(ev, stepping=True), add([at, Value(1j * STEP * unit.data, unit.names)], [1, 1]))
        result = Value(np.imag(from_complex.data) / STEP, from_complex.names)
    except Nested:
        result = _difference(ev, function, at, unit)
    for index in axes:
        result = spread(result, index)
    return result, axes


def _difference(ev: Evaluator, function: Callable[[Evaluator, Value], Value], at: Value, unit: Value) -> Value:
    if ev.differencing:
        raise Unreadable("a third derivative is not computed exactly enough to be compared")
    size = abs(at.data.real)
    width = Value(0.02 * np.where(size == 0, 0.5, np.clip(size, 1e-3, 1)), at.names)
    step = Index(f"∂{next(FRESH):09d}", 1, len(_OFFSETS))
    moved = elementwise(np.multiply, elementwise(np.multiply, Value(_OFFSETS, (step.axis,)), unit), width)
    value = function(_with(ev, differencing=True), add([at, moved], [1, 1]))
    widths = elementwise(np.multiply, unit, width)  # along each axis of the slope its own width
    own = Value(widths.data.sum(axis=tuple(range(len(widths.names), widths.data.ndim))), widths.names)
    finer, coarser = (
        elementwise(np.divide, along(np.sum, elementwise(np.multiply, Value(weights, (step.axis,)), value), step), own)
        for weights in _WEIGHTS
    )
    return ev.world.uncertain(finer, abs(finer.data - coarser.data) + 1e-11 * abs(finer.data))


def _with(ev: Evaluator, **flags: bool) -> Evaluator:
    return ev.substitute({}, **flags)
