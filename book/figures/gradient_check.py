"""The measured error of three methods in two precisions, and a difference that steps across a kink."""

from functools import cache

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, MUTED, Canvas, tenth
from book.figures.kit.plot import (
    DASHED,
    DASHED_SQUARES,
    DOTTED_DIAMONDS,
    SOLID,
    SOLID_DISCS,
    Plot,
    Scale,
    Style,
    legend,
)
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets import fixture
from snippets.gradient_check.example import loss, tenths
from snippets.gradient_check.kink import relu
from snippets.gradient_check.v_curve import error

METHODS = {"forward": SOLID_DISCS, "central": DASHED_SQUARES, "complex": DOTTED_DIAMONDS}


def _single(X: np.ndarray) -> np.floating | np.complexfloating:
    """The loss in single precision, of complex numbers too."""
    return loss(X.astype(np.complex64 if np.iscomplexobj(X) else np.float32))


PRECISIONS = {"double": loss, "single": _single}
STEPS = np.array([float(f"1e-{k}") for k in range(17)])
POWERS = (1e-16, 1e-12, 1e-8, 1e-4, 1.0)
H, X = 0.5, 0.1  # the half width of the step, and a point nearer to the kink than that


@cache
def _measured(method: str, precision: str) -> tuple[float, ...]:
    """The relative error at every step."""
    return tuple(float(error(method, float(h), PRECISIONS[precision])) for h in STEPS)


def best(method: str, precision: str) -> float:
    """The step with the smallest error."""
    return float(STEPS[np.argmin(_measured(method, precision))])


def _power(step: float) -> str:
    """A step as figures that can be touched write it, `10⁻³`."""
    return "10" + str(round(np.log10(step))).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


ASKED = {"method": "central", "precision": "single"}
OPENS = {
    **{"X": tenths.tolist(), "Y": fixture.Y.tolist(), "G": fixture.dZ.tolist(), "s": 1, "t": 2},
    **{"method": "central", "precision": "double"},
}


@interactive("difference", OPENS, goal=ASKED, best=_power(best(**ASKED)), before=_power(best("central", "double")))
@figure
def v_curve(say: Words, narrow: bool) -> Canvas:
    """Relative error against step, both logarithmic: one panel for each precision, on the same scales."""
    valleys = {
        f"{method}_{precision}": f"{best(method, precision):.0e}".replace("-", "−")
        for method in ("forward", "central")
        for precision in PRECISIONS
    }
    canvas = Canvas.fitting(narrow, 764, 396, say("description", **valleys))
    scale = Scale(1e-17, 10, POWERS, log=True)
    plots = (
        [Plot(58, 142, 252, 226, scale, scale), Plot(58, 478, 252, 226, scale, scale)]
        if narrow
        else [Plot(62, 104, 248, 226, scale, scale), Plot(380, 104, 248, 226, scale, scale)]
    )
    places = [(18, 20), (18, 44), (18, 68)] if narrow else [(62, 20), (258, 20), (454, 20)]
    for at, (method, style) in zip(places, METHODS.items(), strict=True):
        legend(canvas, at, say(method), style)
    for plot, precision in zip(plots, PRECISIONS, strict=True):
        canvas.text((plot.x - 40, plot.y - 36), say(precision), size=15, anchor="start", weight=600)
        canvas.text((plot.x - 40, plot.y - 14), say("error"), size=14, anchor="start", fill=MUTED)
        plot.axes(canvas, size=16)
        canvas.text((plot.middle[0], plot.bottom + 48), say("step"), size=14, fill=MUTED)
        for method, style in METHODS.items():
            plot.curve(canvas, STEPS, _measured(method, precision), style)
    return canvas


@figure
def kink(say: Words, narrow: bool) -> Canvas:
    """ReLU near 0: the line through the points at x − h and x + h has neither of the two true slopes."""
    slope = float((relu(X + H) - relu(X - H)) / (2 * H))
    canvas = Canvas.fitting(narrow, 330, 330, say("description", slope=f"{slope:g}", x=f"{X:g}", h=f"{H:g}"))
    across, up = Scale(-1, 1, ()), Scale(-0.25, 1, ())
    plot = Plot(16, 16, 296, 250, across, up) if narrow else Plot(120, 16, 400, 250, across, up)
    ground = plot.at(-1, 0)[1]
    canvas.add("path", d=f"M{tenth(plot.x)} {tenth(ground)}H{tenth(plot.right)}", stroke=MUTED, stroke_width=1.1)
    plot.function(canvas, relu, Style(SOLID.stroke, weight=2.4))
    secant = [-0.85, 0.85]
    start = float(relu(X - H)) - slope * (X - H)
    plot.curve(canvas, secant, [start + slope * x for x in secant], DASHED)
    for x, name in ((X - H, r"x\,-\,h"), (X, "x"), (X + H, "x+h")):
        column, level = plot.at(x, float(relu(x)))
        canvas.add(
            "path",
            d=f"M{tenth(column)} {tenth(ground)}V{tenth(level)}",
            stroke=MUTED,
            stroke_width=1,
            stroke_dasharray="2 3",
        )
        canvas.add("circle", cx=column, cy=level, r=4.5, fill=FORWARD.accent if x == X else BACKWARD.accent)
        canvas.maths((column, ground + 18), name, size=16, fill=INK)
    right = plot.at(0.93, 0.98)
    canvas.text((right[0] - 26, right[1] + 2), say("slope", slope=1), size=14, anchor="end", fill=FORWARD.accent)
    column, level = plot.at(0.05, start + slope * 0.05)
    words = say("slope", slope=f"{slope:g}")
    canvas.text((column - 8, level - 12), words, size=14, anchor="end", fill=BACKWARD.accent)
    places = [(16, 292), (16, 316)] if narrow else [(120, 300), (320, 300)]
    legend(canvas, places[0], say("function"), Style(SOLID.stroke, weight=2.4))
    legend(canvas, places[1], say("measured"), DASHED)
    return canvas
