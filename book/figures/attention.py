"""Attention forward, and its mirror: what comes back to each array."""

from typing import NamedTuple

from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, Box, Canvas, Point
from book.figures.kit.registry import figure
from book.figures.kit.words import Words

LANE = 3.5


class Part(NamedTuple):
    """An array: where its middle stands, wide and narrow, how wide its box is, and its two formulas."""

    wide: Point
    narrow: Point
    room: float
    value: str
    gradient: str


PARTS = {
    "Q": Part((66, 44), (84, 40), 116, r"\mathbf Q", r"\mathrm d\mathbf Q=c\,\mathrm d\mathbf S\,\mathbf K"),
    "K": Part((66, 138), (244, 40), 116, r"\mathbf K", r"\mathrm d\mathbf K=c\,\mathrm d\mathbf S^\top\mathbf Q"),
    "V": Part((66, 232), (244, 248), 116, r"\mathbf V", r"\mathrm d\mathbf V=\mathbf P^\top\mathrm d\mathbf O"),
    "S": Part((228, 91), (164, 144), 124, r"\mathbf S=c\,\mathbf Q\mathbf K^\top", r"\mathrm d\mathbf S"),
    "P": Part((392, 91), (84, 248), 116, r"\mathbf P", r"\mathrm d\mathbf P=\mathrm d\mathbf O\,\mathbf V^\top"),
    "O": Part((560, 161), (164, 352), 110, r"\mathbf O=\mathbf P\mathbf V", r"\mathrm d\mathbf O"),
}
FLOWS = ("QS", "KS", "SP", "PO", "VO")
HIGH = 58


@figure
def mirror(say: Words, narrow: bool) -> Canvas:
    """Five arrows forward and the same five back; each box has its array and what comes back to it."""
    canvas = Canvas.fitting(narrow, 396, 276, say("description"))
    boxes = {name: _box(part, narrow) for name, part in PARTS.items()}
    for start, end in FLOWS:
        _flow(canvas, boxes[start], boxes[end], narrow)
    for name, part in PARTS.items():
        box = boxes[name]
        canvas.add("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=4, fill="none", stroke=LINE)
        canvas.maths((box.middle[0], box.y + 18), part.value, size=17, fill=FORWARD.accent)
        canvas.maths((box.middle[0], box.bottom - 17), part.gradient, size=16, fill=BACKWARD.accent)
    between = (boxes["S"].middle[0] + boxes["P"].middle[0]) / 2
    at = (boxes["S"].x + 10, boxes["P"].y - 22) if narrow else (between, boxes["S"].y - 14)
    canvas.text(at, say("softmax"), size=14, anchor="end" if narrow else "middle", fill=FORWARD.accent)
    return canvas


def _box(part: Part, narrow: bool) -> Box:
    x, y = part.narrow if narrow else part.wide
    return Box(x - part.room / 2, y - HIGH / 2, part.room, HIGH)


def _flow(canvas: Canvas, start: Box, end: Box, narrow: bool) -> None:
    """Two lanes between two boxes: there in the forward tone, back in the backward one."""
    if narrow:
        one, two = (start.middle[0], start.bottom + 2), (end.middle[0], end.y - 2)
        shift = (LANE, 0.0)
        # What comes from the side enters at the side's part of the upper edge.
        two = (two[0] + (one[0] - two[0]) * 0.35, two[1])
    else:
        one, two = (start.right + 2, start.middle[1]), (end.x - 2, end.middle[1])
        two = (two[0], two[1] + (one[1] - two[1]) * 0.25)
        shift = (0.0, LANE)
    there, back = ([(x + side * shift[0], y + side * shift[1]) for x, y in (one, two)] for side in (-1, 1))
    canvas.arrow(*there, tone=FORWARD)
    canvas.arrow(*back[::-1], tone=BACKWARD)
