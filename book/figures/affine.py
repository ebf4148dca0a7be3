"""Broadcasting: the bias is copied to every row, and the gradients of the copies are added up."""

import numpy as np

from book.figures.kit import axes
from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, Canvas, Grid, Point, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets import fixture
from snippets.affine.data import b
from snippets.affine.layer import backward as layer_backward

PITCH = 28
GAP = 54
DIGITS = 14
BETWEEN = 24


def _panel(canvas: Canvas, at: Point, tone: Tone, one: np.ndarray, rows: np.ndarray, names: tuple[str, str]) -> None:
    """One row on the left and several on the right, joined by arrows: outwards forward, inwards backward."""
    x, top = at
    step = PITCH + BETWEEN
    middle = top + (len(rows) * step - BETWEEN) / 2
    single = Grid.of((1, len(one)), PITCH, x, middle - PITCH / 2)
    canvas.grid(single, tone)
    canvas.numbers(single, one[None], DIGITS)
    right = single.right + GAP
    for order, row in enumerate(rows):
        grid = Grid.of((1, len(row)), PITCH, right, top + order * step)
        canvas.grid(grid, tone)
        canvas.numbers(grid, row[None], DIGITS)
        ends = (single.right + 3, middle + (order - (len(rows) - 1) / 2) * 8), (right - 3, grid.middle[1])
        canvas.arrow(*(reversed(ends) if tone.backward else ends), tone=tone)
    canvas.maths((single.middle[0], single.bottom + 18), names[0], size=17)
    bottom = top + len(rows) * step - BETWEEN
    canvas.text((right + len(one) * PITCH / 2, bottom + 18), names[1], size=14, fill=MUTED)
    if tone.backward:
        canvas.maths((single.right + GAP * 0.6, middle), "+", size=18, fill=tone.accent)


# Summed over the wrong axis, the gradients of as many examples as outputs have the right shape.
@interactive(
    "axes",
    axes.opens("(2,4)(4,)", 1, axes.BIAS, "(2, 4) + (2, 1)", "ik,kj->ij"),
    goal={"verdict": "deceived"},
    outputs=len(b),
)
@figure
def fan_out(say: Words, narrow: bool) -> Canvas:
    """Forward, b goes to every row; backward, the rows of dZ are added to db."""
    dZ = fixture.dZ
    *_, db = layer_backward(fixture.X, fixture.Y, dZ)
    listed = {"b": ", ".join(map(number, b)), "db": ", ".join(map(number, db)), "rows": len(dZ)}
    canvas = Canvas.fitting(narrow, 356, 178, say("description", **listed))
    panels = ((16, 0), (16, 182)) if narrow else ((24, 0), (344, 0))
    for (x, y), tone, key in zip(panels, (FORWARD, BACKWARD), ("forward", "backward"), strict=True):
        canvas.text((x, y + 20), say(key), size=15, anchor="start", fill=tone.accent, weight=600)
        if tone.backward:
            names = (r"\mathrm d\mathbf b", say("gradients"))
            _panel(canvas, (x, y + 52), tone, db, dZ, names)
        else:
            copies = np.tile(b, (len(dZ), 1))
            _panel(canvas, (x, y + 52), tone, b, copies, (r"\mathbf b", say("copies")))
    return canvas
