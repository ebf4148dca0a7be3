"""The few strokes all figures are made of: grids of cells, bands, arrows, texts.

Colours are the page's CSS variables, so light, dark and print need no second drawing. Forward flow is blue,
plain and solid; backward flow is orange, hatched and dashed: the difference never hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import hypot

import numpy as np

from book.figures.kit.typeset import MATHS_FONT, Span, number, rounded, spans

INK = "var(--fig-ink, #1d222b)"
MUTED = "var(--fig-muted, #5c6573)"
LINE = "var(--fig-line, #c9cfd8)"
PAPER = "var(--fig-paper, #ffffff)"


@dataclass(frozen=True)
class Tone:
    """How one kind of thing looks: accent, fill, whether hatched and dashed."""

    accent: str
    soft: str
    backward: bool = False


PLAIN = Tone(LINE, "none")
FORWARD = Tone("var(--fwd, #1b67a8)", "var(--fwd-soft, #e3eff9)")
BACKWARD = Tone("var(--bwd, #b5480f)", "var(--bwd-soft, #fcebdf)", backward=True)

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Grid(Box):
    """A matrix of rows × columns square cells."""

    rows: int
    columns: int

    @classmethod
    def of(cls, shape: Sequence[int], pitch: float, x: float = 0, y: float = 0) -> Grid:
        """A grid for a matrix of this shape with its left top corner at (x, y)."""
        rows, columns = shape
        return cls(x, y, columns * pitch, rows * pitch, rows, columns)

    @property
    def pitch(self) -> float:
        return self.width / self.columns

    def cell(self, i: int, j: int) -> Box:
        return Box(self.x + j * self.pitch, self.y + i * self.pitch, self.pitch, self.pitch)

    def row(self, i: int) -> Box:
        return Box(self.x, self.y + i * self.pitch, self.width, self.pitch)

    def column(self, j: int) -> Box:
        return Box(self.x + j * self.pitch, self.y, self.pitch, self.height)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def tenth(value: float) -> str:
    """A place as it is written: nobody sees less than a tenth of a pixel."""
    return f"{value:z.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Text:
    """One line of text: where the start, middle or end of its baseline lies, how it looks, and what it says.

    `maths`: the line is in the maths font itself, as a number is; else only its spans are.
    """

    x: float
    y: float
    size: float
    anchor: str
    fill: str
    spans: tuple[Span, ...]
    weight: int = 400
    maths: bool = False

    def svg(self) -> str:
        """The line for the web, where the browser measures the letters."""
        style = f' font-weight="{self.weight}"' if self.weight != 400 else ""
        style += f' font-family="{MATHS_FONT}"' if self.maths else ""
        parts, height = [], 0.0
        for span in self.spans:
            attributes = f' font-family="{MATHS_FONT}" font-weight="400"' if span.maths and not self.maths else ""
            if span.size != self.size:
                attributes += f' font-size="{span.size:g}"'
            if span.down != height:
                attributes += f' dy="{span.down - height:.4g}"'
            height = span.down
            parts.append(f"<tspan{attributes}>{escape(span.text)}</tspan>" if attributes else escape(span.text))
        place = f'x="{tenth(self.x)}" y="{tenth(self.y)}" font-size="{self.size:g}" text-anchor="{self.anchor}"'
        return f'<text {place} fill="{self.fill}"{style}>{"".join(parts)}</text>'


@dataclass
class Canvas:
    """A drawing surface of fixed size in user units (CSS pixels at natural size), described in words.

    Its parts are strokes as SVG, and texts, which the web and print write in ways of their own.
    """

    width: float
    height: float
    description: str
    parts: list[str | Text] = field(default_factory=list)

    @classmethod
    def fitting(cls, narrow: bool, narrow_height: float, wide_height: float, description: str) -> Canvas:
        """A canvas as wide as a phone's column or as a book page's."""
        return cls(328, narrow_height, description) if narrow else cls(640, wide_height, description)

    def add(self, element: str, **attributes: str | float) -> None:
        """Append an empty element; underscores in attribute names become hyphens."""
        listed = "".join(
            f' {name.replace("_", "-")}="{_n(value) if isinstance(value, int | float) else value}"'
            for name, value in attributes.items()
        )
        self.parts.append(f"<{element}{listed}/>")

    def text(
        self,
        at: Point,
        markup: str,
        size: float = 15,
        anchor: str = "middle",
        fill: str = INK,
        weight: int = 400,
        leading: float = 1.3,
    ) -> None:
        """Text whose vertical middle is at `at`; lines are separated by a line break, formulas by dollars."""
        lines, size = markup.split("\n"), rounded(size)
        x, top = at[0], at[1] - (len(lines) - 1) * size * leading / 2
        for order, line in enumerate(lines):
            place = _baseline((x, top + order * size * leading), size)
            self.parts.append(Text(*place, size, anchor, fill, spans(line, size), weight))

    def maths(self, at: Point, formula: str, size: float = 17, **style: str | float) -> None:
        """One formula."""
        self.text(at, f"${formula}$", size, **style)  # type: ignore[arg-type]

    def box(self, box: Box, tone: Tone = PLAIN, inset: float = 0, weight: float = 1.25, filled: bool = True) -> None:
        """A rounded rectangle in a tone; a filled backward one is hatched."""
        area = Box(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset)
        place = {"x": area.x, "y": area.y, "width": area.width, "height": area.height, "rx": 3}
        if filled:
            self.add("rect", **place, fill=tone.soft)
            if tone.backward:
                self.hatch(area, tone)
        self.add("rect", **place, fill="none", stroke=tone.accent, stroke_width=weight)

    def shade(self, box: Box, tone: Tone) -> None:
        """A deeper tint over part of a grid."""
        self.add("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=3, fill=tone.accent, opacity=0.2)

    def hatch(self, box: Box, tone: Tone, step: float = 6, opacity: float = 0.3) -> None:
        """Thin diagonal lines clipped to the box by arithmetic: no pattern, hence no id."""
        strokes, offset = [], step
        while offset < box.width + box.height:
            start = (box.x + max(0, offset - box.height), box.y + min(offset, box.height))
            end = (box.x + min(offset, box.width), box.y + max(0, offset - box.width))
            strokes.append(f"M{tenth(start[0])} {tenth(start[1])}L{tenth(end[0])} {tenth(end[1])}")
            offset += step
        self.add("path", d="".join(strokes), stroke=tone.accent, stroke_width=0.75, opacity=opacity)

    def grid(self, grid: Grid, tone: Tone = PLAIN, weight: float = 1.25) -> None:
        """A matrix as a block of cells: fill, thin inner lines, border."""
        if tone is not PLAIN:
            self.add("rect", x=grid.x, y=grid.y, width=grid.width, height=grid.height, rx=3, fill=tone.soft)
        if tone.backward:
            self.hatch(grid, tone)
        across = (f"M{tenth(grid.x)} {tenth(grid.row(i).y)}h{tenth(grid.width)}" for i in range(1, grid.rows))
        down = (f"M{tenth(grid.column(j).x)} {tenth(grid.y)}v{tenth(grid.height)}" for j in range(1, grid.columns))
        inner = LINE if tone is PLAIN else PAPER
        if grid.rows * grid.columns > 1:
            self.add("path", d="".join((*across, *down)), stroke=inner, stroke_width=1, fill="none")
        self.box(grid, tone, weight=weight, filled=False)

    def numbers(self, grid: Grid, values: np.ndarray, size: float, without: tuple[int, int] | None = None) -> None:
        """One number in every cell, but for one cell to be drawn apart; `values` has the grid's shape."""
        for place, value in np.ndenumerate(np.asarray(values)):
            if place != without:
                self.number(grid.cell(*place).middle, value, size)

    def number(self, at: Point, value: float, size: float, fill: str = INK) -> None:
        """One computed number."""
        size = rounded(size)
        said = (Span(number(value), True, size),)
        self.parts.append(Text(*_baseline(at, size), size, "middle", fill, said, maths=True))

    def arrow(
        self,
        *points: Point,
        tone: Tone = FORWARD,
        weight: float = 1.6,
        head: float = 7,
        bend: float = 14,
        dashed: bool | None = None,
    ) -> None:
        """A polyline with rounded corners; its head's tip lies exactly on the last point."""
        (ax, ay), (bx, by) = points[-2:]
        length = hypot(bx - ax, by - ay)
        ux, uy = (bx - ax) / length, (by - ay) / length
        # The stroke ends inside the head so that no blunt end shows beside the tip.
        neck = (bx - ux * head * 0.8, by - uy * head * 0.8)
        self.path(*points[:-1], neck, tone=tone, weight=weight, bend=bend, dashed=dashed)
        left = (bx - ux * head - uy * head * 0.45, by - uy * head + ux * head * 0.45)
        right = (bx - ux * head + uy * head * 0.45, by - uy * head - ux * head * 0.45)
        corners = "L".join(f"{tenth(x)} {tenth(y)}" for x, y in ((bx, by), left, right))
        self.add("path", d=f"M{corners}Z", fill=tone.accent)

    def path(
        self,
        *points: Point,
        tone: Tone = FORWARD,
        weight: float = 1.6,
        bend: float = 14,
        dashed: bool | None = None,
    ) -> None:
        """A polyline with rounded corners, dashed if its tone is the backward one."""
        d = [f"M{tenth(points[0][0])} {tenth(points[0][1])}"]
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            reach = min(bend, hypot(corner[0] - before[0], corner[1] - before[1]) / 2)
            reach = min(reach, hypot(after[0] - corner[0], after[1] - corner[1]))
            enter, leave = _towards(corner, before, reach), _towards(corner, after, reach)
            d.append(f"L{tenth(enter[0])} {tenth(enter[1])}")
            d.append(f"Q{tenth(corner[0])} {tenth(corner[1])} {tenth(leave[0])} {tenth(leave[1])}")
        d.append(f"L{tenth(points[-1][0])} {tenth(points[-1][1])}")
        style: dict[str, str | float] = {"fill": "none", "stroke": tone.accent, "stroke_width": weight}
        if tone.backward if dashed is None else dashed:
            style["stroke_dasharray"] = "5 3.5"
        self.add("path", d="".join(d), **style)


def _baseline(middle: Point, size: float) -> Point:
    """Where a line of text stands: to a hundredth, like every length in a file, so that web and print agree."""
    return round(float(middle[0]), 2), round(float(middle[1] + size * 0.35), 2)


def _towards(start: Point, goal: Point, distance: float) -> Point:
    length = hypot(goal[0] - start[0], goal[1] - start[1]) or 1
    return (
        start[0] + (goal[0] - start[0]) * distance / length,
        start[1] + (goal[1] - start[1]) * distance / length,
    )
