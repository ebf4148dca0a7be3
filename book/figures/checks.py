"""The two ways that a formula is checked: what is read is computed, what is seen is looked at."""

from math import isqrt

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, MUTED, PAPER, Box, Canvas, Point
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words

U = 4  # a square, so that both sides can be computed in one's head
WIDE = {"written": Box(4, 106, 224, 88), "read": Box(364, 4, 272, 112), "seen": Box(364, 184, 272, 152)}
NARROW = {"written": Box(44, 4, 240, 88), "read": Box(44, 150, 240, 112), "seen": Box(44, 330, 240, 152)}


def _card(canvas: Canvas, box: Box, title: str) -> float:
    """A card with its title; returns the middle of the first line below the title."""
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 5}
    canvas.add("rect", **place, fill=PAPER, stroke=MUTED, stroke_width=1.25)
    canvas.text((box.x + 14, box.y + 20), title, size=15, anchor="start", weight=600)
    return box.y + 54


def _seal(canvas: Canvas, at: Point, passed: bool) -> None:
    """A tick on a disc, or a cross on a square: the shape tells them apart without the colour."""
    x, y = at
    if passed:
        canvas.add("circle", cx=x, cy=y, r=9.5, fill=FORWARD.accent)
        d = f"M{x - 4:g} {y + 0.5:g}L{x - 1:g} {y + 3.5:g}L{x + 4.5:g} {y - 3.5:g}"
    else:
        canvas.add("rect", x=x - 9, y=y - 9, width=18, height=18, rx=2, fill=BACKWARD.accent)
        d = f"M{x - 4:g} {y - 4:g}L{x + 4:g} {y + 4:g}M{x - 4:g} {y + 4:g}L{x + 4:g} {y - 4:g}"
    canvas.add("path", d=d, fill="none", stroke=PAPER, stroke_width=2)


def _product(canvas: Canvas, at: Point, roots: bool) -> None:
    """√u · √u = u around a point, or what is left of it where the roots leave no ink."""
    x, y = at
    for place, sign in ((-52, "u"), (-31, r"\cdot"), (2, "u"), (29, "="), (54, "u")):
        canvas.maths((x + place, y), sign, size=19)
        if roots and sign == "u" and place < 29:
            left = x + place - 18
            d = f"M{left:g} {y + 1:g}l3.5 -2l5 10l5 -20h17"
            canvas.add("path", d=d, fill="none", stroke=INK, stroke_width=1.4, stroke_linejoin="round")


@figure
def read_and_seen(say: Words, narrow: bool) -> Canvas:
    """One formula as it is written; read, it is computed; shown, every sign of it must leave ink."""
    root = isqrt(U)
    computed = {"u": number(U), "root": number(root), "square": number(U * U)}
    canvas = Canvas.fitting(narrow, 486, 340, say("description", **computed))
    cards = NARROW if narrow else WIDE
    lines = {name: _card(canvas, box, say(name)) for name, box in cards.items()}
    written, read, seen = cards["written"], cards["read"], cards["seen"]

    canvas.text((written.middle[0], lines["written"]), r"\sqrt{u}\cdot\sqrt{u} = u", size=15)

    sums = rf"{number(root)}\cdot {number(root)} = {number(U)}"
    canvas.maths((read.x + 56, lines["read"]), f"u = {number(U)}", size=17)
    canvas.maths((read.x + 148, lines["read"]), sums, size=17)
    _seal(canvas, (read.right - 22, lines["read"]), passed=True)
    canvas.text((read.x + 14, lines["read"] + 34), say("computed"), size=13, anchor="start", fill=MUTED)

    _product(canvas, (seen.x + 92, lines["seen"]), roots=True)
    _seal(canvas, (seen.right - 22, lines["seen"]), passed=True)
    _product(canvas, (seen.x + 92, lines["seen"] + 38), roots=False)
    _seal(canvas, (seen.right - 22, lines["seen"] + 38), passed=False)
    canvas.text((seen.x + 14, lines["seen"] + 74), say("hidden"), size=13, anchor="start", fill=MUTED)

    if narrow:
        canvas.arrow((164, written.bottom + 8), (164, read.y - 8))
        canvas.arrow((written.x, 48), (20, 48), (20, 406), (seen.x - 8, 406))
        back = (190, read.bottom + 8), (190, seen.y - 8)
        canvas.text((180, (read.bottom + seen.y) / 2), say("again"), size=13, anchor="end", fill=MUTED)
    else:
        canvas.arrow((written.right + 8, 132), (296, 132), (296, 60), (read.x - 8, 60))
        canvas.arrow((written.right + 8, 168), (296, 168), (296, 260), (seen.x - 8, 260))
        back = (600, read.bottom + 8), (600, seen.y - 8)
        canvas.text((588, (read.bottom + seen.y) / 2), say("again"), size=13, anchor="end", fill=MUTED)
    canvas.arrow(*back, tone=BACKWARD)
    return canvas
