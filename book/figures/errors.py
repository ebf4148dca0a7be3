"""How many errors of the source notes each kind of check catches, and how many only a reader."""

from book.figures.kit.drawing import FORWARD, INK, MUTED, PLAIN, Canvas, Grid
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from book.source.errata import METHODS

ROW, TOP = 30, 8


@figure
def caught_by(say: Words, narrow: bool) -> Canvas:
    """A row of cells for every check, one cell an error; the reader's row is left white."""
    methods = [error.method for error in say.book.errata]
    counts = {method: methods.count(method) for method in METHODS}
    rows = ", ".join(f"{say(method)}: {number(count)}" for method, count in counts.items())
    canvas = Canvas.fitting(
        narrow, *[2 * TOP + ROW * len(METHODS)] * 2, say("description", rows=rows, all=len(methods))
    )
    left, room = (140, 158) if narrow else (190, 410)
    pitch = min(room / max(counts.values()), 14)
    for order, (method, count) in enumerate(counts.items()):
        y, by_reader = TOP + ROW * (order + 0.5), method == "reading"
        canvas.text((left - 10, y), say(method), size=13 if narrow else 14.5, anchor="end", fill=INK)
        bar = Grid(left, y - 9, count * pitch, 18, 1, count)
        canvas.grid(bar, PLAIN if by_reader else FORWARD, weight=1)
        canvas.number((bar.right + 14, y), count, 15, fill=INK if by_reader else MUTED)
    return canvas
