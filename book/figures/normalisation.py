"""An upstream gradient, its two shadows, and what remains of it."""

import numpy as np

from book.figures.kit.drawing import BACKWARD, LINE, MUTED, PLAIN, Box, Canvas, Tone
from book.figures.kit.registry import figure
from book.figures.kit.words import Words
from snippets.normalisation.layer import Y, dY

UNIT, BAR, STEP = 15, 22, 28  # the height of 1, the width of a bar, and how far apart bars stand


@figure
def shadows(say: Words, narrow: bool) -> Canvas:
    """The upstream gradient is a constant, plus a multiple of y, plus what goes back."""
    dy, y = dY[0], Y[0].round(12)
    level, along = np.full(dy.shape, dy.mean()), np.mean(y * dy) * y
    canvas = Canvas.fitting(narrow, 446, 230, say("description"))
    heads = (r"\mathrm d\mathbf y", "level", "along", "rest")
    places = (
        ((32, 130), (202, 130), (32, 334), (202, 334)) if narrow else ((18, 130), (182, 130), (346, 130), (510, 130))
    )
    tones = (BACKWARD, PLAIN, PLAIN, BACKWARD)
    for at, (values, head, (x, ground), tone) in enumerate(
        zip((dy, level, along, dy - level - along), heads, places, tones, strict=True)
    ):
        _bars(canvas, values, (x, ground), tone)
        middle = x + 1.5 * STEP + BAR / 2
        if at == 0:
            canvas.maths((middle, ground + 82), head, size=17, fill=BACKWARD.accent)
        else:
            canvas.text((middle, ground + 82), say(head), size=14, fill=BACKWARD.accent if at == 3 else MUTED)
            canvas.maths((x - 25 if x > 60 else x - 12, ground + 1), "=" if at == 1 else "+", size=18, fill=MUTED)
    return canvas


def _bars(canvas: Canvas, values: np.ndarray, at: tuple[float, float], tone: Tone) -> None:
    """A bar for each number, up or down from the ground, with the number at its end."""
    x, ground = at
    for place, value in enumerate(values):
        left, height = x + STEP * place, UNIT * abs(value)
        if value:
            canvas.box(Box(left, ground - height if value > 0 else ground, BAR, height), tone)
        end = ground - height - 11 if value >= 0 else ground + height + 11
        canvas.number((left + BAR / 2, end), value, 14)
    canvas.add("line", x1=x - 4, x2=x + 3 * STEP + BAR + 4, y1=ground, y2=ground, stroke=LINE, stroke_width=1.5)
