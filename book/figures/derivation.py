"""The collapse of the triple sum: which terms die at which line."""

import numpy as np

from book.figures.kit import delta
from book.figures.kit.drawing import BACKWARD, INK, LINE, MUTED, Box, Canvas, Grid
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import factor, number
from book.figures.kit.words import Words
from snippets import fixture

ENTRY = (0, 1)
X, Y, dZ = fixture.X, fixture.Y, fixture.dZ
# U and V are the same numbers, stored the other way round; the last column of Y is a vector.
NUMBERS = {"X": X, "Y": Y, "dZ": dZ, "U": X.T, "V": Y.T, "A": X, "x": Y[:, 3], "dz": dZ[:, 3]}
SUMS = {
    "XY-dX": "dZij δis δlt Ylj",
    "XY-dY": "dZij Xil δls δjt",
    "XVT-dX": "dZij δis δlt Vjl",
    "XVT-dV": "dZij Xil δjs δlt",
    "UTY-dU": "dZij δls δit Ylj",
    "UTY-dY": "dZij Uli δls δjt",
    "Ax-dA": "dzi δis δlt xl",
    "Ax-dx": "dzi Ail δlt",
}
ASKED = "UTY-dU"
FREE = {"s": ENTRY[0] + 1, "t": ENTRY[1] + 1}
LEFT = delta.survivors(SUMS[ASKED], NUMBERS, FREE)


def _term(canvas: Canvas, cell: Box, value: float, alive: bool, before: bool) -> None:
    """A living term shows its number; one that dies at this line hatching; a dead one only its place."""
    inner = Box(cell.x + 1, cell.y + 1, cell.width - 2, cell.height - 2)
    place = {"x": inner.x, "y": inner.y, "width": inner.width, "height": inner.height, "rx": 2}
    if alive:
        canvas.add("rect", **place, fill=BACKWARD.soft, stroke=BACKWARD.accent, stroke_width=1)
        canvas.number(cell.middle, value, 13, INK)
    elif before:
        canvas.hatch(inner, BACKWARD, step=4, opacity=0.4)
        canvas.add("rect", **place, fill="none", stroke=LINE, stroke_width=1)
    else:
        canvas.add("circle", cx=cell.middle[0], cy=cell.middle[1], r=1.3, fill=MUTED, opacity=0.6)


@interactive(
    "delta",
    delta.given(NUMBERS, SUMS, sum="XY-dX", **FREE),
    goal={"sum": ASKED, **FREE, "step": 0, "touched": [delta.named(term) for term in LEFT]},
    **FREE,
    count=len(LEFT),
)
@figure
def collapse(say: Words, narrow: bool) -> Canvas:
    """All terms of dX_st over i, j and l; each delta empties all but one slice, until a row remains."""
    s, t = ENTRY
    terms = np.einsum("ij,lj->lij", fixture.dZ, fixture.Y)
    layers, rows, columns = terms.shape
    on_l = np.zeros(terms.shape, bool)
    on_l[t] = True
    on_i = np.zeros(terms.shape, bool)
    on_i[:, s] = True
    everything = np.ones(terms.shape, bool)
    names = {"s": s + 1, "t": t + 1}
    left = r"\mathrm dZ_{ij}\,"
    lines = (
        (
            everything,
            everything,
            rf"\mathrm dX_{{st}}=\sum_{{i,j,l}}\,{left}\delta_{{is}}\,\delta_{{lt}}\,Y_{{lj}}",
            "all",
        ),
        (on_l, everything, rf"=\sum_{{i,j}}\,{left}\delta_{{is}}\,Y_{{tj}}", "layer"),
        (on_l & on_i, on_l, r"=\sum_j\,\mathrm dZ_{sj}\,Y_{tj}", "row"),
    )
    counts = [int(alive.sum()) for alive, *_ in lines]
    survivors = terms[t, s]
    facts = {**names, "counts": ", ".join(map(str, counts)), "value": number(fixture.dX[ENTRY])}
    canvas = Canvas.fitting(narrow, 460, 366, say("description", **facts))
    pitch, between = (21, 12) if narrow else (26, 16)
    first, step, start = (96, 122, 36) if narrow else (74, 84, 280)
    for order, (alive, before, formula, key) in enumerate(lines):
        top = first + order * step
        blocks = [
            Grid.of((rows, columns), pitch, start + layer * (columns * pitch + between), top) for layer in range(layers)
        ]
        for place in np.ndindex(terms.shape):
            cell = blocks[place[0]].cell(*place[1:])
            _term(canvas, cell, terms[place], bool(alive[place]), bool(before[place]))
        _indices(canvas, blocks, order, (s, t))
        if narrow:
            height = top - (72 if order == 0 else 46)
            at, note, anchor = (14, height), (314, height), "end"
        else:
            at, note, anchor = (24, top + pitch - 12), (24, top + pitch + 17), "start"
        canvas.maths(at, formula, size=16, anchor="start")
        canvas.text(note, say(key, count=counts[order], **names), size=13, anchor=anchor, fill=MUTED)
    end = (14 if narrow else 24, first + len(lines) * step - (34 if narrow else -2))
    total = "+".join(factor(value) for value in survivors)
    formula = rf"\mathrm dX_{{{s + 1}{t + 1}}}={total}={number(survivors.sum())}"
    canvas.maths(end, formula, size=17, anchor="start", fill=BACKWARD.accent)
    return canvas


def _indices(canvas: Canvas, blocks: list[Grid], line: int, chosen: tuple[int, int]) -> None:
    """Which l, i and j a term belongs to: all on the first line, then only what has been chosen."""
    s, t = chosen
    for layer, block in enumerate(blocks):
        if line == 0:
            for j in range(block.columns):
                canvas.number((block.column(j).middle[0], block.y - 11), j + 1, 12, MUTED)
            canvas.maths((block.middle[0], block.y - 33), f"l={layer + 1}", size=15, fill=MUTED)
        elif line == 1 and layer == t:
            canvas.maths((block.middle[0], block.y - 13), f"l={layer + 1}", size=15, fill=BACKWARD.accent)
    edge = blocks[0].x - 13
    if line == 0:
        canvas.maths((edge, blocks[0].y - 11), "j", size=15, fill=MUTED)
        canvas.maths((edge - 14, blocks[0].middle[1]), "i", size=15, fill=MUTED)
    for i in range(blocks[0].rows):
        if line < 2 or i == s:
            fill = BACKWARD.accent if line == 2 else MUTED
            canvas.number((edge, blocks[0].row(i).middle[1]), i + 1, 12, fill)
