"""Matrices, cases and derivations, said by a voice line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from book.maths.spoken import kinds
from book.maths.spoken.parts import Part, Row

if TYPE_CHECKING:
    from book.maths.spoken.voice import Voice

_DOTS = {"⋯", "⋮", "⋱"}


def say(voice: Voice, table: Part) -> str:
    """A table, by its kind."""
    lines = table.rows[0]
    pause, stop = f"{voice.phrases['pause']} ", f"{voice.phrases['stop']} "
    if table.text == "aligned":
        return stop.join(voice.row(tuple(part for cell in line.rows for part in cell)) for line in lines)
    cells = [[voice.row(cell) for cell in line.rows] for line in lines]
    if table.text == "stack":
        return pause.join(cell for line in cells for cell in line)
    if table.text == "cases":
        return voice.phrase("cases", lines=stop.join(map(pause.join, cells)) + stop)
    # An entry that is said in several breaths keeps apart from the next.
    between = stop if any(pause[0] in cell for line in cells for cell in line) else pause
    if len(cells) == 1 or all(len(line) == 1 for line in cells):
        key = "line" if len(cells) == 1 else "stack"
        if any(kinds.holds_vectors(cell) for line in lines for cell in line.rows):  # rows of a matrix, no vector
            key += "-of-vectors"
        return voice.phrase(key, cells=between.join(cell for line in cells for cell in line))
    return _matrix(voice, lines, [between.join(line) for line in cells])


def _matrix(voice: Voice, lines: Row, said: list[str]) -> str:
    """A matrix row by row; with dots in it, it has no size, and the row behind them is the last."""
    dots = [[bool(cell) and cell[0].text in _DOTS for cell in line.rows] for line in lines]
    words = []
    for n, text in enumerate(said):
        if all(dots[n]):
            words.append(voice.word("⋮") + voice.phrases["stop"])
        elif any(map(all, dots[:n])):
            words.append(voice.phrase("last-line", cells=text))
        else:
            words.append(voice.phrase("matrix-line", n=str(n + 1), cells=text))
    if any(map(any, dots)):
        return voice.phrase("matrix-open", lines=" ".join(words))
    return voice.phrase("matrix", m=str(len(lines)), n=str(len(lines[0].rows)), lines=" ".join(words))
