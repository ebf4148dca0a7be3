"""Along which axes arrays are copied and gradients summed: what figures of the kind `axes` open with."""

from collections.abc import Mapping, Sequence

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, MUTED, Canvas, Grid
from book.figures.kit.words import Words
from snippets import fixture
from snippets.affine.data import W, X, b

BIAS = {"X": X, "W": W, "b": b, "dZ": fixture.dZ}
# A stack of two, for a layer whose weight both share.
STACK = BIAS | {"X": np.stack([X, X[:, ::-1]]), "dZ": np.stack([fixture.dZ, fixture.dZ[:, ::-1]])}

PRODUCT = {"X": fixture.X, "Y": fixture.Y, "dZ": fixture.dZ}


def opens(op: str, of: int, values: Mapping[str, np.ndarray], *examples: str, sizes: str = "") -> dict[str, object]:
    """An operation as the core's addresses have it, the operand whose gradient is wanted, and what else to try."""
    numbers = {name: array.tolist() for name, array in values.items()}
    given = {"values": numbers, "examples": examples}
    return {"op": op, "of": str(of), "given": given} | ({"sizes": sizes} if sizes else {})


def in_line(
    say: Words,
    narrow: bool,
    sizes: Mapping[str, int],
    arrays: Mapping[str, str],
    copied: Mapping[str, str],
    words: Sequence[str] = (),
) -> Canvas:
    """Which array has which axes, and along which it is copied; above the axes stands, in words, what they count."""
    pitch, left, width = (12, 62, 232) if narrow else (18, 130, 448)
    apart = width // len(sizes)
    height, top = 34, 58 if words else 38
    canvas = Canvas.fitting(narrow, *(top + height * len(arrays) + 44,) * 2, say("description"))
    for order, (letter, size) in enumerate(sizes.items()):
        x = left + order * apart
        canvas.text((x, 20), f"{letter} = {size}", size=15, anchor="start", fill=INK)
        if words and not narrow:
            canvas.text((x, 40), words[order], size=13, anchor="start", fill=MUTED)
    y = top
    for name, letters in arrays.items():
        tone = BACKWARD if name[0] == "d" else FORWARD
        if name == "dZ":
            canvas.add("line", x1=2, x2=canvas.width - 2, y1=y + 8, y2=y + 8, stroke=LINE)
            y += 26
        formula = rf"\mathrm d\mathbf {name[1]}" if tone.backward else rf"\mathbf {name}"
        canvas.maths((left - (26 if narrow else 60), y + pitch / 2), formula, size=17, fill=tone.accent)
        for order, (letter, size) in enumerate(sizes.items()):
            grid = Grid.of((1, size), pitch, left + order * apart, y)
            if letter in letters:
                canvas.grid(grid, tone, weight=1)
            elif letter in copied.get(name, ""):
                style = {"stroke": tone.accent, "stroke_dasharray": "2 2.5", "fill": "none", "stroke_width": 1}
                canvas.add("rect", x=grid.x, y=grid.y, width=grid.width, height=grid.height, rx=3, **style)
        y += height
    return canvas
