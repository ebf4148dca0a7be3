"""Each tensor operation there and back: where the numbers go, and where the gradients return to."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from book.figures.kit import axes
from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, MUTED, Canvas, Grid, Point, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets import fixture

GAP = 5  # between the arrays of one side


class Operation(NamedTuple):
    """An operation by its name in NumPy: its inputs and outputs, and the gradients of both."""

    name: str
    inputs: Sequence[np.ndarray]
    outputs: Sequence[np.ndarray]
    d_outputs: Sequence[np.ndarray]
    d_inputs: Sequence[np.ndarray]


def operations() -> list[Operation]:
    """The rows of the figure, computed from the fixture. Every array has two axes."""
    X, W, G = fixture.X, fixture.Y[:, :2], fixture.dZ
    dY = G.ravel()[:6].reshape(3, 2)
    rows, d_rows, total = np.split(X, [1]), np.split(G[:, :3], [1]), G[:1, 2:3]
    return [
        Operation("add", rows, [rows[0] + rows[1]], d_rows[:1], [d_rows[0], d_rows[0]]),
        Operation("reshape", [X], [X.reshape(3, 2)], [dY], [dY.reshape(2, 3)]),
        Operation("transpose", [X], [X.T], [dY], [dY.T]),
        Operation("sum", [X], [X.sum(keepdims=True)], [total], [np.broadcast_to(total, (2, 3))]),
        Operation("broadcast", rows[:1], [np.repeat(rows[0], 2, 0)], [G[:, :3]], [G[:, :3].sum(0, keepdims=True)]),
        Operation("matmul", [X], [X @ W], [G[:, :2]], [G[:, :2] @ W.T]),
        Operation("split", [X], rows, d_rows, [np.concatenate(d_rows)]),
    ]


def _height(arrays: Sequence[np.ndarray], pitch: float) -> float:
    return sum(len(array) for array in arrays) * pitch + GAP * (len(ARRAYS) - 1)


def _stack(canvas: Canvas, arrays: Sequence[np.ndarray], at: Point, pitch: float, tone: Tone) -> None:
    """Arrays one below the other; their left edge and their middle height are at `at`."""
    y = at[1] - _height(arrays, pitch) / 2
    for array in arrays:
        grid = Grid.of(array.shape, pitch, at[0], y)
        canvas.grid(grid, tone, weight=1)
        canvas.numbers(grid, array, 13)
        y = grid.bottom + GAP


@figure
def there_and_back(say: Words, narrow: bool) -> Canvas:
    """Seven operations: forward on the left, the same places with gradients on the right."""
    pitch, reach, name_height = (21, 24, 20) if narrow else (24, 66, 0)
    left, apart = (2, 20) if narrow else (106, 52)
    right = left + 6 * pitch + reach + apart
    rows = operations()
    heights = [max(_height(o.inputs, pitch), _height(o.outputs, pitch)) + name_height for o in rows]
    top, space = 40, 18
    canvas = Canvas.fitting(
        narrow, *(top + sum(heights) + space * len(heights),) * 2, say("description", count=len(rows))
    )
    for x, word, tone in ((left, "forward", FORWARD), (right, "backward", BACKWARD)):
        canvas.text((x, 16), say(word), size=15, anchor="start", fill=tone.accent, weight=600)
    y = top
    for order, (row, height) in enumerate(zip(rows, heights, strict=True)):
        if order:
            canvas.add("line", x1=2, x2=canvas.width - 2, y1=y - space / 2, y2=y - space / 2, stroke=LINE)
        middle = y + name_height + (height - name_height) / 2
        canvas.text((2, y + 8 if narrow else middle), row.name, size=14, anchor="start", fill=MUTED, weight=600)
        for x, sources, ends, tone in (
            (left, row.inputs, row.outputs, FORWARD),
            (right, row.d_inputs, row.d_outputs, BACKWARD),
        ):
            start = x + 3 * pitch + 3
            end = start + reach - 6
            _stack(canvas, sources, (x, middle), pitch, tone)
            _stack(canvas, ends, (end + 3, middle), pitch, tone)
            tips = ((end, middle), (start, middle)) if tone.backward else ((start, middle), (end, middle))
            canvas.arrow(*tips, tone=tone, head=6)
            if row.name == "matmul":
                factor = r"\cdot\mathbf W^\top" if tone.backward else r"\cdot\mathbf W"
                at = (end + 3, y + 8) if narrow else ((start + end) / 2, middle - 14)
                canvas.maths(at, factor, size=16, anchor="start" if narrow else "middle", fill=tone.accent)
        y += height + space
    return canvas


SHARED = "bik,kj-bij"  # a stack times one weight, as np.einsum writes it
SIZES = {"b": 2, "i": 2, "k": 3, "j": 4}
TRIED = "(2, 3, 4) + (3, 1)", "ijk->kij", "ij->j"
ARRAYS = {"X": "bik", "W": "kj", "Z": "bij", "dZ": "bij", "dW": "kj"}


@interactive(
    "axes",
    axes.opens(SHARED, 1, axes.STACK, *TRIED, sizes="".join(map(str, SIZES.values()))),
    goal={"verdict": "right", "op": SHARED, "of": "1"},
    sentences=SIZES["b"],
    words=SIZES["i"],
    count=SIZES["b"] * SIZES["i"],
)
@figure
def axes_in_line(say: Words, narrow: bool) -> Canvas:
    """A stack times a shared weight: which array has which axes, and along which one it is copied."""
    counted = [say(f"axis-{letter}") for letter in SIZES]
    return axes.in_line(say, narrow, SIZES, ARRAYS, {"X": "j", "W": "bi"}, counted)
