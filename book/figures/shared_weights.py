"""One stored number, its two copies in a symmetric matrix, and the two gradients that come back and are added."""

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, PLAIN, Canvas, Grid
from book.figures.kit.registry import figure
from book.figures.kit.words import Words
from snippets.shared_weights.stored import S, dS, du, u

PITCH = 36
SIZE = 17


@figure
def copies(say: Words, narrow: bool) -> Canvas:
    """Forward the middle number goes to two cells; backward the gradients of these cells meet in one."""
    canvas = Canvas.fitting(narrow, 404, 222, say("description"))
    there, back = ((64, 86), (64, 288)) if narrow else ((60, 90), (380, 90))
    _forward(canvas, there, say)
    _backward(canvas, back, say)
    return canvas


def _forward(canvas: Canvas, at, say: Words) -> None:
    left, top = at
    stored = Grid.of((3, 1), PITCH, left, top - PITCH / 2)
    matrix = Grid.of((2, 2), PITCH, left + 128, top)
    canvas.text((left - 32, top - 66), say("forward"), size=14, anchor="start", fill=FORWARD.accent, weight=600)
    _grid(canvas, stored, u[:, None], [(1, 0)], FORWARD)
    _grid(canvas, matrix, S, [(0, 1), (1, 0)], FORWARD)
    canvas.maths((stored.middle[0], stored.y - 14), r"\mathbf u", size=16, fill=FORWARD.accent)
    canvas.maths((matrix.right + 18, matrix.middle[1]), r"\mathbf S", size=16, fill=FORWARD.accent)
    _, y = stored.cell(1, 0).middle
    start, over, into = stored.right + 4, matrix.y - 24, matrix.cell(0, 1).middle[0]
    low = matrix.cell(1, 0).middle[1]
    fork = stored.right + 34
    canvas.arrow((start, y - 4), (fork, y - 4), (fork, over), (into, over), (into, matrix.y - 3), tone=FORWARD)
    canvas.arrow((start, y + 4), (fork, y + 4), (fork + 12, low), (matrix.x - 3, low), tone=FORWARD)


def _backward(canvas: Canvas, at, say: Words) -> None:
    left, top = at
    matrix = Grid.of((2, 2), PITCH, left, top)
    stored = Grid.of((3, 1), PITCH, left + 164, top - PITCH / 2)
    canvas.text((left - 32, top - 66), say("backward"), size=14, anchor="start", fill=BACKWARD.accent, weight=600)
    _grid(canvas, matrix, dS, [(0, 1), (1, 0)], BACKWARD)
    _grid(canvas, stored, du[:, None], [(1, 0)], BACKWARD)
    canvas.maths((matrix.x - 20, matrix.middle[1]), r"\mathrm d\mathbf S", size=16, fill=BACKWARD.accent)
    canvas.maths((stored.middle[0], stored.y - 14), r"\mathrm d\mathbf u", size=16, fill=BACKWARD.accent)
    _, y = stored.cell(1, 0).middle
    high, under, out = matrix.cell(0, 1).middle[1], matrix.bottom + 24, matrix.cell(1, 0).middle[0]
    meet = stored.x - 40
    canvas.path((matrix.right + 3, high), (meet, high), (meet, y), tone=BACKWARD)
    canvas.path((out, matrix.bottom + 3), (out, under), (meet, under), (meet, y), tone=BACKWARD)
    canvas.arrow((meet, y), (stored.x - 4, y), tone=BACKWARD)
    canvas.text((meet - 12, y), "+", size=17, fill=BACKWARD.accent)


def _grid(canvas: Canvas, grid: Grid, values: np.ndarray, marked: list, tone) -> None:
    """A grid of numbers in which the copies are marked."""
    canvas.grid(grid, PLAIN)
    for place in marked:
        canvas.box(grid.cell(*place), tone, inset=1.5, weight=2)
    for place, value in np.ndenumerate(values):
        canvas.number(grid.cell(*place).middle, value, SIZE, **({} if place in marked else {"fill": MUTED}))
