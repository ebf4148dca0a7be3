"""How one formula is checked on its way from a code sample to the website."""

from collections.abc import Callable
from dataclasses import replace

from book.figures.kit.drawing import BACKWARD, FORWARD, INK, LINE, MUTED, PAPER, Box, Canvas, Grid, Point
from book.figures.kit.registry import figure
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from book.ground.languages import LANGUAGES
from snippets import fixture

WIDTH, HEIGHT = 84, 64
ROOM = 8


def _sheet(canvas: Canvas, box: Box) -> None:
    """A sheet of paper that covers what lies behind it."""
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 4}
    canvas.add("rect", **place, fill=PAPER, stroke=MUTED, stroke_width=1.25)


def _lines(canvas: Canvas, at: Point, *lengths: float) -> None:
    """Lines of writing that nobody is meant to read."""
    for order, length in enumerate(lengths):
        y = at[1] + 9 * order
        canvas.add("line", x1=at[0], y1=y, x2=at[0] + length, y2=y, stroke=LINE, stroke_width=3)


def _samples(canvas: Canvas, box: Box) -> None:
    _sheet(canvas, box)
    _lines(canvas, (box.x + 10, box.y + 13), 46, 30)
    canvas.text((box.x + 10, box.y + 37), "dZ @ Y.T", size=12.5, anchor="start")
    _lines(canvas, (box.x + 10, box.y + 53), 38)


def _outputs(canvas: Canvas, box: Box) -> None:
    _sheet(canvas, box)
    cells = Grid.of(fixture.dX.shape, 25)
    cells = replace(cells, x=box.middle[0] - cells.width / 2, y=box.middle[1] - cells.height / 2)
    canvas.numbers(cells, fixture.dX, size=13)


def _figures(canvas: Canvas, box: Box) -> None:
    _sheet(canvas, box)
    grid = Grid.of(fixture.dX.shape, 19)
    canvas.grid(replace(grid, x=box.middle[0] - grid.width / 2, y=box.middle[1] - grid.height / 2), BACKWARD)


def _pages(canvas: Canvas, box: Box) -> None:
    """One page in three languages: three sheets, one behind the other."""
    across, down = 20, 8
    width, height = box.width - 2 * across, box.height - 2 * down
    for order, code in enumerate(LANGUAGES):
        sheet = Box(box.x + order * across, box.y + order * down, width, height)
        _sheet(canvas, sheet)
        canvas.text((sheet.x + 3.5, sheet.y + 11), code, size=12, anchor="start", fill=MUTED)
    _lines(canvas, (sheet.x + 8, sheet.y + 27), 28, 20)


def _formulas(canvas: Canvas, box: Box) -> None:
    """A formula, and the shapes of dX, dZ and Yᵀ on which it is executed."""
    formula = r"\mathrm d\mathbf X=\mathrm d\mathbf Z\,\mathbf Y^\top"
    canvas.maths((box.middle[0], box.y + 10), formula, size=15.8)
    pitch, gap, sign = 6.2, 5, 14
    x, y = box.x, box.y + 39
    for array, tone in ((fixture.dX, BACKWARD), (fixture.dZ, BACKWARD), (fixture.Y.T, FORWARD)):
        grid = Grid.of(array.shape, pitch, x)
        canvas.grid(replace(grid, y=y - grid.height / 2), tone, weight=1)
        if x == box.x:
            canvas.maths((grid.right + sign / 2 + 1, y), "=", size=sign)
            x += sign - gap + 2
        x += grid.width + gap


def _website(canvas: Canvas, box: Box) -> None:
    """A browser's window."""
    _sheet(canvas, box)
    bar = box.y + 14
    canvas.add("line", x1=box.x, y1=bar, x2=box.right, y2=bar, stroke=MUTED, stroke_width=1.25)
    for order in range(3):
        canvas.add("circle", cx=box.x + 9 + 8 * order, cy=box.y + 7, r=2, fill=MUTED)
    _lines(canvas, (box.x + 10, bar + 13), 46, 60, 54, 30)


def _tick(canvas: Canvas, at: Point) -> None:
    """The seal of a check that was passed."""
    canvas.add("circle", cx=at[0], cy=at[1], r=9.5, fill=FORWARD.accent, stroke=PAPER, stroke_width=2)
    x, y = at
    d = f"M{x - 4:g} {y + 0.5:g}L{x - 1:g} {y + 3.5:g}L{x + 4.5:g} {y - 3.5:g}"
    canvas.add("path", d=d, fill="none", stroke=PAPER, stroke_width=2)


DRAWN: dict[str, Callable[[Canvas, Box], None]] = {
    "samples": _samples,
    "outputs": _outputs,
    "figures": _figures,
    "pages": _pages,
    "formulas": _formulas,
    "website": _website,
}
BRANCHES = ("outputs", "figures")
PLACES: dict[str, tuple[Point, Point]] = {  # the middle of each picture, in the wide and the narrow layout
    "samples": ((60, 122), (116, 44)),
    "outputs": ((188, 46), (54, 160)),
    "figures": ((188, 198), (178, 160)),
    "pages": ((318, 122), (116, 330)),
    "formulas": ((450, 122), (116, 440)),
    "website": ((582, 122), (116, 550)),
}


def _station(canvas: Canvas, say: Words, name: str, centre: Point, beside: bool = False) -> Box:
    """One station: its picture around `centre`, sealed, with its name and what is checked there."""
    box = Box(centre[0] - WIDTH / 2, centre[1] - HEIGHT / 2, WIDTH, HEIGHT)
    DRAWN[name](canvas, box)
    _tick(canvas, (box.right + 1, box.bottom - 1))
    check = say(f"{name}_check")
    if beside:
        x, y, anchor = box.right + 24, centre[1] - 19, "start"
    else:
        x, y, anchor = centre[0], box.bottom + 24, "middle"
    canvas.text((x, y), say(name), size=14.5, anchor=anchor, weight=600, fill=INK)
    middle = y + 20 + 8.5 * check.count("\n")
    canvas.text((x, middle), check, size=13, anchor=anchor, fill=MUTED)
    return box


def _lead(canvas: Canvas, start: Box, end: Box, narrow: bool, below: float) -> None:
    """An arrow to the next station, with a step halfway if that lies aside; it begins `below` a label."""
    if narrow:
        first, last = (start.middle[0], start.bottom + ROOM + below), (end.middle[0], end.y - ROOM)
        turn = (first[1] + last[1]) / 2
        step = ((first[0], turn), (last[0], turn))
    else:
        first, last = (start.right + ROOM, start.middle[1]), (end.x - ROOM, end.middle[1])
        turn = (first[0] + last[0]) / 2
        step = ((turn, first[1]), (turn, last[1]))
    canvas.arrow(*dict.fromkeys((first, *step, last)))


@figure
def chain_of_trust(say: Words, narrow: bool) -> Canvas:
    """Samples → outputs and figures → pages → formulas → website, with what is checked at each station."""
    rows = "; ".join(", ".join(map(number, row)) for row in fixture.dX)
    canvas = Canvas.fitting(narrow, 592, 292, say("description", rows=rows))
    boxes = {
        name: _station(canvas, say, name, at[narrow], narrow and name not in BRANCHES) for name, at in PLACES.items()
    }
    for branch in BRANCHES:
        _lead(canvas, boxes["samples"], boxes[branch], narrow, below=0)
        _lead(canvas, boxes[branch], boxes["pages"], narrow, below=58)
    _lead(canvas, boxes["pages"], boxes["formulas"], narrow, below=0)
    _lead(canvas, boxes["formulas"], boxes["website"], narrow, below=0)
    return canvas
