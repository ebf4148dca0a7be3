"""The three steps of the proof by rows: each product, and the gradient of its left factor."""

import numpy as np

from book.figures.kit import influence as explorer
from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, Canvas, Grid, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets import fixture
from snippets.by_rows.three_steps import matrix_times_matrix, row_times_column, row_times_matrix

PITCH = 24
DIGITS = 12
SIGN = 18
MARGIN = 16
HEADING = 32
NAMES = 42

Block = tuple[np.ndarray, str, Tone]


def _product(canvas: Canvas, x: float, top: float, height: float, blocks: list[Block]) -> None:
    """Two factors, an equals sign and their product, in the middle of a line; each with its name below.

    The first rows belong together; they are shaded where there are others.
    """
    middle = top + height / 2
    for order, (values, name, tone) in enumerate(blocks):
        rows, _ = values.shape
        grid = Grid.of(values.shape, PITCH, x, middle - rows * PITCH / 2)
        canvas.grid(grid, tone)
        if order != 1 and rows > 1:
            canvas.shade(grid.row(0), tone)
        canvas.numbers(grid, values, DIGITS)
        canvas.maths((grid.middle[0], grid.bottom + 16), name, size=16)
        x = grid.right + SIGN * (1 if order == 1 else 0.6)
        if order == 1:
            canvas.maths((grid.right + SIGN / 2, middle), "=", size=15, fill=MUTED)


@figure
def block_rows(say: Words, narrow: bool) -> Canvas:
    """Row times column, row times matrix, matrix times matrix: the product and the gradient, side by side."""
    X, Y, Z, dZ = fixture.X, fixture.Y, fixture.Z, fixture.dZ
    first = row_times_column(Y[:, 0], dZ[0, 0])[None]
    second = row_times_matrix(Y, dZ[0])[None]
    steps = (
        ("one", "xyz", X[:1], Y[:, :1], Z[:1, :1], dZ[:1, :1], first),
        ("two", "xYz", X[:1], Y, Z[:1], dZ[:1], second),
        ("three", "XYZ", X, Y, Z, dZ, matrix_times_matrix(Y, dZ)),
    )
    rows = "; ".join(", ".join(map(number, gradient[0])) for *_, gradient in steps)
    canvas = Canvas.fitting(narrow, 770, 476, say("description", rows=rows))
    top = 0.0
    for key, letters, left, right, product, upstream, gradient in steps:
        x, y, z = (rf"\mathbf {letter}" for letter in letters)
        z = "z" if product.size == 1 else z
        forward = [(left, x, FORWARD), (right, y, FORWARD), (product, z, FORWARD)]
        backward = [
            (upstream, rf"\mathrm d{z}", BACKWARD),
            (right.T, rf"{y}^\top", FORWARD),
            (gradient, rf"\mathrm d{x}", BACKWARD),
        ]
        canvas.text((MARGIN, top + 18), say(key), size=15, anchor="start", weight=600)
        top += HEADING
        heights = [max(len(values) for values, *_ in line) * PITCH for line in (forward, backward)]
        if narrow:
            for line, height in zip((forward, backward), heights, strict=True):
                _product(canvas, MARGIN, top, height, line)
                top += height + NAMES
        else:
            _product(canvas, MARGIN, top, max(heights), forward)
            _product(canvas, canvas.width / 2 + 2 * MARGIN, top, max(heights), backward)
            top += max(heights) + NAMES
    return canvas


@interactive("influence", explorer.OPENS | {"at": "X11"}, goal={"rows": "all"})
@figure
def influence(say: Words, narrow: bool) -> Canvas:
    """One entry of X reaches one row of Z; here one that the page of the picture does not show."""
    return explorer.of_x(say, narrow, (0, 0))
