"""What softmax says, what is true, and the gradient between the two."""

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, MUTED, PLAIN, Box, Canvas
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets.softmax.cross_entropy import T, Z, softmax

BAR, WHOLE = 34, 150  # the width of a bar, and the height of the probability 1


@figure
def bars(say: Words, narrow: bool) -> Canvas:
    """For each class a bar of p, a bar of t, and from the top of t to the top of p the arrow that is the gradient."""
    p, t = softmax(Z)[0].round(12), T[0]
    gradient = (p - t).round(12)
    facts = {"p": _row(p), "t": _row(t), "gradient": _row(gradient)}
    canvas = Canvas.fitting(narrow, 262, 262, say("description", **facts))
    left, pitch = (6, 107) if narrow else (58, 190)
    ground = 50 + WHOLE
    for at, (says, true, by) in enumerate(zip(p, t, gradient, strict=True)):
        x = left + pitch * (at + 0.5)
        canvas.box(Box(x - 6 - BAR, ground - WHOLE * says, BAR, WHOLE * says), FORWARD)
        if true:
            canvas.box(Box(x + 6, ground - WHOLE * true, BAR, WHOLE * true), PLAIN, weight=1.6)
        canvas.number((x - 6 - BAR / 2, ground - WHOLE * says - 13), says, 15, fill=FORWARD.accent)
        canvas.number((x + 6 + BAR / 2, ground - WHOLE * true - 13), true, 15, fill=MUTED)
        canvas.arrow((x, ground - WHOLE * true), (x, ground - WHOLE * says), tone=BACKWARD, weight=2.2, head=9)
        canvas.add("line", x1=x - pitch / 2 + 4, x2=x + pitch / 2 - 4, y1=ground, y2=ground, stroke=LINE)
        canvas.maths((x - 6 - BAR / 2, ground + 15), f"p_{at + 1}", size=16, fill=FORWARD.accent)
        canvas.maths((x + 6 + BAR / 2, ground + 15), f"t_{at + 1}", size=16, fill=INK)
        said = rf"\mathrm dz_{at + 1}={number(by)}"
        canvas.maths((x, ground + 44), said, size=17, fill=BACKWARD.accent)
    canvas.text((canvas.width / 2, 15), say("heading"), size=14, fill=MUTED)
    return canvas


def _row(values) -> str:
    """Numbers in a sentence."""
    return ", ".join(number(value) for value in values)
