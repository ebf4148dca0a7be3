"""Ink: a mark that a reader can see changes the picture, where it stands, when it is hidden.

Marks that keep apart are hidden together, so that a whole sheet of formulas takes a dozen pictures. What changes
away from every hidden mark is a fault too: else one mark's ink could be taken for another's.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

MARGIN = 6  # pixels: how far ink may reach beyond its box
VISIBLE = 60  # of 255 levels of a colour

Picture = np.ndarray  # height × width × 4, uint8, rows without gaps; the fourth is the same everywhere
Boxes = np.ndarray  # a row a box: left, top, right, bottom, in pixels


@dataclass(frozen=True)
class Mark:
    """A sign, a root, a bar or a line of a formula, and its box in pixels of the picture."""

    what: str
    box: tuple[float, float, float, float]


def faults(marks: list[Mark], picture: Callable[[list[int]], Picture], *others: Callable) -> list[str]:
    """Every mark without ink, and all ink outside of its mark's box.

    `picture(hidden)` is the sheet without the marks of these numbers; hiding must not move anything. `others` are the
    same sheet in other colours: where the ink of each mark is, is known, so that two pictures are enough.
    """
    boxes = np.array([mark.box for mark in marks]).reshape(-1, 4)
    reach = np.concatenate([np.floor(boxes[:, :2]) - MARGIN, np.ceil(boxes[:, 2:]) + MARGIN], axis=1).astype(int)
    windows = [np.s_[top:bottom, left:right] for left, top, right, bottom in reach.clip(0).tolist()]
    whole = picture([])
    owner = np.full(whole.shape[:2], -1, np.int32)  # of each spot: the mark whose ink it is
    found = []

    def outside(ink: np.ndarray, group: list[int]) -> None:
        if ink.any():
            down, across = (int(axis[0]) for axis in ink.nonzero())
            near = np.abs(boxes[group] - [across, down, across, down]).max(axis=1).argmin()
            found.append(f"ink outside of its box, at ({across}, {down}): {marks[group[near]].what}")

    for group in groups(reach):
        changed = differs(whole, picture(group))
        for number in group:
            window = changed[windows[number]]
            if not window.any():
                found.append(f"no ink: {marks[number].what}")
            owner[windows[number]][window] = number
            window[:] = False
        outside(changed, group)
    every = list(range(len(marks)))
    for other in others:
        changed = differs(other([]), other(every))
        seen = set(np.unique(owner[changed]).tolist())
        found += [f"no ink: {marks[number].what}" for number in every if number not in seen]
        for window in windows:
            changed[window] = False
        outside(changed, every)
    return list(dict.fromkeys(found))  # what is never seen is missed in all colours


def differs(one: Picture, other: Picture) -> np.ndarray:
    """Where a reader sees that two pictures are not the same: height × width, bool."""
    shape = one.shape[:2]
    one, other = one.reshape(-1, 4), other.reshape(-1, 4)
    spots = np.flatnonzero(one.view(np.uint32) != other.view(np.uint32))  # which are few
    before, after = one[spots], other[spots]
    changed = np.zeros(shape, bool)
    changed.ravel()[spots] = (np.maximum(before, after) - np.minimum(before, after) >= VISIBLE).any(axis=1)
    return changed


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
