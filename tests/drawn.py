"""What the paths of a figure go through, read from its SVG."""

import re

import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path


def lines(svg: str) -> list[np.ndarray]:
    """The points of each path of straight lines, as rows x and y; a path that is broken counts as several."""
    return [np.array(line) for d in re.findall(r' d="([^"]*)"', svg) for line in _pieces(d)]


def _pieces(d: str) -> list[list[tuple[float, float]]]:
    pen = RecordingPen()
    parse_path(d, pen)
    if {"curveTo", "qCurveTo", "closePath"} & {name for name, _ in pen.value}:
        return []
    pieces: list[list[tuple[float, float]]] = []
    for name, places in pen.value:
        if name == "moveTo":
            pieces.append([])
        pieces[-1] += places
    return pieces


def apart(points: np.ndarray, line: np.ndarray) -> float:
    """How far from a line of points the farthest of these points lies."""
    starts, along = line[:-1], np.diff(line, axis=0)
    shares = ((points[:, None] - starts) * along).sum(-1) / (along**2).sum(-1)
    nearest = starts + np.clip(shares, 0, 1)[..., None] * along
    return float(np.hypot(*np.moveaxis(points[:, None] - nearest, -1, 0)).min(axis=1).max())
