"""A derivative as a slope: the tangent that predicts, and the kink that has no tangent."""

from collections.abc import Callable
from dataclasses import dataclass

from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, MUTED, PAPER, Canvas, Point, Tone
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words

CURVE_AT = 1.0
STEPS = (1.0, 0.5)
TIE_AT = 2.0


def curve(x: float) -> float:
    """The function of the first figure."""
    return x * x


def slope(x: float) -> float:
    """Its derivative."""
    return 2 * x


@dataclass(frozen=True)
class Axes:
    """A window on a function: where its corner (left, low) lies, and pixels per unit."""

    corner: Point
    at: Point
    scale: Point

    def __call__(self, x: float, y: float) -> Point:
        left, low = self.corner
        return self.at[0] + (x - left) * self.scale[0], self.at[1] - (y - low) * self.scale[1]

    def frame(self, canvas: Canvas, right: float, high: float) -> None:
        """The two axes, up to (right, high)."""
        corner, across, up = self(*self.corner), self(right, self.corner[1]), self(self.corner[0], high)
        path = f"M{up[0]:.1f} {up[1]:.1f}L{corner[0]:.1f} {corner[1]:.1f}L{across[0]:.1f} {across[1]:.1f}"
        canvas.add("path", d=path, fill="none", stroke=LINE, stroke_width=1.25)

    def plot(self, canvas: Canvas, f: Callable[[float], float], start: float, end: float, tone: Tone) -> None:
        """The graph of f from `start` to `end`."""
        points = [self(x, f(x)) for x in (start + (end - start) * n / 60 for n in range(61))]
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dash = {"stroke_dasharray": "6 4"} if tone.backward else {}
        canvas.add("path", d=d, fill="none", stroke=tone.accent, stroke_width=2, **dash)

    def line(self, canvas: Canvas, start: Point, end: Point, colour: str, weight: float = 1.5) -> None:
        (a, b), (c, d) = self(*start), self(*end)
        canvas.add("line", x1=a, y1=b, x2=c, y2=d, stroke=colour, stroke_width=weight)

    def point(self, canvas: Canvas, x: float, y: float, colour: str) -> None:
        across, up = self(x, y)
        canvas.add("circle", cx=across, cy=up, r=4.5, fill=colour, stroke=PAPER, stroke_width=1.5)


def _panel(canvas: Canvas, say: Words, at: Point, h: float) -> None:
    """One step of length h: what the tangent predicts, and what the curve does more than that."""
    x, y, rate = CURVE_AT, curve(CURVE_AT), slope(CURVE_AT)
    predicted, actual = h * rate, curve(x + h) - y
    axes = Axes((0.4, 0), (at[0], at[1] + 262), (112, 52))
    heading = say("step", predicted=number(predicted), actual=number(actual))
    canvas.text((at[0], at[1]), heading, 14, "start", weight=600)
    axes.frame(canvas, 2.3, 4.4)
    axes.plot(canvas, curve, 0.4, 2.06, FORWARD)
    axes.plot(canvas, lambda a: y + rate * (a - x), 0.5, 2.2, BACKWARD)
    axes.line(canvas, (x, y), (x + h, y), MUTED)
    axes.line(canvas, (x + h, y), (x + h, y + predicted), BACKWARD.accent, 2.5)
    axes.line(canvas, (x + h, y + predicted), (x + h, y + actual), FORWARD.accent, 2.5)
    axes.point(canvas, x, y, FORWARD.accent)
    axes.point(canvas, x + h, y + actual, FORWARD.accent)
    axes.point(canvas, x + h, y + predicted, BACKWARD.accent)
    run, rise, gap = axes(x + h / 2, y), axes(x + h, y + predicted / 2), axes(x + h, y + (predicted + actual) / 2)
    canvas.maths((run[0], run[1] + 15), f"h={number(h)}", 15, fill=MUTED)
    growth = f"{number(rate)}h={number(predicted)}"
    canvas.maths((rise[0] + 9, rise[1] + 6), growth, 15, anchor="start", fill=BACKWARD.accent)
    above = gap[1] if h == STEPS[0] else axes(x + h, y + actual)[1] - 14
    beside = gap[0] + (9 if h == STEPS[0] else -10)
    side = "start" if h == STEPS[0] else "end"
    canvas.maths((beside, above), f"h^2={number(actual - predicted)}", 16, anchor=side, fill=FORWARD.accent)


@figure
def tangent(say: Words, narrow: bool) -> Canvas:
    """Halve the step, and the tangent's error becomes a quarter."""
    facts = {}
    for order, h in enumerate(STEPS):
        predicted, actual = h * slope(CURVE_AT), curve(CURVE_AT + h) - curve(CURVE_AT)
        facts |= {f"h{order}": number(h), f"predicted{order}": number(predicted), f"actual{order}": number(actual)}
    canvas = Canvas.fitting(narrow, 660, 346, say("description", **facts))
    for at, h in zip(((18, 54), (18, 370)) if narrow else ((30, 54), (354, 54)), STEPS, strict=True):
        _panel(canvas, say, at, h)
    (x, y), (u, v) = ((18, 20), (138, 20)) if narrow else ((30, 20), (190, 20))
    canvas.path((x, y), (x + 28, y), tone=FORWARD, weight=2)
    canvas.text((x + 36, y), say("curve"), 15, "start", FORWARD.accent, 600)
    canvas.path((u, v), (u + 28, v), tone=BACKWARD, weight=2)
    canvas.text((u + 36, v), say("tangent", slope=number(slope(CURVE_AT))), 15, "start", BACKWARD.accent, 600)
    return canvas


@figure
def kink(say: Words, narrow: bool) -> Canvas:
    """max(x, y) for a fixed y: slope 0, slope 1, and between them a tie."""
    canvas = Canvas.fitting(narrow, 286, 300, say("description", tie=number(TIE_AT)))
    scale = (66, 46) if narrow else (110, 52)
    axes = Axes((0, 0), (26 if narrow else 76, 258 if narrow else 268), scale)
    axes.frame(canvas, 4.3, 4.6)
    for share in (0, 0.25, 0.5, 0.75, 1):
        start, end = TIE_AT - 0.9, TIE_AT + 0.9
        left, right = TIE_AT + share * (start - TIE_AT), TIE_AT + share * (end - TIE_AT)
        axes.line(canvas, (start, left), (end, right), BACKWARD.accent, 1)
    axes.plot(canvas, lambda x: max(x, TIE_AT), 0, TIE_AT, FORWARD)
    axes.plot(canvas, lambda x: max(x, TIE_AT), TIE_AT, 4.2, FORWARD)
    axes.point(canvas, TIE_AT, TIE_AT, BACKWARD.accent)
    (flat, level), (steep, height), (tie, below) = axes(0.05, 2), axes(3.1, 3.1), axes(TIE_AT, 2)
    canvas.text((flat, level - 18), say("flat"), 14, "start", FORWARD.accent, 600)
    canvas.text((steep - 10, height - 14), say("steep"), 14, "end", FORWARD.accent, 600)
    canvas.text((tie + 10, below + 50), say("tie"), 14, "start", BACKWARD.accent, 600)
    canvas.maths((axes(TIE_AT, 0)[0], axes.at[1] + 15), f"x=y={number(TIE_AT)}", 15, fill=MUTED)
    canvas.maths((axes(4.3, 0)[0] - 4, axes.at[1] + 15), "x", 15, fill=MUTED)
    canvas.text((axes.at[0] + 8, axes(0, 4.6)[1] + 6), "max$(x,y)$", 14, "start", MUTED)
    axes.line(canvas, (TIE_AT, 0), (TIE_AT, TIE_AT), LINE, 1)
    return canvas
