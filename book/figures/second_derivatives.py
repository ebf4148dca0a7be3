"""A bowl seen from above: its two axes, and a direction that the Hessian turns towards the steep one."""

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, Canvas, Point
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words

A = np.array([[2, 1], [1, 2]])
HESSIAN = A.T @ A
START = np.array([1, 0])
RADII = (1, 2, 3)  # of the contours, along the flat axis
REACH = 2.9  # of the arrows, and a little more of the axes, in the same unit


def directions() -> list[np.ndarray]:
    """A direction, and what the Hessian makes of it: once, and once more."""
    once = HESSIAN @ START
    return [START, once, HESSIAN @ once]


@figure
def bowl(say: Words, narrow: bool) -> Canvas:
    """Contours of ½‖Aw‖², dashed axes with their curvatures, and three arrows of one length from the lowest point."""
    canvas = Canvas.fitting(narrow, 388, 300, say("description"))
    scale, (left, top) = (43, (164, 142)) if narrow else (46, (220, 150))
    (flat, steep), (lying, rising) = (half.T for half in np.linalg.eigh(HESSIAN))
    lying, rising = lying * np.sign(lying[0]), rising * np.sign(rising[0])

    def at(point: np.ndarray) -> Point:
        return left + scale * point[0], top - scale * point[1]

    turns = np.linspace(0, 2 * np.pi, 73)
    for radius in RADII:
        points = [at(radius * (np.cos(t) * lying + np.sqrt(flat / steep) * np.sin(t) * rising)) for t in turns]
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        canvas.add("path", d=d, fill="none", stroke=FORWARD.accent, stroke_width=1.25)
    for axis, curvature, key in ((lying, flat, "flat"), (-rising, steep, "steep")):
        (x, y), (u, v) = at(-1.1 * REACH * axis), at(1.1 * REACH * axis)
        canvas.add("line", x1=x, y1=y, x2=u, y2=v, stroke=MUTED, stroke_width=1, stroke_dasharray="2 3")
        canvas.text((u, v + 14), say(key, curvature=number(round(curvature))), size=14, fill=MUTED)
    names = (r"\mathbf v", r"\mathbf H\mathbf v", r"\mathbf H\mathbf H\mathbf v")
    for order, (vector, name, aside) in enumerate(zip(directions(), names, ((14, 0), (22, 6), (-4, -14)), strict=True)):
        tip = at(REACH * vector / np.linalg.norm(vector))
        canvas.arrow((left, top), tip, tone=BACKWARD, weight=2, dashed=False)
        canvas.maths((tip[0] + aside[0], tip[1] + aside[1]), name, size=16, fill=BACKWARD.accent)
        place = (24, 312 + 30 * order) if narrow else (430, 90 + 34 * order)
        pair = f"({', '.join(number(one) for one in vector)})"
        canvas.text(place, f"${name} = {pair}$", size=17, anchor="start", fill=BACKWARD.accent)
    return canvas
