"""One number, reached twice: over the entries of Z after a step forward, over those of X after a step back."""

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, Canvas, Grid
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets import fixture

CHANGE = np.array([[2, 1, 0], [-1, 0, 1]])
SHARE = 0.5


@figure
def two_ways(say: Words, narrow: bool) -> Canvas:
    """The change goes forward to Z, the gradient goes back to X; entry by entry, both columns have the same sum."""
    Y, dX, dZ = fixture.Y, fixture.dX, fixture.dZ
    there, total = CHANGE @ Y, np.sum(dZ * (CHANGE @ Y))
    canvas = Canvas.fitting(narrow, 362, 424, say("description", total=number(total)))
    pitch, gap = (31, 58) if narrow else (40, 150)
    left = (canvas.width - 7 * pitch - gap) / 2
    columns = (
        ("x", left, (CHANGE, r"\Delta\mathbf X"), (dX, r"\mathrm d\mathbf Z\,\mathbf Y^\top")),
        ("z", left + 3 * pitch + gap, (there, r"\Delta\mathbf X\,\mathbf Y"), (dZ, r"\mathrm d\mathbf Z")),
    )
    sides = []
    for key, x, (change, its), (gradient, name) in columns:
        upper = Grid.of(change.shape, pitch, x, 64)
        lower = Grid.of(change.shape, pitch, x, upper.bottom + 44)
        products = Grid.of(change.shape, pitch, x, lower.bottom + 10)
        canvas.text((upper.middle[0], 18), say(key), size=14 if narrow else 15, weight=600)
        for grid, values, formula, tone in ((upper, change, its, FORWARD), (lower, gradient, name, BACKWARD)):
            canvas.grid(grid, tone)
            canvas.numbers(grid, values, SHARE * pitch)
            canvas.maths((grid.middle[0], grid.y - 16), formula, size=17, fill=tone.accent)
        canvas.maths((x - 12 if key == "x" else lower.right + 12, lower.middle[1]), r"\times", size=16, fill=MUTED)
        canvas.add("line", x1=x, y1=lower.bottom + 6, x2=lower.right, y2=lower.bottom + 6, stroke=MUTED)
        canvas.numbers(products, change * gradient, SHARE * pitch)
        formula = rf"\langle {name}, {its}\rangle={number(np.sum(change * gradient))}"
        canvas.maths((upper.middle[0], products.bottom + 30), formula, size=16 if narrow else 18)
        sides.append((upper, lower))
    (here, back), (ahead, come) = sides
    canvas.arrow((here.right + 6, here.middle[1]), (ahead.x - 5, here.middle[1]), tone=FORWARD)
    canvas.arrow((come.x - 6, come.middle[1]), (back.right + 5, back.middle[1]), tone=BACKWARD)
    middle = (here.right + ahead.x) / 2
    canvas.maths((middle, here.middle[1] - 15), r"\cdot\mathbf Y", size=17, fill=FORWARD.accent)
    canvas.maths((middle, back.middle[1] - 17), r"\cdot\mathbf Y^\top", size=17, fill=BACKWARD.accent)
    return canvas
