"""How many of the eight candidates for dX fit, and which one is true."""

from itertools import combinations

import numpy as np

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, MUTED, PLAIN, Box, Canvas, Grid, Point, Tone
from book.figures.kit.influence import OPENS
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets import fixture
from snippets.mnemonics.candidates import candidates as all_candidates
from snippets.mnemonics.candidates import fitting
from snippets.mnemonics.weak_data import passing, trials

SIGN = 15
PRODUCT = Tone(MUTED, "none")
SYMBOLS = {
    "dZ": r"\mathrm d\mathbf Z",
    "dZᵀ": r"(\mathrm d\mathbf Z)^\top",
    "Y": r"\mathbf Y",
    "Yᵀ": r"\mathbf Y^\top",
}


def _product(canvas: Canvas, at: Point, unit: float, names: list[str], A: np.ndarray, B: np.ndarray) -> None:
    """The two factors as blocks and, if their inner sides agree, their product."""
    fits, x = A.shape[1] == B.shape[0], at[0]
    blocks = [(A, names[0]), (B, names[1])] + ([(A @ B, "")] if fits else [])
    signs = [r"\cdot", "="] if fits else [r"\ne"]
    for order, (matrix, name) in enumerate(blocks):
        block = Grid.of(matrix.shape, unit, x)
        tone = BACKWARD if name.startswith("d") else FORWARD if name else PRODUCT
        canvas.box(Box(x, at[1] - block.height / 2, block.width, block.height), tone, weight=1.1)
        x = block.right + 1.1 * SIGN
        if order < len(signs):
            canvas.maths((block.right + 0.55 * SIGN, at[1]), signs[order], size=SIGN, fill=MUTED)


def _columns(sizes: tuple[int, int, int]) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """Which candidates fit for these (pairwise different) sizes, for each one pair equal, for all equal."""
    pairs = {}
    for first, second in combinations(range(3), 2):
        equal = list(sizes)
        equal[second] = equal[first]
        pairs["mkn"[first] + "=" + "mkn"[second]] = fitting(*equal)
    return fitting(*sizes), pairs, fitting(*sizes[:1] * 3)


# What answers the question: a wrong candidate that is not noticed, with numbers other than 0 and 1.
@interactive("shapes", OPENS | {"at": "dZ.Y"}, goal={"of": "X", "unnoticed": ["plain", "symmetric"]})
@figure
def candidates(say: Words, narrow: bool) -> Canvas:
    """Eight products of dZ and Y; the marks say for which sizes they have the shape of X."""
    Y, dZ = fixture.Y, fixture.dZ
    sizes = (*fixture.X.shape, Y.shape[1])
    different, pairs, equal = _columns(sizes)
    (true,) = passing(*trials["square"])
    rows = list(all_candidates(dZ, Y))
    counts = (
        {len(different)},
        {len(fit) for fit in pairs.values()},
        {len(equal)},
    )
    facts = {"sizes": ", ".join(map(str, sizes)), "all": len(rows)}
    facts |= zip(("different", "pair", "equal"), (_joined(count) for count in counts), strict=True)
    canvas = Canvas.fitting(narrow, 476, 500, say("description", **facts))
    unit, height, top = (5, 40, 84) if narrow else (8, 43, 84)
    formula, blocks, marks = (18, 89, (194, 250, 303)) if narrow else (40, 152, (360, 460, 560))

    middle = (marks[0] + marks[-1]) / 2
    canvas.text((middle, 18), say("sizes"), size=14, fill=MUTED)
    for x, key in zip(marks, ("different", "pair", "equal"), strict=True):
        canvas.text((x, 54), say(key), size=13, leading=1.25)
    canvas.add("line", x1=formula - 6, y1=top, x2=canvas.width - formula + 6, y2=top, stroke=LINE)
    for order, (name, A, B) in enumerate(rows):
        y = top + (order + 0.5) * height
        if name == true:
            frame = Box(formula - 10, y - height / 2 + 2, canvas.width - 2 * formula + 20, height - 4)
            canvas.box(frame, BACKWARD, weight=2, filled=False)
        names = name.split()
        canvas.maths(
            (formula, y), r"\,".join(SYMBOLS[part] for part in names), size=15.1 if narrow else 17, anchor="start"
        )
        _product(canvas, (blocks, y), unit, names, A, B)
        coincidences = [pair for pair, fit in pairs.items() if name in fit]
        always = len(coincidences) == len(pairs)
        _mark(canvas, (marks[0], y), name in different)
        if coincidences and not always:
            canvas.maths((marks[1], y), r",".join(coincidences), size=15)
        else:
            _mark(canvas, (marks[1], y), always)
        _mark(canvas, (marks[2], y), name in equal)
    bottom = top + len(rows) * height
    canvas.add("line", x1=formula - 6, y1=bottom, x2=canvas.width - formula + 6, y2=bottom, stroke=LINE)
    canvas.text((formula, bottom + 24), say("count", all=len(rows)), size=14, anchor="start", fill=MUTED)
    for x, count in zip(marks, counts, strict=True):
        canvas.maths((x, bottom + 24), _joined(count), size=19)
    canvas.text(
        (canvas.width / 2, bottom + 56),
        say("true"),
        size=14 if narrow else 15,
        fill=BACKWARD.accent,
        weight=600,
    )
    return canvas


def _joined(counts: set[int]) -> str:
    return "/".join(number(count) for count in sorted(counts))


def _mark(canvas: Canvas, at: Point, fits: bool) -> None:
    """A full dot where the candidate fits, a short stroke where it does not."""
    if fits:
        canvas.add("circle", cx=at[0], cy=at[1], r=5.5, fill=INK)
    else:
        canvas.add("line", x1=at[0] - 4, y1=at[1], x2=at[0] + 4, y2=at[1], stroke=PLAIN.accent, stroke_width=1.5)
