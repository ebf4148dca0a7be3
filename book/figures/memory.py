"""How many arrays are kept, moment by moment: up and down, with and without checkpoints."""

from itertools import accumulate, count, pairwise

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, MUTED, Canvas, Grid, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets.memory.over_time import run

LAYERS = 9
EVERY = 3
PITCH = 12
_BASE = Tone(MUTED, "none")


def counts(checkpoints) -> list[int]:
    """How many inputs of the layers are kept in each moment."""
    one = np.ones((1, 1))
    return run(one, np.ones((LAYERS, 1, 1)), one, checkpoints)[1]


# The checkpoints before a stretch are still there: the first may be as long as `LEAST`, each later one shorter by one.
LEAST = next(most for most in count(1) if most * (most + 1) // 2 >= LAYERS)
STARTS = [start for start in accumulate(range(LEAST, 0, -1), initial=0) if start < LAYERS]


@interactive(
    "kept",
    {"layers": LAYERS, "kept": [*range(0, LAYERS, EVERY)]},
    goal={"peak": LEAST},
    second=STARTS[1],
    third=STARTS[2],
    lengths=" + ".join(str(end - start) for start, end in pairwise([*STARTS, LAYERS])),
)
@figure
def over_time(say: Words, narrow: bool) -> Canvas:
    """A column of cells for each moment: one cell for each array that is kept."""
    every = range(0, LAYERS, EVERY)
    whole, saving = counts(range(LAYERS)), counts(every)
    told = {"layers": LAYERS, "every": EVERY, "checkpoints": len(every), "most": max(whole), "least": max(saving)}
    canvas = Canvas.fitting(narrow, 356, 196, say("description", **told))
    places = ((26, 40), (26, 244)) if narrow else ((34, 40), (306, 40))
    heights = (LAYERS, max(saving)) if narrow else (LAYERS, LAYERS)
    for (left, top), found, kept, high, key in zip(
        places, (whole, saving), (range(LAYERS), every), heights, ("whole", "saving"), strict=True
    ):
        bottom = top + high * PITCH
        canvas.text((left, top - 24), say(key), size=14, anchor="start", weight=600)
        for at, (high_as, tone) in enumerate(zip(found, _tones(kept), strict=True)):
            canvas.grid(Grid.of((high_as, 1), PITCH, left + at * PITCH, bottom - high_as * PITCH), tone, weight=1)
        level = bottom - max(found) * PITCH
        canvas.number((left - 10, level + PITCH / 2), max(found), 15)
        middle = left + LAYERS * PITCH / 2
        canvas.text((middle, bottom + 18), say("forward"), size=13, fill=FORWARD.accent)
        rest = left + (LAYERS + len(found)) * PITCH / 2
        canvas.text((rest, bottom + 18), say("back" if key == "whole" else "again"), size=13, fill=BACKWARD.accent)
        canvas.path((left, bottom), (left + len(found) * PITCH, bottom), tone=_BASE, weight=1.25)
    return canvas


def _tones(kept) -> list:
    """Forward, then backward; where an input is missing, forward again from the last checkpoint."""
    there, tones = set(kept), [FORWARD] * LAYERS
    for i in reversed(range(LAYERS)):
        last = max(j for j in there if j <= i)
        tones += [FORWARD] * (i - last) + [BACKWARD]
        there |= set(range(last, i))
    return tones
