"""The matrix of a convolution and its transpose: where the kernel stands, and where it stands turned round."""

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, PLAIN, Canvas, Grid, Tone
from book.figures.kit.registry import figure
from book.figures.kit.words import Words
from snippets.convolution.line import dx, dy, w, x, y

PITCH = 30
SIZE = 15
ROW = 2  # the row of the transpose in which the whole kernel is seen, turned round


@figure
def diagonals(say: Words, narrow: bool) -> Canvas:
    """The matrix times x is y; its transpose times dy is dx. Cells outside the diagonals are empty."""
    canvas = Canvas.fitting(narrow, 436, 220, say("description", row=ROW + 1))
    there, back = ((28, 58), (28, 274)) if narrow else ((40, 58), (386, 58))
    _product(canvas, there, len(y), x, y, FORWARD, ("", r"\mathbf x", r"\mathbf y"))
    names = ("", r"\mathrm d\mathbf y", r"\mathrm d\mathbf x")
    grid = _product(canvas, back, len(x), dy, dx, BACKWARD, names)
    canvas.box(grid.row(ROW), BACKWARD, inset=-2, weight=2, filled=False)
    for (left, top), key, tone in ((there, "forward", FORWARD), (back, "backward", BACKWARD)):
        canvas.text((left, top - 40), say(key), size=14, anchor="start", fill=tone.accent, weight=600)
    return canvas


def _product(canvas: Canvas, at, rows: int, factor, result, tone: Tone, names) -> Grid:
    """A matrix, a column, and the column that is their product, each with its name below; returns the matrix."""
    left, top = at
    columns = len(factor)
    matrix = Grid.of((rows, columns), PITCH, left, top)
    first = Grid.of((columns, 1), PITCH, matrix.right + 26, top)
    second = Grid.of((rows, 1), PITCH, first.right + 34, top)
    canvas.grid(matrix, PLAIN)
    for i in range(rows):
        for j in range(columns):
            place = (j - i) if tone is FORWARD else (i - j)
            if 0 <= place < len(w):
                cell = matrix.cell(i, j)
                canvas.add("rect", x=cell.x, y=cell.y, width=cell.width, height=cell.height, fill=FORWARD.soft)
                canvas.number(cell.middle, w[place], SIZE, fill=FORWARD.accent)
    for grid, values, look in ((first, factor, tone), (second, result, tone)):
        canvas.grid(grid, look)
        canvas.numbers(grid, np.asarray(values)[:, None], SIZE)
    canvas.maths(((matrix.right + first.x) / 2, top + PITCH / 2), r"\cdot", size=18, fill=MUTED)
    canvas.maths(((first.right + second.x) / 2, top + PITCH / 2), "=", size=16, fill=MUTED)
    for grid, name in ((first, names[1]), (second, names[2])):
        canvas.maths((grid.middle[0], top - 14), name, size=16, fill=tone.accent)
    return matrix
