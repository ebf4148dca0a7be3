"""The home page's one figure: forward to the loss, and the two gradients that come back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from book.figures.kit import influence as explorer
from book.figures.kit.drawing import BACKWARD, FORWARD, INK, MUTED, PAPER, Box, Canvas, Grid, Point, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets import fixture


def _size(matrix: np.ndarray) -> str:
    return r" \times ".join(map(str, matrix.shape))


class Part(NamedTuple):
    """A matrix as the figure shows it; `marked` names the edge, row or column, that shows how it is turned."""

    matrix: np.ndarray
    name: str
    tone: Tone
    marked: str = ""


def _block(canvas: Canvas, at: Point, pitch: float, part: Part) -> Grid:
    """A matrix in true proportion: left end and middle height at `at`, its size below."""
    grid = Grid.of(part.matrix.shape, pitch, at[0])
    grid = replace(grid, y=at[1] - grid.height / 2)
    canvas.grid(grid, part.tone)
    if part.marked:
        canvas.shade(grid.row(0) if part.marked == "row" else grid.column(0), part.tone)
    canvas.maths(grid.middle, part.name, size=18)
    canvas.maths((grid.middle[0], grid.bottom + 12), _size(part.matrix), size=12.5, fill=MUTED)
    return grid


def _product(canvas: Canvas, at: Point, pitch: float, gap: float, parts: Sequence[Part]) -> float:
    """The equation “first = second third” as blocks, from `at` on; gives its right end."""
    result, left, right = parts
    first = _block(canvas, at, pitch, result)
    canvas.maths((first.right + gap, at[1]), "=", size=18)
    second = _block(canvas, (first.right + 2 * gap, at[1]), pitch, left)
    return _block(canvas, (second.right + gap * 0.6, at[1]), pitch, right).right


@figure
def backward_flow(say: Words, narrow: bool) -> Canvas:
    """Z = XY runs to the loss; dZ comes back and splits into dX = dZ Yᵀ and dY = Xᵀ dZ."""
    x_part = Part(fixture.X, r"\mathbf X", FORWARD, "row")
    y_part = Part(fixture.Y, r"\mathbf Y", FORWARD, "row")
    dz_part = Part(fixture.dZ, r"\mathrm d\mathbf Z", BACKWARD)
    equations = (
        (
            Part(fixture.dX, r"\mathrm d\mathbf X", BACKWARD),
            dz_part,
            Part(fixture.Y.T, r"\mathbf Y^\top", FORWARD, "column"),
        ),
        (
            Part(fixture.dY, r"\mathrm d\mathbf Y", BACKWARD),
            Part(fixture.X.T, r"\mathbf X^\top", FORWARD, "column"),
            dz_part,
        ),
    )
    canvas = Canvas.fitting(narrow, 426, 392, say("description"))
    pitch, gap = (16, 11) if narrow else (21, 15)
    left, top = (10, 62) if narrow else (34, 86)

    x = _block(canvas, (left, top), pitch, x_part)
    y = _block(canvas, (x.right + gap * 0.6, top), pitch, y_part)
    z = _block(canvas, (196 if narrow else 384, top), pitch, Part(fixture.Z, r"\mathbf Z", FORWARD))
    canvas.arrow((y.right + 8, top), (z.x - 7, top))
    if narrow:
        canvas.text((x.x, 16), say("forward"), size=14, anchor="start", fill=FORWARD.accent, weight=600)
    else:
        middle = (y.right + z.x) / 2
        canvas.text((middle, top + 20), say("forward"), size=15, fill=FORWARD.accent, weight=600)
    canvas.maths((z.middle[0], z.y - 18), r"\mathbf Z=\mathbf X\mathbf Y", size=17, fill=FORWARD.accent)

    centre = (302, 122) if narrow else (578, 168)
    radius = 17 if narrow else 24
    loss = Box(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
    canvas.arrow((z.right + 7, top), (centre[0], top), (centre[0], loss.y - 5), bend=20)
    back = 182 if narrow else 254
    dz = _block(canvas, (z.x, back), pitch, dz_part)
    canvas.arrow((centre[0], loss.bottom + 4), (centre[0], back), (dz.right + 7, back), tone=BACKWARD, bend=20)
    canvas.add("circle", cx=centre[0], cy=centre[1], r=radius, fill=PAPER, stroke=INK, stroke_width=1.25)
    canvas.maths(centre, r"\mathcal L", size=17 if narrow else 21)
    canvas.text((loss.x - 9, centre[1]), say("loss"), size=14, anchor="end", fill=MUTED)

    rows = (270, 368) if narrow else (204, 318)
    ends = [_product(canvas, (left, row), pitch, gap, parts) for row, parts in zip(rows, equations, strict=True)]
    if narrow:
        fork = dz.middle[0] + 18
        for end, row in zip(ends, rows, strict=True):
            canvas.arrow((fork, dz.bottom + 24), (fork, row), (end + 8, row), tone=BACKWARD, bend=20)
        canvas.text((left, back), say("backward"), size=14, anchor="start", fill=BACKWARD.accent, weight=600)
    else:
        fork = dz.x - 46
        for end, row in zip(ends, rows, strict=True):
            canvas.arrow((dz.x - 7, back), (fork, back), (fork, row), (end + 9, row), tone=BACKWARD, bend=18)
        canvas.text((dz.middle[0], dz.bottom + 44), say("backward"), size=15, fill=BACKWARD.accent, weight=600)
    return canvas


# The entry of Y that the home page asks for, and the reader finds by its gradient, which no other entry has.
ASKED = 1, 3


@interactive(
    "influence",
    explorer.OPENS | {"at": "Y11"},
    goal={"at": explorer.name("Y", ASKED)},
    entry=explorer.name("Y", ASKED),
    s=ASKED[0] + 1,
    t=ASKED[1] + 1,
)
@figure
def influence(say: Words, narrow: bool) -> Canvas:
    """One entry of Y, the weight of a layer: it reaches a column of Z, and two columns meet in its gradient."""
    return explorer.of_y(say, narrow, ASKED)
