"""The losses of both programs, the fitted curve, and what the learning rate does near its limit."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from book.figures.kit.drawing import INK, LINE, MUTED, PLAIN, Canvas
from book.figures.kit.plot import DASH_DOT, DASHED, DISC, DOTTED, SOLID, SOLID_DISCS, SQUARE, Plot, Scale, Style, legend
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets.two_programs import fit as program
from snippets.two_programs.largest_rate import limit
from snippets.two_programs.network import train

STEPS = 2000
RATES = {3.5e-6: SOLID, 3.56e-6: DOTTED, 3.6e-6: DASH_DOT, 4e-6: DASHED}
SINE = Style(INK, "1.5 3.5", weight=2.4)


@cache
def _network() -> tuple[float, ...]:
    return tuple(train())


@cache
def _path(rate: float, steps: int) -> tuple[np.ndarray, ...]:
    return tuple(program.descend(rate, steps))


def _losses(rate: float, steps: int) -> list[float]:
    return [float(program.loss(w)) for w in _path(rate, steps)]


def _power(rate: float) -> str:
    """3.56e-6 as 3.56·10⁻⁶ in a label."""
    digits, exponent = f"{rate:e}".split("e")
    return rf"${float(digits):g}\cdot 10^{{{int(exponent)}}}$"


@figure
def losses(say: Words, narrow: bool) -> Canvas:
    """The loss of the network and of the fit against the number of steps, on logarithmic scales."""
    network, descent = _network(), _losses(1e-6, STEPS)
    least = float(program.loss(program.best()))
    facts = {"first": f"{network[0]:,.0f}", "at99": f"{network[99]:.2f}", "start": f"{descent[0]:,.0f}"}
    facts |= {"end": f"{descent[-1]:.3f}", "least": f"{least:.3f}"}
    canvas = Canvas.fitting(narrow, 668, 332, say("description", **facts))
    up = Scale(1e-5, 1e8, (1e-4, 1.0, 1e4, 1e8), log=True)
    scales = Scale(0, 500, (0, 100, 200, 300, 400, 500)), Scale(0, STEPS, (0, 500, 1000, 1500, 2000))
    places = [(52, 68), (52, 402)] if narrow else [(56, 68), (370, 68)]
    width = 254 if narrow else 246
    plots = [Plot(*at, width, 200, scale, up) for at, scale in zip(places, scales, strict=True)]
    for plot, name, values in zip(plots, ("network", "fit"), (network, descent), strict=True):
        canvas.text((plot.x - 34, plot.y - 50), say(name), size=15, anchor="start", weight=600)
        canvas.text((plot.x - 34, plot.y - 25), say("loss"), size=14, anchor="start", fill=MUTED)
        plot.axes(canvas, size=16)
        canvas.text((plot.middle[0], plot.bottom + 44), say("step"), size=14, fill=MUTED)
        plot.curve(canvas, range(len(values)), values, SOLID)
    floor = plots[1].at(STEPS, least)
    plots[1].curve(canvas, (0, STEPS), (least, least), DASHED)
    canvas.text((floor[0], floor[1] + 16), say("least"), size=14, anchor="end", fill=DASHED.stroke)
    return canvas


@figure
def fit(say: Words, narrow: bool) -> Canvas:
    """The sine and three cubics: after a few steps, after all of them, and the best there is."""
    few = 500
    path, best = _path(1e-6, STEPS), program.best()
    facts = {"few": few, "many": STEPS}
    canvas = Canvas.fitting(narrow, 388, 372, say("description", **facts))
    across = Scale(-np.pi, np.pi, (-3, -2, -1, 0, 1, 2, 3))
    plot = Plot(42, 16, 270, 240, across, Scale(-1.5, 1.5, (-1, 0, 1)))
    if not narrow:
        plot = Plot(60, 16, 540, 270, plot.across, plot.up)
    plot.axes(canvas, size=15)
    curves = {"sine": (np.sin, SINE)}
    for name, w, style in ("few", path[few], DASH_DOT), ("many", path[-1], SOLID), ("best", best, DASHED):
        curves[name] = (lambda x, w=w: np.polynomial.polynomial.polyval(x, w), style)
    column = (18, 18, 18, 18) if narrow else (60, 330, 60, 330)
    rows = (302, 325, 348, 371) if narrow else (330, 330, 355, 355)
    for (name, (f, style)), x, y in zip(curves.items(), column, rows, strict=True):
        plot.function(canvas, f, style)
        legend(canvas, (x, y), say(name, **facts), style)
    return canvas


@figure
def rates(say: Words, narrow: bool) -> Canvas:
    """The loss of the fit against the step for rates just below and just above the largest stable one."""
    steps, top = 300, 1e10
    canvas = Canvas.fitting(narrow, 410, 366, say("description", limit=f"{limit:.3e}".replace("e-06", "e−6")))
    up = Scale(1, top, (1.0, 1e2, 1e4, 1e6, 1e8, top), log=True)
    across = Scale(0, steps, (0, 100, 200, 300))
    plot = Plot(52, 38, 258, 230, across, up) if narrow else Plot(70, 38, 530, 230, across, up)
    canvas.text((plot.x - 34, plot.y - 24), say("loss"), size=14, anchor="start", fill=MUTED)
    plot.axes(canvas, size=16)
    canvas.text((plot.middle[0], plot.bottom + 42), say("step"), size=14, fill=MUTED)
    places = (
        [(18, 336), (176, 336), (18, 362), (176, 362)] if narrow else [(70, 340), (212, 340), (354, 340), (496, 340)]
    )
    for at, (rate, style) in zip(places, RATES.items(), strict=True):
        values = [value if value <= top else np.nan for value in _losses(rate, steps)]
        plot.curve(canvas, range(len(values)), values, style)
        legend(canvas, at, _power(rate), style, size=16)
    return canvas


PENCIL = np.array([[2, 0], [0, 1]])
CURVATURES = [int(one) for one in np.linalg.eigvalsh(PENCIL.T @ PENCIL)[::-1].round()]
RATE, STEPS_OF_RATE, UPDATES = 0.2, 80, 8
BOTH_DASHED = Style(INK, "7 4", SQUARE)


def pieces(rate: float, curvatures: Sequence[float], updates: int = UPDATES) -> np.ndarray:
    """What is left of the two pieces of the difference from the best weights, before any update and after each."""
    factors = np.array([1 - 2 * rate * curvature for curvature in curvatures])
    left = [np.ones(2)]
    for _ in range(updates):
        left.append(left[-1] * factors)
    return np.array(left)


def at_once(curvature: float) -> float:
    """The rate at which a piece with this eigenvalue is gone after one update."""
    return 1 / (2 * curvature)


@interactive(
    "descent",
    {
        **{"first": CURVATURES[0], "seconds": CURVATURES[::-1], "start": [1, 1], "second": CURVATURES[1]},
        "step": round(RATE * STEPS_OF_RATE),
    },
    goal={"updates": 1},
    once=number(at_once(CURVATURES[0])),
    other=number(at_once(CURVATURES[1])),
)
@figure
def two_pieces(say: Words, narrow: bool) -> Canvas:
    """The way of the weights on the bowl with the eigenvalues 4 and 1, and both pieces against the updates."""
    left = pieces(RATE, CURVATURES)
    factors = [number(round(1 - 2 * RATE * curvature, 4)) for curvature in CURVATURES]
    facts = {"rate": number(RATE), "one": factors[0], "two": factors[1]}
    canvas = Canvas.fitting(narrow, 622, 322, say("description", **facts))
    unit = Scale(-1.25, 1.25, (-1, 0, 1))
    bowl = Plot(24, 12, 280, 280, unit, unit) if narrow else Plot(2, 12, 280, 280, unit, unit)
    _bowl(canvas, bowl, left)
    across = Scale(0, UPDATES, (0, 2, 4, 6, 8))
    places = [(34, 346), (34, 492)] if narrow else [(348, 40), (348, 186)]
    for k, (place, style) in enumerate(zip(places, (SOLID_DISCS, BOTH_DASHED), strict=True)):
        plot = Plot(*place, 280, 84, across, unit)
        plot.axes(canvas, size=14)
        plot.curve(canvas, range(UPDATES + 1), left[:, k], style)
        words = say("piece", number=k + 1, curvature=CURVATURES[k], factor=factors[k])
        canvas.text((plot.x - 22, plot.y - 17), words, size=14, anchor="start", fill=style.stroke, weight=600)
    canvas.text((plot.middle[0], plot.bottom + 36), say("updates"), size=14, fill=MUTED)
    return canvas


def _bowl(canvas: Canvas, plot: Plot, left: np.ndarray) -> None:
    """Lines of equal loss, and the weights from update to update."""
    turn = np.linspace(0, 2 * np.pi, 73)
    for level in 0.5, 1, 1.5, 2, 2.5:
        ring = level * np.stack([np.cos(turn), np.sin(turn)]) / np.sqrt(np.array(CURVATURES))[:, None]
        inside = np.where(np.abs(ring).max(axis=0) <= plot.across.high, ring, np.nan)
        plot.curve(canvas, *inside, Style(LINE, weight=1))
    for end in ((plot.across.high, 0), (0, plot.up.high)):
        canvas.path(plot.at(-end[0], -end[1]), plot.at(*end), tone=PLAIN, weight=1, dashed=True)
    canvas.add("rect", x=plot.x, y=plot.y, width=plot.width, height=plot.height, fill="none", stroke=LINE)
    plot.curve(canvas, *left.T, Style(INK, mark=DISC, weight=1))
