"""The Jacobian of the product, in two orders of its entries; and a chain of Jacobians, multiplied from either end."""

from itertools import pairwise

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, MUTED, PLAIN, Box, Canvas, Grid, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets.fixture import X, Y, Z
from snippets.why_backwards.blocks import by_columns, by_rows

SIZES = X.size, Z.size, Z.size, 1  # the numbers between the steps: inputs, product, function of each entry, loss


@figure
def jacobian(say: Words, narrow: bool) -> Canvas:
    """Two tables of 8 × 6 with the same numbers; the zeros are left out."""
    canvas = Canvas.fitting(narrow, 706, 346, say("description"))
    pitch, places = (33, ((94, 68), (94, 428))) if narrow else (33, ((66, 68), (404, 68)))
    for (left, top), key, values, order in zip(places, ("rows", "columns"), (by_rows, by_columns), "CF", strict=True):
        grid = Grid.of(values.shape, pitch, left, top)
        canvas.grid(grid, PLAIN)
        for i, j in np.argwhere(values):
            cell = grid.cell(i, j)
            canvas.add("rect", x=cell.x, y=cell.y, width=cell.width, height=cell.height, fill=FORWARD.soft)
            canvas.number(cell.middle, values[i, j], 16, fill=FORWARD.accent)
        for box in _blocks(grid, order):
            canvas.box(box, FORWARD if order == "C" else PLAIN, weight=2 if order == "C" else 1.25, filled=False)
        for names, shape, at in (("Z", Z.shape, grid.row), ("X", X.shape, grid.column)):
            for place, (s, t) in enumerate(_entries(shape, order)):
                x, y = (left - 24, at(place).middle[1]) if names == "Z" else (at(place).middle[0], top - 16)
                canvas.maths((x, y), f"{names}_{{{s + 1}{t + 1}}}", size=16, fill=MUTED)
        canvas.text((grid.middle[0], top - 50), say(key), size=15, fill=FORWARD.accent, weight=600)
    return canvas


def _entries(shape: tuple[int, int], order: str) -> list[tuple[int, int]]:
    """The entries of a matrix, row by row or column by column."""
    places = list(np.ndindex(shape))
    return places if order == "C" else sorted(places, key=lambda place: place[::-1])


def _blocks(grid: Grid, order: str) -> list[Box]:
    """Where the blocks of the Kronecker product lie: the two that are Yᵀ, or all twelve."""
    high, wide = Y.T.shape if order == "C" else (len(X), len(X))
    places = [(0, 0), (high, wide)] if order == "C" else [(high * i, wide * j) for i, j in np.ndindex(Y.T.shape)]
    cells = [grid.cell(*place) for place in places]
    return [Box(cell.x, cell.y, wide * grid.pitch, high * grid.pitch) for cell in cells]


def _chain(sizes: tuple[int, ...]) -> list[tuple[int, int]]:
    """The shapes of the Jacobians, the last step first, as they stand in the product."""
    return [(after, before) for before, after in pairwise(sizes)][::-1]


def stages(sizes: tuple[int, ...], key: str) -> list[tuple[list[tuple[int, int, bool]], int]]:
    """After each product: the matrices left, each with whether it has been made, and the multiplications it took."""
    left, found = [(*shape, False) for shape in _chain(sizes)], []
    while len(left) > 1:
        at = 0 if key == "end" else len(left) - 2
        (high, inner, _), (_, wide, _) = left[at : at + 2]
        left = [*left[:at], (high, wide, True), *left[at + 2 :]]
        found.append((left, high * inner * wide))
    return found


def total(sizes: tuple[int, ...], key: str) -> int:
    """All multiplications from the end or from the front."""
    return sum(work for _, work in stages(sizes, key))


def nearest(sizes: tuple[int, ...], largest: int = 12) -> list[tuple[int, tuple[int, ...]]]:
    """The changes of a single size that make the front cheaper: by how much, and to what; the smallest first."""
    found = []
    for at, old in enumerate(sizes):
        for new in range(1, largest + 1):
            changed = (*sizes[:at], new, *sizes[at + 1 :])
            if total(changed, "front") < total(changed, "end"):
                found.append((abs(new - old), changed))
    return sorted(found)


(CHANGE, ASKED), (RIVAL, BOTTLENECK) = nearest(SIZES)[0], next(one for one in nearest(SIZES) if one[1][-1] == SIZES[-1])


@interactive(
    "cost",
    {"sizes": SIZES},
    goal={"sizes": ASKED},
    inputs=ASKED[0],
    outputs=ASKED[-1],
    end=total(ASKED, "end"),
    front=total(ASKED, "front"),
    rival=RIVAL,
)
@figure
def order(say: Words, narrow: bool) -> Canvas:
    """Three Jacobians, the two matrices after one product, and the gradient; above each arrow its multiplications."""
    totals = {key: total(SIZES, key) for key in ("front", "end")}
    canvas = Canvas.fitting(narrow, 252, 290, say("description", **totals))
    unit, arrow, gap, start = (4.6, 46, 6, 10) if narrow else (8.5, 84, 9, 30)
    for key, tone, top in (("end", BACKWARD, 20), ("front", FORWARD, 146 if narrow else 164)):
        canvas.text((start, top), say(key, total=totals[key]), size=15, anchor="start", fill=tone.accent, weight=600)
        x, middle, parts = start, top + (52 if narrow else 62), [(a, b, False) for a, b in _chain(SIZES)]
        x = _row(canvas, parts, x, middle, unit, gap, tone)
        for parts, cost in stages(SIZES, key):
            canvas.arrow((x + 6, middle), (x + arrow - 8, middle), tone=tone)
            canvas.number((x + arrow / 2 - 1, middle - 14), cost, 15, fill=tone.accent)
            x = _row(canvas, parts, x + arrow, middle, unit, gap, tone)
    return canvas


def _row(canvas: Canvas, parts, x: float, middle: float, unit: float, gap: float, tone: Tone) -> float:
    """Matrices side by side, as large as they are; returns where the last one ends."""
    for high, wide, made in parts:
        box = Box(x, middle - high * unit / 2, wide * unit, high * unit)
        canvas.box(box, tone if made else PLAIN, weight=1.25)
        if not made:
            canvas.add("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=3, fill=LINE, opacity=0.35)
        canvas.text(
            (box.middle[0], middle + 4 * unit + 12), f"{high}×{wide}", size=13, fill=tone.accent if made else MUTED
        )
        x = box.right + gap
    return x - gap
