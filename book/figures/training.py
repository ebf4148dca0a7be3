"""Two spirals: the boundary of a network before, during and after training; losses of batches and of bugs."""

import inspect
from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np

from book.figures.kit.contour import loops
from book.figures.kit.drawing import BACKWARD, FORWARD, INK, MUTED, Box, Canvas, Point, tenth
from book.figures.kit.lines import stroke, thinned
from book.figures.kit.plot import DASHED, DISC, DOTTED, SOLID, Plot, Scale, legend
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets.training.bugs import BUGS
from snippets.training.bugs import losses as with_bug
from snippets.training.learn import loss, right, scores, start, train
from snippets.training.spirals import T, X

MOMENTS = (0, 50, 500)
REACH = 2.3  # the plane is shown from −2.3 to 2.3
FINE = 49  # grid points a side
LETTERS = "ABCD"
POINT = "a2.4 2.4 0 1 1 4.8 0 2.4 2.4 0 1 1-4.8 0"  # a disc, from its left end
ORDER = ("zeros", "kept", "sorted", "apart")  # which bug is A, B, C, D
TOUCHED = {"A": "kept", "B": "sign", "C": "turned"}  # and where the figure is touched
ETA = inspect.signature(train).parameters["eta"].default
FIRST = [p.data.round(3).tolist() for p in start(np.random.default_rng(0))]


@cache
def _path(size: int) -> tuple:
    """The weights at each of 501 moments."""
    return tuple(train(size=size, epochs=500 * size // len(X)))


@cache
def _losses(size: int) -> tuple[float, ...]:
    return tuple(float(loss(X, T, weights).data) for weights in _path(size))


@cache
def _wrong(bug: str) -> tuple[float, ...]:
    return tuple(with_bug(**BUGS[bug]))


@cache
def _plane(moment: int) -> np.ndarray:
    """The scores at the points of a grid, the first row at the top."""
    line = np.linspace(-REACH, REACH, FINE)
    points = np.stack(np.meshgrid(line, -line), axis=-1).reshape(-1, 2)
    return scores(points, _path(len(X))[moment]).data.reshape(FINE, FINE)


@interactive(
    "training",
    {"weights": FIRST, "points": len(X) // 2, "eta": ETA, "bugs": TOUCHED},
    goal={"program": next(program for program, bug in TOUCHED.items() if bug == "turned")},
)
@figure
def boundary(say: Words, narrow: bool) -> Canvas:
    """The plane at three moments: which class the network gives to each point; below, the loss."""
    correct = {f"right{moment}": right(_path(len(X))[moment]) for moment in MOMENTS}
    canvas = Canvas.fitting(narrow, 612, 480, say("description", moment=MOMENTS[1], last=MOMENTS[2], **correct))
    side = 152 if narrow else 196
    places = [(4, 28), (172, 28), (4, 220)] if narrow else [(4, 28), (222, 28), (440, 28)]
    for (x, y), moment in zip(places, MOMENTS, strict=True):
        box = Box(x, y, side, side)
        _panel(canvas, box, moment)
        words = say("before") if moment == 0 else say("after", updates=moment)
        canvas.text((box.middle[0], y - 14), words, size=14, weight=600)
    column = [(188, 234 + 27 * row) for row in range(4)] if narrow else [(6 + 216 * k, 246) for k in range(3)]
    for at, look in zip(column, ("one", "other", "wrong"), strict=False):
        _signs(canvas, [at], look)
        if look == "wrong":
            _signs(canvas, [(at[0] + 10, at[1])], look, first=True)
        canvas.text((at[0] + 20, at[1]), say(look), size=14, anchor="start")
    top = 422 if narrow else 298
    across, up = Scale(0, 500, (0, 100, 200, 300, 400, 500)), Scale(0, 0.7, (0, 0.2, 0.4, 0.6))
    plot = Plot(44, top, 266, 118, across, up) if narrow else Plot(44, top, 580, 122, across, up)
    canvas.text((plot.x - 34, plot.y - 22), say("loss"), size=14, anchor="start", fill=MUTED)
    plot.axes(canvas, size=15)
    plot.curve(canvas, range(501), _losses(len(X)), SOLID)
    dots = "".join("M{} {}{}".format(*map(tenth, plot.at(t, _losses(len(X))[t])), DISC) for t in MOMENTS)
    canvas.add("path", d=dots, fill=FORWARD.accent)
    canvas.text((plot.middle[0], plot.bottom + 40), say("step"), size=14, fill=MUTED)
    return canvas


@figure
def batches(say: Words, narrow: bool) -> Canvas:
    """The loss over all points, for small batches and for all points at once."""
    canvas = Canvas.fitting(narrow, 251, 255, say("description", size=20))
    across, up = Scale(0, 200, (0, 50, 100, 150, 200)), Scale(0, 0.7, (0, 0.2, 0.4, 0.6))
    plot = Plot(44, 37, 266, 160, across, up) if narrow else Plot(44, 37, 580, 164, across, up)
    canvas.text((plot.x - 34, plot.y - 22), say("loss"), size=14, anchor="start", fill=MUTED)
    plot.axes(canvas, size=15)
    canvas.text((plot.middle[0], plot.bottom + 40), say("step"), size=14, fill=MUTED)
    keys = (plot.x + 104, plot.y + 18) if narrow else (plot.x + 330, plot.y + 18)
    for k, (size, style) in enumerate(((20, SOLID), (len(X), DASHED))):
        plot.curve(canvas, range(201), _losses(size)[:201], style)
        legend(canvas, (keys[0], keys[1] + 25 * k), say("batch", size=size), style)
    return canvas


def _panel(canvas: Canvas, box: Box, moment: int) -> None:
    """The region of positive scores in a tint, its border, and all points; those on the wrong side in orange."""
    pitch = box.width / (FINE - 1)
    found = loops(_plane(moment), lambda row, column: (box.x + column * pitch, box.y + row * pitch))
    area = "".join(stroke(thinned(loop), closed=True) for loop in found)
    canvas.add("path", d=area, fill=FORWARD.soft, fill_rule="evenodd")
    inside = "".join(_inside(loop, box) for loop in found)
    canvas.add("path", d=inside, fill="none", stroke=INK, stroke_width=1.4, stroke_linejoin="round")
    canvas.add("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill="none", stroke=MUTED)
    correct = T * scores(X, _path(len(X))[moment]).data > 0
    across = box.x + (X[:, 0] / REACH + 1) * box.width / 2
    down = box.y + (1 - X[:, 1] / REACH) * box.width / 2
    for well, first in product((True, False), repeat=2):  # what is wrong lies on top
        chosen = (correct[:, 0] == well) & ((T[:, 0] > 0) == first)
        places = np.stack([across, down], axis=1)[chosen].round(1).tolist()
        _signs(canvas, places, "one" if well else "wrong", first)


def _signs(canvas: Canvas, places: Sequence[Point], look: str, first: bool | None = None) -> None:
    """Points: discs in one arm, empty squares in the other; orange if they are on the wrong side."""
    first = look == "one" if first is None else first
    colour = BACKWARD.accent if look == "wrong" else FORWARD.accent if first else INK
    if first:
        canvas.add("path", d="".join(stroke([(x - 2.4, y)]) + POINT for x, y in places), fill=colour)
    else:
        squares = "".join(stroke([(x - 2, y - 2)]) + "h4v4h-4z" for x, y in places)
        canvas.add("path", d=squares, fill="none", stroke=colour, stroke_width=1.2)


def _inside(loop: list[Point], box: Box) -> str:
    """The pieces of a closed curve that do not run along the frame."""
    pieces: list[list[Point]] = [[]]
    for (x, y), (a, b) in zip(loop, loop[1:] + loop[:1], strict=True):
        along = any(abs(u - edge) < 0.01 and abs(v - edge) < 0.01 for u, v, edge in _edges(x, y, a, b, box))
        if along:
            pieces.append([])
        else:
            pieces[-1] += [(a, b)] if pieces[-1] else [(x, y), (a, b)]
    return "".join(stroke(thinned(piece)) for piece in pieces)


def _edges(x: float, y: float, a: float, b: float, box: Box) -> tuple[tuple[float, float, float], ...]:
    return (x, a, box.x), (x, a, box.right), (y, b, box.y), (y, b, box.bottom)


@figure
def bugs(say: Words, narrow: bool) -> Canvas:
    """The losses of four programs with a fault, each with that of the program without."""
    canvas = Canvas.fitting(narrow, 474, 388, say("description"))
    across, up = Scale(0, 200, (0, 100, 200)), Scale(0, 2, (0, 1, 2))
    width, height = (124, 136) if narrow else (270, 116)
    lefts, tops = ((26, 190), (34, 236)) if narrow else ((28, 354), (34, 210))
    for k, (letter, bug) in enumerate(zip(LETTERS, ORDER, strict=True)):
        plot = Plot(lefts[k % 2], tops[k // 2], width, height, across, up)
        plot.axes(canvas, size=15)
        plot.curve(canvas, range(201), _losses(20)[:201], DOTTED)
        values = [value if value <= up.high else np.nan for value in _wrong(bug)[:201]]
        plot.curve(canvas, range(201), values, SOLID)
        canvas.text((plot.x, plot.y - 16), letter, size=16, anchor="start", weight=600)
    foot = canvas.height - 14
    for (x, y), key, style in zip(
        [(16, foot - 24), (16, foot)] if narrow else [(32, foot), (362, foot)],
        ("faulty", "sound"),
        (SOLID, DOTTED),
        strict=True,
    ):
        legend(canvas, (x, y), say(key), style)
    return canvas
