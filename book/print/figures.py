"""The book's figures for print: text cut into runs of one font each, placed by the fonts' own widths.

Typst's SVG reader falls back to one font for a whole line as soon as a letter of it is in no other; a line of
words with a formula in it would lose its face.
"""

import re
from dataclasses import replace
from functools import partial
from html import escape
from itertools import dropwhile
from pathlib import Path

from fontTools.ttLib import TTFont

from book.figures.kit import gallery
from book.figures.kit.drawing import Text
from book.ground.faults import BookError
from book.print import fonts
from book.print.fonts import MATHS, MATHS_FILE
from book.source.book import Book, once

SANS = {"ja": "Noto Sans JP", "ko": "Noto Sans KR", "en": "Noto Sans JP"}
_FILES = {
    (MATHS, 400): MATHS_FILE,
    ("Noto Sans JP", 400): "NotoSansJP_400Regular.ttf",
    ("Noto Sans JP", 600): "NotoSansJP_600SemiBold.ttf",
    ("Noto Sans KR", 400): "NotoSansKR_400Regular.ttf",
    ("Noto Sans KR", 600): "NotoSansKR_600SemiBold.ttf",
}
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of the width, to the left of a line's place


@once
def _advances(book: Book, face: tuple[str, int]) -> tuple[dict[int, int], int]:
    with TTFont(fonts.gather(book) / _FILES[face]) as font:
        widths = font["hmtx"].metrics
        return {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm


def _width(book: Book, letters: str, face: tuple[str, int], size: float) -> float:
    """The sum of the letters' advances. Raises BookError for a letter that the font does not have."""
    advances, em = _advances(book, face)
    for letter in letters:
        if ord(letter) not in advances:
            shown = f"“{letter}” (U+{ord(letter):04X})"
            raise BookError("book/figures/words", None, f"{face[0]} has no {shown}", "write the word another way")
    return sum(advances[ord(letter)] for letter in letters) * size / em


def _runs(book: Book, sans: str, text: Text) -> str:
    """A line as one `<text>` for each of its spans, from left to right."""
    spans = [replace(span, text=re.sub(r"\s+", " ", span.text)) for span in text.spans]
    spans = list(dropwhile(lambda span: not span.text.strip(), spans))
    faces = [(MATHS, 400) if span.maths else (sans, text.weight) for span in spans]
    widths = [_width(book, span.text, face, span.size) for span, face in zip(spans, faces, strict=True)]
    x = text.x - _SHARE[text.anchor] * sum(widths)
    runs = []
    for span, (family, weight), width in zip(spans, faces, widths, strict=True):
        place = f'x="{x:.2f}" y="{text.y + span.down:.2f}" font-size="{span.size:g}"'
        face = f'font-family="\'{family}\'" font-weight="{weight}"'
        runs.append(f'<text fill="{text.fill}" {place} {face} xml:space="preserve">{escape(span.text)}</text>')
        x += width
    return "".join(runs)


def write(book: Book, name: str, language: str, folder: Path) -> tuple[str, str, float]:
    """Writes a figure's wide layout into the folder; returns its file name, its description and its height over width.

    Raises BookError as `gallery.drawing` does, and for a letter that the book's fonts do not have.
    """
    drawing = gallery.drawing(book, name, language)
    svg = drawing.file(partial(_runs, book, SANS[language]))
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    return f"{name}.svg", drawing.canvas.description, drawing.canvas.height / drawing.canvas.width
