"""Shapes as boxes."""

from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, MUTED, Canvas, Point, Tone
from book.figures.kit.registry import figure
from book.figures.kit.scheme import Scheme
from book.figures.kit.words import Words
from snippets import fixture


def _side(canvas: Canvas, start: Point, end: Point, name: str) -> None:
    """A measured side: a thin line with end ticks and the size's letter in a gap at its middle."""
    upright = start[0] == end[0]
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    hole, tick = 11, 4
    for tip in (start, end):
        along = -1 if tip == start else 1
        inner = (tip[0], middle[1] + along * hole) if upright else (middle[0] + along * hole, tip[1])
        canvas.add("line", x1=tip[0], y1=tip[1], x2=inner[0], y2=inner[1], stroke=MUTED, stroke_width=1)
        dx, dy = (tick, 0) if upright else (0, tick)
        canvas.add(
            "line",
            x1=tip[0] - dx,
            y1=tip[1] - dy,
            x2=tip[0] + dx,
            y2=tip[1] + dy,
            stroke=MUTED,
            stroke_width=1,
        )
    canvas.maths(middle, name, size=17)


def _boxes(canvas: Canvas, scheme: Scheme, tone: Tone, prefix: str) -> None:
    """Three named boxes with their sides, shared sides measured once."""
    away = 16
    for grid, letter in ((scheme.x, "X"), (scheme.y, "Y"), (scheme.z, "Z")):
        canvas.grid(grid, tone, weight=1.5)
        canvas.maths(grid.middle, rf"{prefix}\mathbf {letter}", size=20)
    x, y = scheme.x, scheme.y
    _side(canvas, (x.x - away, x.y), (x.x - away, x.bottom), "m")
    _side(canvas, (x.x, x.y - away), (x.right, x.y - away), "k")
    _side(canvas, (y.x - away, y.y), (y.x - away, y.bottom), "k")
    _side(canvas, (y.x, y.y - away), (y.right, y.y - away), "n")


@figure
def shape_boxes(say: Words, narrow: bool) -> Canvas:
    """X, Y, Z and, in the same places with the same sides, their gradients."""
    (m, k), n = fixture.X.shape, fixture.Y.shape[1]
    pitch, gap = 26, 40
    canvas = Canvas.fitting(narrow, 570, 296, say("description"))
    starts = ((56, 74), (56, 372)) if narrow else ((54, 76), (376, 76))
    for start, tone, prefix, word in (
        (starts[0], FORWARD, "", "values"),
        (starts[1], BACKWARD, r"\mathrm d", "gradients"),
    ):
        scheme = Scheme.of((m, k, n), pitch, gap, start)
        _boxes(canvas, scheme, tone, prefix)
        top = (start[0] - 24, start[1] - 52)
        canvas.text(top, say(word), size=16, anchor="start", fill=tone.accent, weight=600)
    if narrow:
        canvas.add("line", x1=24, y1=298, x2=304, y2=298, stroke=LINE, stroke_width=1)
    else:
        canvas.add("line", x1=328, y1=20, x2=328, y2=282, stroke=LINE, stroke_width=1)
    return canvas
