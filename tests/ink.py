"""Ink: a mark that a reader can see changes the picture, where it stands, when it is hidden.

Marks that keep apart are hidden together, so that a whole sheet of formulas takes a dozen pictures. What changes
away from every hidden mark is a fault too: else one mark's ink could be taken for another's.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MARGIN = 6  # pixels: how far ink may reach beyond its box
VISIBLE = 60  # of 255 levels of a colour

Picture = np.ndarray  # height × width × 3, uint8
Boxes = np.ndarray  # a row a box: left, top, right, bottom, in pixels


@dataclass(frozen=True)
class Mark:
    """A sign, a root, a bar or a line of a formula, and its box in pixels of the picture."""

    what: str
    box: tuple[float, float, float, float]


def faults(marks: list[Mark], picture: Callable[[list[int]], Picture]) -> list[str]:
    """Every mark without ink, and all ink outside of its mark's box.

    `picture(hidden)` is the sheet without the marks of these numbers; hiding must not move anything.
    """
    boxes = np.array([mark.box for mark in marks]).reshape(-1, 4)
    reach = np.concatenate([np.floor(boxes[:, :2]) - MARGIN, np.ceil(boxes[:, 2:]) + MARGIN], axis=1).astype(int)
    whole = picture([])
    found = []
    for group in groups(reach):
        other = picture(group)
        red, green, blue = np.moveaxis(np.maximum(other, whole) - np.minimum(other, whole) >= VISIBLE, 2, 0)
        changed = red | green | blue
        for number in group:
            left, top, right, bottom = reach[number].clip(0)
            window = changed[top:bottom, left:right]
            if not window.any():
                found.append(f"no ink: {marks[number].what}")
            window[:] = False
        if changed.any():
            down, across = (int(axis[0]) for axis in changed.nonzero())
            near = np.abs(boxes[group] - [across, down, across, down]).max(axis=1).argmin()
            found.append(f"ink outside of its box, at ({across}, {down}): {marks[group[near]].what}")
    return found


def groups(boxes: Boxes) -> list[list[int]]:
    """The numbers of the boxes, parted so that no two of a group overlap."""
    found: list[list[int]] = []
    group = np.zeros(len(boxes), int)
    for number, (left, top, right, bottom) in enumerate(boxes):
        before = boxes[:number]
        near = (before[:, 0] < right) & (before[:, 2] > left) & (before[:, 1] < bottom) & (before[:, 3] > top)
        taken = set(group[:number][near])
        group[number] = next(n for n in range(len(found) + 1) if n not in taken)
        if group[number] == len(found):
            found.append([])
        found[group[number]].append(number)
    return found
