"""Plots: scales, axes with ticks, and curves that dash and marker tell apart as well as colour does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log10

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, MUTED, Box, Canvas, Point, tenth
from book.figures.kit.lines import stroke, thinned
from book.figures.kit.typeset import number

TICK = 5.0
MARK = 3.4


@dataclass(frozen=True)
class Scale:
    """One axis: its two ends, the values that carry a tick, and whether equal steps are equal factors."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.log and self.low <= 0):
            raise ValueError(f"no scale from {self.low:g} to {self.high:g}: it grows, from above 0 if logarithmic")

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one. What lies outside is put on the border."""
        inside = min(max(value, self.low), self.high)
        if self.log:
            return log10(inside / self.low) / log10(self.high / self.low)
        return (inside - self.low) / (self.high - self.low)

    def label(self, tick: float) -> str:
        """A tick's formula: the number, or a power of ten on a logarithmic scale."""
        if not self.log or tick == 1:
            return number(tick)
        return f"10^{{{round(log10(tick))}}}"


@dataclass(frozen=True)
class Style:
    """How a curve looks: colour, dashes and the shape of its marks (a path around the origin, or none)."""

    stroke: str
    dash: str = ""
    mark: str = ""
    weight: float = 1.8


_R = MARK
DISC = f"m{-_R} 0a{_R} {_R} 0 1 0 {2 * _R} 0a{_R} {_R} 0 1 0 {-2 * _R} 0Z"
SQUARE = f"m{-_R * 0.9} {-_R * 0.9}h{_R * 1.8}v{_R * 1.8}h{-_R * 1.8}Z"
DIAMOND = f"m0 {-_R * 1.3}l{_R * 1.3} {_R * 1.3}l{-_R * 1.3} {_R * 1.3}l{-_R * 1.3} {-_R * 1.3}Z"

SOLID = Style(FORWARD.accent)
DASHED = Style(BACKWARD.accent, "7 4")
DOTTED = Style(INK, "1.5 3.5")
DASH_DOT = Style(MUTED, "9 3 2 3")
SOLID_DISCS = Style(FORWARD.accent, "", DISC)
DASHED_SQUARES = Style(BACKWARD.accent, "7 4", SQUARE)
DOTTED_DIAMONDS = Style(INK, "1.5 3.5", DIAMOND)


@dataclass(frozen=True)
class Plot(Box):
    """The rectangle between the axes of a plot, with its two scales."""

    across: Scale
    up: Scale

    def at(self, x: float, y: float) -> Point:
        """Where the point (x, y) of the plot lies on the canvas."""
        return self.x + self.across.share(x) * self.width, self.bottom - self.up.share(y) * self.height

    def axes(self, canvas: Canvas, size: float = 14, grid: bool = True) -> None:
        """Both axes with ticks and their labels, and thin lines across the plot at the vertical ones."""
        levels = [self.at(self.across.low, tick)[1] for tick in self.up.ticks]
        if grid:
            lines = "".join(f"M{tenth(self.x)} {tenth(y)}h{tenth(self.width)}" for y in levels)
            canvas.add("path", d=lines, stroke=LINE, stroke_width=0.75, fill="none")
        frame = f"M{tenth(self.x)} {tenth(self.y)}V{tenth(self.bottom)}H{tenth(self.right)}"
        for tick, y in zip(self.up.ticks, levels, strict=True):
            frame += f"M{tenth(self.x - TICK)} {tenth(y)}h{tenth(TICK)}"
            canvas.maths((self.x - TICK - 4, y), self.up.label(tick), size=size, anchor="end", fill=MUTED)
        for tick in self.across.ticks:
            x = self.at(tick, self.up.low)[0]
            frame += f"M{tenth(x)} {tenth(self.bottom)}v{tenth(TICK)}"
            canvas.maths((x, self.bottom + TICK + 12), self.across.label(tick), size=size, fill=MUTED)
        canvas.add("path", d=frame, stroke=MUTED, stroke_width=1.1, fill="none")

    def curve(self, canvas: Canvas, xs: Sequence[float], ys: Sequence[float], style: Style, every: int = 1) -> None:
        """A line through the points, and the style's mark on each `every`-th of them.

        Where a value is no finite number the line is broken. A line without marks leaves out the points that nobody
        could tell from it. Raises ValueError if xs and ys differ in length.
        """
        points = [self.at(x, y) if np.isfinite(x) and np.isfinite(y) else None for x, y in zip(xs, ys, strict=True)]
        runs = [list(run) for there, run in groupby(points, lambda point: point is not None) if there]
        _stroke(canvas, "".join(stroke(run if style.mark else thinned(run)) for run in runs), style)
        _marks(canvas, [point for point in points[::every] if point is not None], style)

    def function(self, canvas: Canvas, f: Callable[[np.ndarray], np.ndarray], style: Style, points: int = 121) -> None:
        """The graph of a function over the whole width."""
        if self.across.log:
            xs = np.geomspace(self.across.low, self.across.high, points)
        else:
            xs = np.linspace(self.across.low, self.across.high, points)
        self.curve(canvas, xs, f(xs), style)


def legend(canvas: Canvas, at: Point, words: str, style: Style, size: float = 14) -> None:
    """A short piece of a curve, its mark in the middle, and its name to the right; `at` is the left end."""
    x, y = at
    _stroke(canvas, f"M{tenth(x)} {tenth(y)}h32", style)
    _marks(canvas, [(x + 16, y)], style)
    canvas.text((x + 40, y), words, size=size, anchor="start")


def _stroke(canvas: Canvas, d: str, style: Style) -> None:
    look: dict[str, str | float] = {"fill": "none", "stroke": style.stroke, "stroke_width": style.weight}
    look |= {"stroke_linejoin": "round", "stroke_linecap": "round" if style.dash.startswith("1") else "butt"}
    if style.dash:
        look["stroke_dasharray"] = style.dash
    canvas.add("path", d=d, **look)


def _marks(canvas: Canvas, points: Sequence[Point], style: Style) -> None:
    if style.mark and points:
        canvas.add("path", d="".join(f"M{tenth(x)} {tenth(y)}{style.mark}" for x, y in points), fill=style.stroke)
