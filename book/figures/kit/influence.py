"""One entry of a factor and what it touches: its row or column of Z, and the two lines that meet in its gradient.

The drawings of it, and the numbers that figures of the kind `influence` open with where they can be touched.
"""

from collections.abc import Iterable

import numpy as np

from book.figures.kit.drawing import (
    BACKWARD,
    FORWARD,
    LINE,
    MUTED,
    PAPER,
    Box,
    Canvas,
    Grid,
    Point,
    Tone,
)
from book.figures.kit.scheme import Scheme
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets import fixture

PITCH = 34
SHARE = 0.47
DIGITS = SHARE * PITCH
OPENS = {letter: getattr(fixture, letter).tolist() for letter in ("X", "Y", "dZ")}


def name(letter: str, place: tuple[int, int]) -> str:
    """An entry's name as the figures that can be touched have it, `Y23`."""
    return f"{letter}{place[0] + 1}{place[1] + 1}"


def of_x(say: Words, narrow: bool, cell: tuple[int, int]) -> Canvas:
    """X_st, in the first row, reaches row s of Z with the weights of row t of Y; these rows meet in dX_st."""
    s, t = cell
    Y, dX, dZ = fixture.Y, fixture.dX, fixture.dZ
    products = dZ[s] * Y[t]
    canvas, scheme = _stage(say, narrow, 664, cell, dX)
    x, y, z = scheme.x, scheme.y, scheme.z
    canvas.box(y.row(t), FORWARD)
    canvas.box(z.row(s), FORWARD)
    _values(canvas, scheme, x, cell)
    _indices(canvas, ((x.x - 14, x.row(i).middle[1]) for i in range(x.rows)), s)
    _indices(canvas, ((x.column(j).middle[0], x.bottom + 16) for j in range(x.columns)), t)
    _indices(canvas, ((y.right + 13, y.row(i).middle[1]) for i in range(y.rows)), t)

    column, level = x.column(t).middle[0], y.row(t).middle[1]
    canvas.arrow((column, x.row(s).y - 1), (column, level), (y.x - 2, level))
    canvas.maths((column - 9, level + 4), f"X_{{{s + 1}{t + 1}}}", size=16, anchor="end", fill=FORWARD.accent)
    for j in range(y.columns):
        middle = y.column(j).middle[0]
        canvas.arrow((middle, y.bottom + 4), (middle, z.row(s).y - 2), weight=1.1, head=6)

    left, top = (118, 396) if narrow else (464, 62)
    upper = Grid.of((1, y.columns), PITCH, left, top)
    lower = Grid.of((1, y.columns), PITCH, left, top + PITCH + 24)
    canvas.grid(upper, BACKWARD)
    canvas.grid(lower, FORWARD)
    canvas.numbers(upper, dZ[s][None], DIGITS)
    canvas.numbers(lower, Y[t][None], DIGITS)
    canvas.maths((left - 12, upper.middle[1]), rf"\mathrm dZ_{{{s + 1}j}}", size=17, anchor="end")
    canvas.maths((left - 12, lower.middle[1]), rf"Y_{{{t + 1}j}}", size=17, anchor="end")
    line = lower.bottom + 34
    for j, product in enumerate(products):
        middle = upper.column(j).middle[0]
        canvas.maths((middle, upper.bottom + 12), r"\times", size=15, fill=MUTED)
        canvas.number((middle, line), product, DIGITS)
        if j and product >= 0:
            canvas.maths((upper.column(j).x, line), "+", size=15, fill=MUTED)
    canvas.add("line", x1=left, y1=lower.bottom + 14, x2=lower.right, y2=lower.bottom + 14, stroke=MUTED)
    end = (upper.middle[0], line + 66)
    grid = _gradient(canvas, dX, cell, end)
    canvas.arrow((end[0], line + 16), (end[0], grid.cell(*cell).y - 1), tone=BACKWARD)
    canvas.maths((grid.x - 12, grid.middle[1]), r"\mathrm d\mathbf X", size=18, anchor="end")
    result = rf"\mathrm dX_{{{s + 1}{t + 1}}}={number(products.sum())}"
    canvas.maths((end[0] + 14, line + 38), result, size=16, anchor="start", fill=BACKWARD.accent)
    return canvas


def of_y(say: Words, narrow: bool, cell: tuple[int, int]) -> Canvas:
    """Y_st reaches column t of Z with the weights of column s of X; these columns meet in dY_st."""
    s, t = cell
    X, dY, dZ = fixture.X, fixture.dY, fixture.dZ
    products = X[:, s] * dZ[:, t]
    canvas, scheme = _stage(say, narrow, 694, cell, dY)
    x, y, z = scheme.x, scheme.y, scheme.z
    canvas.box(x.column(s), FORWARD)
    canvas.box(z.column(t), FORWARD)
    _values(canvas, scheme, y, cell)
    _indices(canvas, ((y.column(j).middle[0], y.y - 14) for j in range(y.columns)), t)
    _indices(canvas, ((x.column(j).middle[0], x.bottom + 16) for j in range(x.columns)), s)
    _indices(canvas, ((y.right + 13, y.row(i).middle[1]) for i in range(y.rows)), s)

    # The line leaves along the edge of the row, so that it crosses no number.
    column, level = x.column(s).middle[0], y.row(s).bottom
    canvas.arrow((y.column(t).x, level), (column, level), (column, x.y - 2))
    canvas.maths((column - 9, level + 4), f"Y_{{{s + 1}{t + 1}}}", size=16, anchor="end", fill=FORWARD.accent)
    for i in range(x.rows):
        middle = x.row(i).middle[1]
        canvas.arrow((x.right + 4, middle), (z.x - 3, middle), weight=1.1, head=6)

    left, top = (84, 424) if narrow else (440, 90)
    first = Grid.of((x.rows, 1), PITCH, left, top)
    second = Grid.of((x.rows, 1), PITCH, left + PITCH + 30, top)
    canvas.grid(first, FORWARD)
    canvas.grid(second, BACKWARD)
    canvas.numbers(first, X[:, s][:, None], DIGITS)
    canvas.numbers(second, dZ[:, t][:, None], DIGITS)
    canvas.maths((first.middle[0], top - 17), rf"X_{{i{s + 1}}}", size=17)
    canvas.maths((second.middle[0], top - 17), rf"\mathrm dZ_{{i{t + 1}}}", size=17)
    line = second.right + 46
    for i, product in enumerate(products):
        middle = first.row(i).middle[1]
        canvas.maths((first.right + 15, middle), r"\times", size=15, fill=MUTED)
        canvas.maths((second.right + 16, middle), "=", size=15, fill=MUTED)
        canvas.number((line, middle), product, DIGITS)
        if i and product >= 0:
            canvas.maths((line, first.row(i).y), "+", size=15, fill=MUTED)
    end = (line, first.bottom + 66)
    grid = _gradient(canvas, dY, cell, end)
    canvas.arrow((line, first.bottom + 4), (line, grid.cell(*cell).y - 1), tone=BACKWARD)
    canvas.maths((grid.x - 12, grid.middle[1]), r"\mathrm d\mathbf Y", size=18, anchor="end")
    result = rf"\mathrm dY_{{{s + 1}{t + 1}}}={number(products.sum())}"
    canvas.maths((line - 14, first.bottom + 34), result, size=16, anchor="end", fill=BACKWARD.accent)
    return canvas


def _strong(canvas: Canvas, cell: Box, value: float, tone: Tone) -> None:
    """The one entry everything is about: a full cell with its number in the paper's colour."""
    canvas.add("rect", x=cell.x, y=cell.y, width=cell.width, height=cell.height, rx=3, fill=tone.accent)
    canvas.number(cell.middle, value, SHARE * cell.width, PAPER)


def _stage(
    say: Words, narrow: bool, height: float, cell: tuple[int, int], gradient: np.ndarray
) -> tuple[Canvas, Scheme]:
    """What both figures share: two headed panels, and in the first X, Y and Z by name."""
    s, t = cell
    facts = {"s": s + 1, "t": t + 1, "value": number(gradient[cell])}
    canvas = Canvas.fitting(narrow, height, 364, say("description", **facts))
    headings = ((16, 22), (16, 368)) if narrow else ((24, 24), (380, 24))
    for at, key, tone in zip(headings, ("forward", "backward"), (FORWARD, BACKWARD), strict=True):
        canvas.text(at, say(key, **facts), size=15, anchor="start", fill=tone.accent, weight=600)
    start, end = ((16, 338), (312, 338)) if narrow else ((368, 24), (368, 344))
    canvas.add("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=LINE, stroke_width=1)

    (m, k), n = fixture.X.shape, fixture.Y.shape[1]
    pitch, gap, at = (30, 36, (58, 94)) if narrow else (34, 42, (62, 104))
    scheme = Scheme.of((m, k, n), pitch, gap, at)
    x, y, z = scheme.x, scheme.y, scheme.z
    for grid in (x, y, z):
        canvas.grid(grid)
    canvas.maths((x.x - 34, x.middle[1]), r"\mathbf X", size=18)
    canvas.maths((y.middle[0], y.y - 34), r"\mathbf Y", size=18)
    canvas.maths((z.middle[0], z.bottom + 18), r"\mathbf Z", size=18)
    return canvas, scheme


def _values(canvas: Canvas, scheme: Scheme, source: Grid, cell: tuple[int, int]) -> None:
    """The numbers of the three matrices; the source's cell stands out."""
    for grid, values in ((scheme.x, fixture.X), (scheme.y, fixture.Y), (scheme.z, fixture.Z)):
        canvas.numbers(grid, values, SHARE * grid.pitch, without=cell if grid is source else None)
        if grid is source:
            _strong(canvas, grid.cell(*cell), values[cell], FORWARD)


def _indices(canvas: Canvas, points: Iterable[Point], chosen: int) -> None:
    """Row or column numbers from 1, the chosen one (counted from 0) in the accent colour."""
    for order, at in enumerate(points):
        canvas.number(at, order + 1, 14, FORWARD.accent if order == chosen else MUTED)


def _gradient(canvas: Canvas, gradient: np.ndarray, cell: tuple[int, int], at: Point) -> Grid:
    """The gradient's block with one cell filled; the top of the cell's column is at `at`."""
    grid = Grid.of(gradient.shape, PITCH, at[0] - (cell[1] + 0.5) * PITCH, at[1])
    canvas.grid(grid, BACKWARD)
    _strong(canvas, grid.cell(*cell), gradient[cell], BACKWARD)
    return grid
