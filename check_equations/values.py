"""Arrays whose leading axes carry the names of free indices, and whose trailing axes are rows and columns."""

from collections.abc import Callable, Sequence
from math import prod
from typing import NamedTuple

import numpy as np

from .faults import Costly, Untrue

MOST_NUMBERS = 4_000_000
"""So many numbers may be in one array."""
COMPARE = {"=": np.equal, r"\ne": np.not_equal, "<": np.less, ">": np.greater, r"\le": np.less_equal,
           r"\ge": np.greater_equal}  # fmt: skip
"""What each relation asks of two real numbers."""


class Value(NamedTuple):
    """`data` has one leading axis for each of `names` (sorted), then the axes of the object itself."""

    data: np.ndarray
    names: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the object, without the axes of free indices."""
        return self.data.shape[len(self.names) :]


class Index(NamedTuple):
    """A letter that runs from `start` to `stop` along an axis of its own."""

    axis: str
    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many places it takes."""
        return self.stop - self.start + 1

    @property
    def value(self) -> Value:
        """The index itself, as a number."""
        return Value(np.arange(self.start, self.stop + 1), (self.axis,))


Slot = str | int | Index | Value
"""What stands in a place of a component: ":" for the whole axis, a number, a letter, or arithmetic with letters."""


def scalar(number: complex) -> Value:
    """A value without any axis."""
    return Value(np.asarray(number))


def align(*values: Value) -> tuple[tuple[str, ...], list[np.ndarray]]:
    """The union of the names, and each array with an axis, of length 1 where it is missing, for each of them."""
    if all(value.names == values[0].names for value in values):
        return values[0].names, [value.data for value in values]
    names = tuple(sorted({name for value in values for name in value.names}))
    every = {name: size for value in values for name, size in zip(value.names, value.data.shape, strict=False)}
    if (numbers := prod(every.values()) * max(prod(value.shape) for value in values)) > MOST_NUMBERS:
        raise Costly(f"this takes {numbers:,} numbers at once, more than {MOST_NUMBERS:,}: sum over fewer indices")
    arrays = []
    for value in values:
        lengths = dict(zip(value.names, value.data.shape, strict=False))
        arrays.append(value.data.reshape([lengths.get(name, 1) for name in names] + list(value.shape)))
    return names, arrays


def add(values: Sequence[Value], signs: Sequence[int]) -> Value:
    """The sum with signs. Raises Untrue if the shapes differ: nothing is stretched."""
    for value in values[1:]:
        if value.shape != values[0].shape:
            one = (
                "" if values[0].shape and value.shape else ": the array of ones is \\mathbf 1, declared with its shape"
            )
            raise ShapeClash("cannot add shapes {} and {}" + one, values[0].shape, value.shape)
    names, arrays = align(*values)
    return Value(np.asarray(sum(sign * array for sign, array in zip(signs, arrays, strict=True))), names)


def elementwise(function: Callable[..., np.ndarray], *values: Value) -> Value:
    """The function applied entry by entry; a scalar goes with every entry, other shapes must be equal."""
    rank = max(len(value.shape) for value in values)
    shapes = {value.shape for value in values if value.shape}
    if len(shapes) > 1:
        raise ShapeClash("cannot go entry by entry through shapes {} and {}", *sorted(shapes)[:2])
    names, arrays = align(*values)
    spread = [a.reshape(a.shape + (1,) * (rank - len(v.shape))) for a, v in zip(arrays, values, strict=True)]
    return Value(np.asarray(function(*spread)), names)


def product(a: Value, b: Value) -> Value:
    """A scalar times anything, or a matrix product; a 1×1 result is the scalar in it."""
    if not a.shape or not b.shape:
        return elementwise(np.multiply, a, b)
    if len(a.shape) != 2 or len(b.shape) != 2 or a.shape[1] != b.shape[0]:
        raise ShapeClash("cannot multiply shapes {} and {}", a.shape, b.shape)
    names, (left, right) = align(a, b)
    return squeeze(Value(left @ right, names))


def squeeze(value: Value) -> Value:
    """A 1×1 matrix is read as the number in it."""
    return Value(value.data[..., 0, 0], value.names) if value.shape == (1, 1) else value


def transpose(value: Value) -> Value:
    """Rows become columns. Raises Untrue for what has no rows and columns."""
    if len(value.shape) != 2:
        raise Untrue("the transpose of something that is no matrix")
    return Value(np.swapaxes(value.data, -1, -2), value.names)


def pick(value: Value, slots: Sequence[Slot], guard: Value | None = None) -> Value:
    """The component with these indices: a number takes one place, a letter gives the axis to that free index.

    ":" keeps the axis. A letter that occurs twice takes the diagonal. Raises Untrue outside the range, but where
    `guard` says that the place does not count: there the component is undefined.
    """
    shape = value.shape
    if len(slots) < len(shape) and len(slots) == 1 and len(shape) == 2 and 1 in shape:
        value = Value(value.data[..., 0] if shape[1] == 1 else value.data[..., 0, :], value.names)
    if len(slots) != len(value.shape):
        raise Untrue(f"{len(slots)} {'index' if len(slots) == 1 else 'indices'} for something with {len(shape)} axes")
    for slot, size in zip(slots, value.shape, strict=True):
        if isinstance(slot, int) and not 1 <= slot <= size:
            raise Untrue(f"the index {slot} is out of the range 1 to {size}")
        if isinstance(slot, Index) and slot.axis[0].isalpha() and not slot.axis.startswith("entry") and size == 1:
            raise Untrue("an index for an axis with one place only")
    plain = all(
        not isinstance(slot, Value) and (not isinstance(slot, Index) or 1 <= slot.start <= slot.stop <= size)
        for slot, size in zip(slots, value.shape, strict=True)
    )
    out, names, kept = _aligned_axes(value, slots) if plain else _gather(value, slots, guard)
    if len(kept) == 1:  # a row stays a row, a column a column
        out = out[..., None, :] if slots[-1] == ":" else out[..., None]
    return Value(out, names)


def _aligned_axes(value: Value, slots: Sequence[Slot]) -> tuple[np.ndarray, tuple[str, ...], list[str]]:
    """The component where every letter walks along its axis."""
    where = tuple(
        slot - 1
        if isinstance(slot, int)
        else slice(slot.start - 1, slot.stop)
        if isinstance(slot, Index)
        else slice(None)
        for slot in slots
    )
    own = [f":{n}" if slot == ":" else slot.axis for n, slot in enumerate(slots) if not isinstance(slot, int)]
    labels = [*value.names, *own]
    names = tuple(sorted({label for label in labels if not label.startswith(":")}))
    kept = [label for label in labels if label.startswith(":")]
    number = {label: n for n, label in enumerate(dict.fromkeys(labels))}
    out = np.einsum(value.data[(..., *where)], [number[x] for x in labels], [number[x] for x in (*names, *kept)])
    return out, names, kept


def _gather(value: Value, slots: Sequence[Slot], guard: Value | None) -> tuple[np.ndarray, tuple[str, ...], list[str]]:
    """The component with arithmetic in an index: each place is looked up."""
    ranges = [Index(name, 0, size - 1).value for name, size in zip(value.names, value.data.shape, strict=False)]
    kept = [f":{n}" for n, slot in enumerate(slots) if slot == ":"]
    outside = holes = scalar(False)
    for n, (slot, size) in enumerate(zip(slots, value.shape, strict=True)):
        if slot == ":":
            ranges.append(Index(f":{n}", 0, size - 1).value)
            continue
        place = scalar(slot) if isinstance(slot, int) else slot.value if isinstance(slot, Index) else slot
        nowhere = Value(~np.isfinite(place.data), place.names)
        holes = elementwise(np.logical_or, holes, nowhere)
        place = Value(np.where(nowhere.data, 1, place.data.real).astype(int), place.names)
        outside = elementwise(lambda o, p, size=size: o | (p < 1) | (p > size), outside, place)
        ranges.append(Value(np.clip(place.data - 1, 0, size - 1), place.names))
    if np.any(outside.data if guard is None else elementwise(np.logical_and, outside, guard).data):
        raise Untrue("an index runs out of its range: say by cases where the component is meant")
    last = {label: f"\uffff{label}" for label in kept}  # the axes that are kept come after all the others
    names, places = align(*(Value(v.data, tuple(last.get(n, n) for n in v.names)) for v in ranges))
    out = value.data[tuple(places)]
    holes = elementwise(np.logical_or, holes, outside)
    if np.any(holes.data):
        _, (empty, out) = align(holes, Value(out, names))
        out = defined(~empty, out)
    return out, tuple(n for n in names if n not in last.values()), kept


def spread(value: Value, index: Index) -> Value:
    """The value with the axis of this index, along which it is constant if it had none."""
    return (
        value
        if index.axis in value.names
        else elementwise(np.multiply, value, Value(np.ones(index.size), (index.axis,)))
    )


def along(function: Callable[..., np.ndarray], value: Value, index: Index) -> Value:
    """What a function such as `np.sum` makes of the axis of a free index."""
    value = spread(value, index)
    rest = tuple(n for n in value.names if n != index.axis)
    return Value(np.asarray(function(value.data, axis=value.names.index(index.axis))), rest)


def defined(holds: np.ndarray, data: np.ndarray) -> np.ndarray:
    """`data` where it has a value, else NaN in both of its parts, so that no derivative is read off there."""
    return np.where(holds, data, complex(np.nan, np.nan) if np.iscomplexobj(data) else np.nan)


def bind(value: Value, names: Sequence[str]) -> Value:
    """The axes of these free indices as axes of the object, before those it has. Undoes `pick(value, names)`."""
    rest = tuple(n for n in value.names if n not in names)
    order = [value.names.index(n) for n in (*rest, *names)]
    return Value(value.data.transpose(order + list(range(len(order), value.data.ndim))), rest)


def stacked(parts: Sequence[Value]) -> Value:
    """Objects of equal shape along a new first axis of the object."""
    names, arrays = align(*parts)
    lead = np.broadcast_shapes(*(array.shape[: len(names)] for array in arrays))
    full = [np.broadcast_to(array, lead + array.shape[len(names) :]) for array in arrays]
    return Value(np.stack(full, axis=len(names)), names)


def block(rows: Sequence[Sequence[Value]]) -> Value:
    """A matrix from its entries or blocks."""
    lines = [_concatenate([_as_matrix(entry) for entry in row], -1) for row in rows]
    return _concatenate(lines, -2)


def _as_matrix(value: Value) -> Value:
    return value if value.shape else Value(value.data[..., None, None], value.names)


def _concatenate(parts: Sequence[Value], axis: int) -> Value:
    names, arrays = align(*parts)
    other = -1 if axis == -2 else -2
    if len({array.shape[other] for array in arrays}) > 1:
        raise Untrue("the blocks of this matrix do not fit together")
    lead = np.broadcast_shapes(*(array.shape[: len(names)] for array in arrays))
    full = [np.broadcast_to(array, lead + array.shape[len(names) :]) for array in arrays]
    return Value(np.concatenate(full, axis=axis), names)


class ShapeClash(Untrue):
    """Shapes that do not fit; the message is finished once the sizes have names."""

    def __init__(self, text: str, *shapes: tuple[int, ...]) -> None:
        super().__init__(text)
        self.shapes = shapes
