"""The tape of a small program: its steps in order, and what each of them sends back; and an engine with a bug."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, LINE, MUTED, Box, Canvas
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets.engine import bugs, operations
from snippets.engine.function import Function
from snippets.engine.hunt import hunted
from snippets.engine.operations import Variable
from snippets.engine.variable import as_tuple
from snippets.engine.variable import tape as steps_of

START = {"x": 3, "w": 2}
OPERATIONS = {"Multiply": "*", "Add": "+", "Transpose": "turn"}
FORMULAS = {"a": r"a=x\cdot w", "c": "c=a+x", "y": r"y=c\cdot a"}


def program(e: object = operations) -> dict[str, Variable]:
    """The program of the page, run forward and backward: every variable by its name."""
    x, w = (e.Variable(START[name]) for name in "xw")
    a = x * w
    c = a + x
    y = c * a
    y.backward()
    return {"y": y, "c": c, "a": a, "w": w, "x": x}


def whole(array: np.ndarray) -> list[int]:
    """The numbers of an array as the figures that can be touched have them."""
    return array.ravel().astype(int).tolist()


def recorded(variables: Mapping[str, Variable]) -> dict[str, object]:
    """A program as the tape stepper has it: its inputs, and the steps that lead to y. All turns are one object."""
    name_of = {variable: name for name, variable in variables.items()}
    leaves, lines = {}, []
    for step in steps_of(variables["y"]):
        leaves |= {name_of[x]: whole(x.data) for x in step.inputs if x.maker is None}
        operation = OPERATIONS[repr(step)]
        line = [name_of[step.outputs[0]], operation, [name_of[x] for x in step.inputs]]
        lines.append([*line, operation] if operation == "turn" else line)
    return {"program": {"leaves": leaves, "lines": lines}}


EARLY = program(bugs.engine(**bugs.bug_order))  # the step of a before the step of c
WANTED = {"x": whole(EARLY["x"].grad)}
MISSING = program()["x"].grad - EARLY["x"].grad


@interactive(
    "tape",
    recorded(program()),
    goal={"ends": WANTED},
    got=number(EARLY["x"].grad),
    missing=number(MISSING),
    late=number(MISSING / START["w"]),
    w=START["w"],
)
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


HIDDEN = bugs.bug_views  # that of the stepper's engine A, which is looked for first
TURN = r"\mathrm t\mathrm u\mathrm r\mathrm n(x)"
HUNTED = {"x": "x", "p": f"p={TURN}", "q": f"q={TURN}", "c": r"c=p\cdot q", "y": "y=c+p"}

Received = dict[str, list[tuple[str, np.ndarray]]]


def _walked(bug: Mapping[str, str] | None = None) -> tuple[dict[str, Variable], Received]:
    """The program after one pass of an engine, and what each variable has received, from whose step."""
    engine = bugs.engine(**bug) if bug else operations
    variables = hunted(engine)
    name_of = {variable: name for name, variable in variables.items()}
    received: Received = {name: [] for name in variables}

    def watched(step: Function) -> Callable[..., object]:
        backward = step.backward

        def sends(*dys: np.ndarray) -> object:
            sent = backward(*dys)
            for x, dx in zip(step.inputs, as_tuple(sent), strict=True):
                received[name_of[x]].append((name_of[step.outputs[0]], dx.copy()))
            return sent

        return sends

    for step in steps_of(variables["y"]):
        step.backward = watched(step)
    variables["y"].backward(np.ones(variables["y"].data.shape))
    return variables, received


def shown(array: np.ndarray) -> str:
    """The numbers of an array as Python prints them."""
    return f"[{' '.join(map(number, array.ravel()))}]"


@interactive(
    "tape",
    recorded(hunted(operations)) | {"engine": "A"},
    goal={"named": "right"},
    added=shown(_walked(HIDDEN)[1]["x"][-1][1]),
)
@figure
def hunt(say: Words, narrow: bool) -> Canvas:
    """What an engine with a bug has found: a row for each variable, what it received, the sum, and what is right."""
    variables, received = _walked(HIDDEN)
    right, _ = _walked()
    found = ", ".join(f"d{name} = {shown(v.grad)}" for name, v in variables.items())
    top, pitch, size = 20, 48, 14 if narrow else 17
    height = top + 24 + pitch * len(variables)
    canvas = Canvas.fitting(narrow, height, height, say("description", found=found))
    columns = (2, 118, 184, 248, 308) if narrow else (2, 210, 340, 470, 580)
    tones = (MUTED, FORWARD.accent, BACKWARD.accent, BACKWARD.accent, MUTED)
    for at, key, fill in zip(columns, ("step", "value", "received", "gradient", "right"), tones, strict=True):
        anchor = "start" if key == "step" else "middle"
        canvas.text((at, top), say(key), size=11.8 if narrow else 13, anchor=anchor, fill=fill, weight=600)
    for order, (name, variable) in enumerate(variables.items()):
        middle = top + 18 + pitch * (order + 0.5)
        canvas.add("line", x1=2, x2=canvas.width - 2, y1=middle - pitch / 2, y2=middle - pitch / 2, stroke=LINE)
        canvas.maths((columns[0], middle), HUNTED[name], size=size, anchor="start")
        canvas.text((columns[1], middle), shown(variable.data), size=size, fill=FORWARD.accent)
        parts = [f"{shown(dx)} ← ${sender}$" for sender, dx in received[name]]
        canvas.text((columns[2], middle), "\n".join(parts) or say("seed"), size=13)
        box = Box(columns[3] - 26, middle - 15, 52, 30)
        canvas.box(box, BACKWARD)
        canvas.text(box.middle, shown(variable.grad), size=size)
        canvas.text((columns[4], middle), shown(right[name].grad), size=size, fill=MUTED)
    return canvas
