"""The tape of a small program: its steps in order, and what each of them sends back."""

from itertools import pairwise

from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, Box, Canvas
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets.engine.operations import Variable
from snippets.engine.variable import tape as steps_of

START = {"x": 3, "w": 2}
FORMULAS = {"a": r"a=x\cdot w", "c": "c=a+x", "y": r"y=c\cdot a"}


def program() -> dict[str, Variable]:
    """The program of the page, run forward and backward: every variable by its name."""
    x, w = (Variable(START[name]) for name in "xw")
    a = x * w
    c = a + x
    y = c * a
    y.backward()
    return {"y": y, "c": c, "a": a, "w": w, "x": x}


@figure
def tape(say: Words, narrow: bool) -> Canvas:
    """Three steps from left to right; below, the gradients they send, from right to left."""
    values = program()
    name_of = {variable: name for name, variable in values.items()}
    steps = steps_of(values["y"])
    totals, columns, seed = (60, (117, 194, 271), 312) if narrow else (120, (230, 352, 474), 590)
    width, height = (66, 50) if narrow else (92, 56)
    grads = ", ".join(f"d{name} = {number(v.grad)}" for name, v in values.items())
    canvas = Canvas.fitting(narrow, 340, 346, say("description", count=len(steps), grads=grads))

    canvas.text((2, 18), say("forward"), size=15, anchor="start", fill=FORWARD.accent, weight=600)
    top, size = 36, 13.5 if narrow else 17
    middle, back = top + height / 2, top + height + 22
    for order, (name, value) in enumerate(START.items()):
        at = (totals - (22 if narrow else 4), middle - 11 + 22 * order)
        canvas.maths(at, f"{name}={value}", size=size)
    for order, (step, centre) in enumerate(zip(steps, columns, strict=True)):
        made = step.outputs[0]
        box = Box(centre - width / 2, top, width, height)
        left = columns[order - 1] + width / 2 if order else totals + (2 if narrow else 34)
        canvas.arrow((left + 1, middle), (box.x - 1, middle), head=6)
        canvas.box(box, FORWARD)
        canvas.maths((centre, middle - 12), FORMULAS[name_of[made]], size=size)
        canvas.number((centre, middle + 13), made.data, size)

    canvas.text((2, back), say("backward"), size=15, anchor="start", fill=BACKWARD.accent, weight=600)
    for start, end in zip((seed, *columns[:0:-1]), columns[::-1], strict=True):
        canvas.arrow((start - 10, back), (end + 10, back), tone=BACKWARD, head=6)
    for centre, place in zip(columns, range(1, len(columns) + 1), strict=True):
        canvas.number((centre, back), place, 14, BACKWARD.accent)

    first, pitch = back + 34, 38
    canvas.box(Box(totals - 20, first - pitch / 2 + 3, 40, pitch * len(values) - 6), BACKWARD)
    sent = {name: {} for name in values}
    for centre, step in zip(columns, steps, strict=True):
        gradients = step.backward(step.outputs[0].grad)
        for variable, gradient in zip(step.inputs, gradients, strict=True):
            sent[name_of[variable]][centre] = gradient
    sent["y"][seed] = 1.0
    for order, (name, variable) in enumerate(values.items()):
        y = first + order * pitch
        canvas.add("line", x1=2, x2=canvas.width - 2, y1=y + pitch / 2, y2=y + pitch / 2, stroke=LINE)
        canvas.maths((2, y), rf"\mathrm d{name}", size=17, anchor="start")
        canvas.number((totals, y), variable.grad, 16)
        canvas.maths((totals + (30 if narrow else 40), y), "=", size=15)
        places = sorted(sent[name])
        for centre in places:
            canvas.number((centre, y), sent[name][centre], 16, BACKWARD.accent)
        for one, other in pairwise(places):
            canvas.maths(((one + other) / 2, y), "+", size=15, fill=BACKWARD.accent)
    canvas.text((seed - 14, first), say("seed"), size=13, anchor="end", fill=BACKWARD.accent)
    return canvas
