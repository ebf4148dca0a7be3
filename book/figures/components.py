"""The Kronecker delta as a table that picks."""

import numpy as np

from book.figures.kit import delta
from book.figures.kit.drawing import FORWARD, INK, MUTED, PLAIN, Canvas, Grid
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import factor, number
from book.figures.kit.words import Words
from snippets import fixture

PICKED = 2
NUMBERS = {"a": fixture.Z[1], "A": fixture.Y}
SUMS = {"one": "δsj aj", "two": "δis δjt Aij", "part": "δis Aij aj"}


@interactive(
    "delta",
    delta.given(NUMBERS, SUMS, sum="one", s=PICKED + 1, t=2),
    goal={"sum": "part", "touched": ["j"]},
    count=len(delta.survivors(SUMS["part"], NUMBERS, {"s": PICKED + 1})),
)
@figure
def delta_grid(say: Words, narrow: bool) -> Canvas:
    """δ is the table of the identity; its row i times a, added up, leaves a_i."""
    a = fixture.Z[1]
    size = len(a)
    delta = np.eye(size, dtype=int)
    i, terms = PICKED + 1, delta[PICKED] * a
    pitch = 36
    description = say("description", size=size, i=i, values=", ".join(map(number, a)), value=number(terms.sum()))
    canvas = Canvas.fitting(narrow, 490, 262, description)

    table = Grid.of(delta.shape, pitch, 96 if narrow else 90, 74 if narrow else 70)
    canvas.grid(table)
    for order in range(size):
        canvas.box(table.cell(order, order), FORWARD, inset=3, weight=1)
    for (row, column), value in np.ndenumerate(delta):
        canvas.number(table.cell(row, column).middle, value, 16, INK if value else MUTED)
    for order in range(size):
        strong = order == PICKED
        fill = FORWARD.accent if strong else MUTED
        canvas.number((table.x - 18, table.cell(order, 0).middle[1]), order + 1, 14, fill)
        canvas.number((table.cell(0, order).middle[0], table.y - 15), order + 1, 14, MUTED)
    canvas.maths((table.x - 36, table.cell(PICKED, 0).middle[1]), "i", size=17, fill=FORWARD.accent)
    canvas.maths((table.middle[0], table.y - 36), "j", size=17, fill=MUTED)
    canvas.maths((table.x - 28, table.y - 28), r"\delta_{ij}", size=18)
    canvas.box(table.row(PICKED), FORWARD, inset=-3, weight=2, filled=False)

    left, top = (table.x, 262) if narrow else (402, table.row(PICKED).y - 2 * pitch - 20)
    lines = [Grid.of((1, size), pitch, left, top + order * (pitch + 14)) for order in range(3)]
    chosen, factors, products = lines
    if narrow:
        out = table.right + 26
        y = table.row(PICKED).middle[1]
        canvas.arrow((table.right + 5, y), (out, y), (out, chosen.middle[1]), (chosen.right + 5, chosen.middle[1]))
    else:
        y, bend = table.row(PICKED).middle[1], table.right + 52
        aim = chosen.x - 54
        canvas.arrow((table.right + 5, y), (bend, y), (bend, chosen.middle[1]), (aim, chosen.middle[1]))
    for grid, values, name in (
        (chosen, delta[PICKED], rf"\delta_{{{i}j}}"),
        (factors, a, "a_j"),
        (products, terms, rf"\delta_{{{i}j}}a_j"),
    ):
        canvas.grid(grid)
        canvas.box(grid.cell(0, PICKED), FORWARD, inset=3, weight=1)
        canvas.maths((grid.x - 12, grid.middle[1]), name, size=17, anchor="end")
        for j, value in enumerate(values):
            alive = delta[PICKED, j] or grid is factors
            canvas.number(grid.cell(0, j).middle, value, 16, INK if alive else MUTED)
    column = chosen.cell(0, PICKED)
    for upper, lower in ((chosen, factors), (factors, products)):
        x = column.middle[0]
        canvas.path((x, upper.bottom), (x, lower.y), tone=FORWARD, weight=2)
    canvas.box(products, PLAIN, filled=False)
    total = "+".join(factor(term) for term in terms)
    end = products.bottom + 32
    if narrow:
        canvas.maths((164, end), rf"\sum_j\,\delta_{{{i}j}}a_j={total}", size=16)
        canvas.maths((164, end + 28), rf"={number(terms.sum())}=a_{{{i}}}", size=17, fill=FORWARD.accent)
    else:
        formula = rf"\sum_j\,\delta_{{{i}j}}a_j={total}={number(terms.sum())}=a_{{{i}}}"
        canvas.maths((products.right + 14, end), formula, size=16, anchor="end")
    return canvas
