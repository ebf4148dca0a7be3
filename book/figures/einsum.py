"""Letters as wires: the product as a chain, and the two chains of its gradients."""

from book.figures.kit import axes
from book.figures.kit.drawing import BACKWARD, FORWARD, INK, MUTED, Box, Canvas, Tone
from book.figures.kit.registry import figure, interactive
from book.figures.kit.words import Words
from snippets import fixture

# Each chain from left to right: letter, box, letter, box, letter. What stands inside is summed, the ends are free.
CHAINS = (
    ("forward", "s", ("X", FORWARD), "j", ("Y", FORWARD), "t", r"\mathbf X\mathbf Y"),
    ("of-x", "s", ("dZ", BACKWARD), "t", ("Y", FORWARD), "j", r"\mathrm d\mathbf Z\,\mathbf Y^\top"),
    ("of-y", "j", ("X", FORWARD), "s", ("dZ", BACKWARD), "t", r"\mathbf X^\top\,\mathrm d\mathbf Z"),
)
NAMES = {"X": r"\mathbf X", "Y": r"\mathbf Y", "dZ": r"\mathrm d\mathbf Z"}


@figure
def wires(say: Words, narrow: bool) -> Canvas:
    """Three chains, one below the other; a box that is passed against its letters' order is transposed."""
    canvas = Canvas.fitting(narrow, 330, 276, say("description"))
    left, pitch, first, step = (20, 72, 62, 112) if narrow else (190, 86, 46, 92)
    for at, (key, start, one, inner, two, end, product) in enumerate(CHAINS):
        y = first + step * at
        stops = [left + pitch * place for place in range(5)]
        _wire(canvas, stops[0] + 12, stops[1] - 24, y)
        _wire(canvas, stops[1] + 24, stops[2] - 11, y)
        _wire(canvas, stops[2] + 11, stops[3] - 24, y)
        _wire(canvas, stops[3] + 24, stops[4] - 12, y)
        for place, letter in zip((0, 2, 4), (start, inner, end), strict=True):
            fill = MUTED if place == 2 else INK
            canvas.maths((stops[place], y), letter, size=18, fill=fill)
        for place, (name, tone) in zip((1, 3), (one, two), strict=True):
            canvas.box(Box(stops[place] - 24, y - 20, 48, 40), tone)
            canvas.maths((stops[place], y), NAMES[name], size=18, fill=tone.accent)
        tone: Tone = BACKWARD if at else FORWARD
        if narrow:
            canvas.text((14, y - 38), say(key), size=14, anchor="start", fill=tone.accent, weight=600)
            canvas.maths((314, y - 38), product, size=16, anchor="end", fill=tone.accent)
        else:
            canvas.text((20, y), say(key), size=15, anchor="start", fill=tone.accent, weight=600)
            canvas.maths((stops[4] + 26, y), product, size=17, anchor="start", fill=tone.accent)
    return canvas


def _wire(canvas: Canvas, start: float, end: float, y: float) -> None:
    canvas.add("line", x1=start, y1=y, x2=end, y2=y, stroke=MUTED, stroke_width=1.6)


SIZES = dict(zip("sjt", (*fixture.X.shape, fixture.Y.shape[1]), strict=True))
ARRAYS = {"X": "sj", "Y": "jt", "Z": "st", "dZ": "st", "dX": "sj"}
FAILS = "sj,jt-t"  # s is summed within the first operand alone


@interactive(
    "axes",
    axes.opens("sj,jt-st", 0, axes.PRODUCT, "sj,jt->s", "sj,jt->t", sizes="".join(map(str, SIZES.values()))),
    goal={"verdict": "right", "op": FAILS, "of": "0"},
)
@figure
def letters(say: Words, narrow: bool) -> Canvas:
    """The product: which array has which letters, and along which one it is copied."""
    return axes.in_line(say, narrow, SIZES, ARRAYS, {"X": "t", "Y": "s"})
