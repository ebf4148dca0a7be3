"""A linear system and its backward pass: the same matrix, transposed, and the outer product for the matrix itself."""

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, PLAIN, Canvas, Grid, Tone
from book.figures.kit.registry import figure
from book.figures.kit.words import Words
from snippets.inverse.solve import A, b, dA, db, dx, x

PITCH = 32
SIZE = 16


@figure
def there_and_back(say: Words, narrow: bool) -> Canvas:
    """Forward A x = b is solved for x, backward its transpose for db; db and x together make dA."""
    canvas = Canvas.fitting(narrow, 470, 168, say("description"))
    places = ((70, 66), (70, 226), (70, 386)) if narrow else ((7, 76), (217, 76), (427, 76))
    forward = (r"\mathbf A", r"\mathbf x", r"\mathbf b")
    backward = (r"\mathbf A^\top", r"\mathrm d\mathbf b", r"\mathrm d\mathbf x")
    _system(canvas, places[0], A, x, b, FORWARD, forward)
    _system(canvas, places[1], A.T, db, dx, BACKWARD, backward)
    _outer(canvas, places[2])
    for (left, top), key, tone in zip(
        places, ("forward", "backward", "matrix"), (FORWARD, BACKWARD, BACKWARD), strict=True
    ):
        canvas.text((left, top - 46), say(key), size=14, anchor="start", fill=tone.accent, weight=600)
    return canvas


def _system(canvas: Canvas, at, matrix, unknown, known, tone: Tone, names) -> None:
    """A matrix, the unknown column in a heavy frame, and the column that is known, with their names above."""
    left, top = at
    grids = (
        Grid.of(matrix.shape, PITCH, left, top),
        Grid.of((2, 1), PITCH, left + 2 * PITCH + 16, top),
        Grid.of((2, 1), PITCH, left + 3 * PITCH + 46, top),
    )
    for grid, values, look, name in zip(grids, (matrix, unknown, known), (PLAIN, tone, PLAIN), names, strict=True):
        canvas.grid(grid, look)
        canvas.numbers(grid, np.reshape(np.round(values), (grid.rows, grid.columns)), SIZE)
        canvas.maths((grid.middle[0], top - 16), name, size=16, fill=tone.accent)
    canvas.box(grids[1], tone, inset=-2, weight=2.5, filled=False)
    canvas.maths((grids[0].right + 8, grids[0].middle[1]), r"\cdot", size=18, fill=MUTED)
    canvas.maths(((grids[1].right + grids[2].x) / 2, grids[0].middle[1]), "=", size=16, fill=MUTED)


def _outer(canvas: Canvas, at) -> None:
    """The column db times the row x, with a minus before it: the gradient of the matrix."""
    left, top = at
    column = Grid.of((2, 1), PITCH, left, top)
    row = Grid.of((1, 2), PITCH, column.right + 16, top + PITCH / 2)
    result = Grid.of((2, 2), PITCH, row.right + 30, top)
    for grid, values, tone, name in (
        (column, -db, BACKWARD, r"-\mathrm d\mathbf b"),
        (row, x, FORWARD, r"\mathbf x^\top"),
        (result, dA, BACKWARD, r"\mathrm d\mathbf A"),
    ):
        canvas.grid(grid, tone)
        canvas.numbers(grid, np.reshape(np.round(values), (grid.rows, grid.columns)), SIZE)
        canvas.maths((grid.middle[0], grid.y - 16), name, size=16, fill=tone.accent)
    canvas.maths((column.right + 8, column.middle[1]), r"\cdot", size=18, fill=MUTED)
    canvas.maths(((row.right + result.x) / 2, column.middle[1]), "=", size=16, fill=MUTED)
