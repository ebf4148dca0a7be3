"""Lines of many points as they are written: the points that the eye needs, each as a step from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from book.figures.kit.drawing import Point

UNSEEN = 0.08  # in user units: that far from the line a left-out point may lie


def thinned(points: Sequence[Point], unseen: float = UNSEEN) -> list[Point]:
    """The points without those that lie within `unseen` of the line through the others (Ramer–Douglas–Peucker).

    The first and the last stay, and so does the order.
    """
    places = np.asarray(points, dtype=float).reshape(-1, 2)
    kept, open_pieces = {0, len(places) - 1}, [(0, len(places) - 1)]
    while open_pieces:
        first, last = open_pieces.pop()
        if last - first < 2:
            continue
        away = _distances(places[first + 1 : last], places[first], places[last])
        farthest = first + 1 + int(away.argmax())
        if away.max() > unseen:
            kept.add(farthest)
            open_pieces += [(first, farthest), (farthest, last)]
    return [points[k] for k in sorted(kept)] if len(places) else []


def _distances(places: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """From each place to the segment."""
    along = end - start
    length = float(along @ along) or 1.0
    share = np.clip((places - start) @ along / length, 0, 1)
    return np.hypot(*(places - start - share[:, None] * along).T)


def stroke(points: Sequence[Point], closed: bool = False) -> str:
    """A line through the points, for the attribute d: to a tenth, without blanks that nobody needs."""
    tenths = [(round(float(x) * 10), round(float(y) * 10)) for x, y in points]
    if not tenths:
        return ""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(tenths)]
    d = "M" + _pairs(tenths[:1]) + ("l" + _pairs(steps) if steps else "")
    return d + ("z" if closed else "")


def _pairs(tenths: Sequence[tuple[int, int]]) -> str:
    numbers = [_number(one) for pair in tenths for one in pair]
    return numbers[0] + "".join(one if one.startswith("-") else f" {one}" for one in numbers[1:])


def _number(tenths: int) -> str:
    text = f"{abs(tenths) / 10:.1f}".removesuffix(".0")
    text = text.removeprefix("0") or "0"
    return f"-{text}" if tenths < 0 else text
