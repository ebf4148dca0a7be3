"""The factors under a trace as a ring that can be cut at any joint."""

from math import cos, pi, sin

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, MUTED, PAPER, Box, Canvas, Point, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets.affine.data import G, W, X

RADIUS = 82
CHANGE = Tone(INK, "none")
FACTORS = (
    (r"\mathbf G^\top", BACKWARD),
    (r"\Delta\mathbf X", CHANGE),
    (r"\mathbf W", FORWARD),
)
JOINTS = ("m", "k", "n")  # the size that a factor shares with the next one
SIZE = (76, 40)
CUT = 1
# The changes of the page's sample, which prints when it is imported.
X_CHANGE = np.array([[0, 1, -2], [3, 0, 1]])
W_CHANGE = np.array([[1, 0, 0, 0], [0, 2, 0, 1], [0, -1, 1, 0]])
ALL, INPUTS, OUTPUTS = slice(None), slice(1, 3), slice(1, 3)  # all of the layer, or a part with square matrices


def _numbers(inputs: slice, outputs: slice) -> dict[str, list[list[int]]]:
    """The matrices of this part of the layer; M is what the derivative of a ReLU would be."""
    part = {"X": X[:, inputs], "W": W[inputs, outputs], "G": G[:, outputs]}
    part |= {"ΔX": X_CHANGE[:, inputs], "ΔW": W_CHANGE[inputs, outputs]}
    part["M"] = (part["X"] @ part["W"] > 0).astype(int)
    return {name: values.tolist() for name, values in part.items()}


NUMBERS = {"plain": _numbers(ALL, ALL), "square": _numbers(INPUTS, OUTPUTS)}


def _on_ring(middle: Point, turn: float, radius: float = RADIUS) -> Point:
    """The point after this part of a full turn, clockwise from the top."""
    angle = 2 * pi * turn - pi / 2
    return middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)


def _ring(canvas: Canvas, middle: Point) -> None:
    """Factors and joints alternate around the circle; a short stroke cuts it behind the change."""
    canvas.add("circle", cx=middle[0], cy=middle[1], r=RADIUS, fill="none", stroke=MUTED, stroke_width=1.6)
    for order, (name, tone) in enumerate(FACTORS):
        x, y = _on_ring(middle, order / 3)
        box = Box(x - SIZE[0] / 2, y - SIZE[1] / 2, *SIZE)
        canvas.add("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=3, fill=PAPER)
        canvas.box(box, tone, weight=1.5)
        canvas.maths((x, y), name, size=19)
    for order, size in enumerate(JOINTS):
        x, y = _on_ring(middle, (order + 0.5) / 3)
        strong = order == CUT
        stroke = INK if strong else LINE
        canvas.add("circle", cx=x, cy=y, r=13, fill=PAPER, stroke=stroke, stroke_width=1.8 if strong else 1.2)
        canvas.maths((x, y), size, size=17)
    inner, outer = (_on_ring(middle, (CUT + 0.5) / 3, RADIUS + reach) for reach in (-32, 32))
    for start, end in ((inner, _on_ring(middle, (CUT + 0.5) / 3, RADIUS - 15)),
                       (_on_ring(middle, (CUT + 0.5) / 3, RADIUS + 15), outer)):  # fmt: skip
        canvas.add("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=INK, stroke_width=2.4)


@interactive("moves", {"numbers": NUMBERS}, goal={"task": "X", "most": 3})
@figure
def cycle(say: Words, narrow: bool) -> Canvas:
    """The ring of Gᵀ, ΔX and W, and the three traces that come of cutting it."""
    canvas = Canvas.fitting(narrow, 446, 246, say("description"))
    _ring(canvas, (164, 116) if narrow else (150, 116))
    left, top, step = (44, 266, 62) if narrow else (318, 54, 66)
    for order in range(len(FACTORS)):
        cut = (order - 1) % len(FACTORS)  # the joint before the first factor of this reading
        names = [FACTORS[(order + place) % len(FACTORS)][0] for place in range(len(FACTORS))]
        formula = r"\mathrm t\mathrm r(" + r"\,".join(names) + ")"
        y = top + order * step
        chosen = cut == CUT
        if chosen:
            canvas.box(Box(left - 18, y - 21, 272 if narrow else 300, 56), FORWARD, weight=1.5, filled=False)
        canvas.maths((left, y), formula, size=19, anchor="start")
        note = say("cut", size=f"${JOINTS[cut]}$") + (say("chosen") if chosen else "")
        canvas.text((left, y + 22), note, size=13, anchor="start", fill=INK if chosen else MUTED)
    return canvas
