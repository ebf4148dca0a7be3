"""Where a function of the plane is positive: closed curves around that region, from its values on a grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np

from book.figures.kit.drawing import Point

Edge = tuple[int, int, int]  # row and column of a grid point, and 0 or 1: the edge to its right or below it


def loops(values: np.ndarray, at: Callable[[float, float], Point]) -> list[list[Point]]:
    """The border of the region of positive values as closed curves; `at` places a row and a column on the canvas.

    Outside of the grid counts as negative, so a curve may run along its rim. Filled by `evenodd` they are the region.
    """
    padded = np.pad(values.astype(float), 1, constant_values=-1)
    positive = padded > 0
    neighbours: dict[Edge, list[Edge]] = defaultdict(list)
    for i, j in np.argwhere(_mixed(positive)):
        for one, other in _crossed(padded, positive, int(i), int(j)):
            neighbours[one].append(other)
            neighbours[other].append(one)
    found, seen = [], set()
    for first in sorted(neighbours):
        loop, edge = [], first
        while edge not in seen:
            seen.add(edge)
            loop.append(at(*_place(padded, edge)))
            edge = next((one for one in neighbours[edge] if one not in seen), first)
        if loop:
            found.append(loop)
    return found


def _mixed(positive: np.ndarray) -> np.ndarray:
    """Which cells have corners of both signs."""
    corners = positive[:-1, :-1], positive[:-1, 1:], positive[1:, :-1], positive[1:, 1:]
    return np.logical_or.reduce(corners) & ~np.logical_and.reduce(corners)


def _crossed(values: np.ndarray, positive: np.ndarray, i: int, j: int) -> list[tuple[Edge, Edge]]:
    """The edges of a cell that the border crosses, in pairs."""
    around: list[Edge] = [(i, j, 0), (i, j + 1, 1), (i + 1, j, 0), (i, j, 1)]  # above, right, below, left
    corners = [positive[i, j], positive[i, j + 1], positive[i + 1, j + 1], positive[i + 1, j]]
    crossed = [edge for k, edge in enumerate(around) if corners[k] != corners[(k + 1) % 4]]
    if len(crossed) == 2:
        return [(crossed[0], crossed[1])]
    above, right, below, left = around
    middle = values[i : i + 2, j : j + 2].mean() > 0
    if middle == corners[0]:  # the corner above on the left is joined to the one opposite to it
        return [(above, right), (below, left)]
    return [(above, left), (below, right)]


def _place(values: np.ndarray, edge: Edge) -> tuple[float, float]:
    """Row and column of the zero on an edge, by proportion; on the rim it lies on the grid's own outermost line."""
    i, j, down = edge
    here, there = values[i, j], values[i + down, j + 1 - down]
    share = here / (here - there)
    rows, columns = values.shape
    row, column = (i + share, float(j)) if down else (float(i), j + share)
    return min(max(row - 1, 0), rows - 3), min(max(column - 1, 0), columns - 3)
