"""The book's figures for print: text cut into runs of one font each, placed by the fonts' own widths.

Typst's SVG reader falls back to one font for a whole line as soon as a letter of it is in no other; a line of
words with a formula in it would lose its face.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from book.figures.kit import gallery
from book.ground.faults import BookError
from book.print import fonts
from book.print.fonts import MATHS, MATHS_FILE
from book.source.book import Book, once

SVG = "http://www.w3.org/2000/svg"
_MATHS_IN_SVG = "STIX Two Math"
SANS = {"ja": "Noto Sans JP", "ko": "Noto Sans KR", "en": "Noto Sans JP"}
_FILES = {
    MATHS: (MATHS_FILE, MATHS_FILE),
    "Noto Sans JP": ("NotoSansJP_400Regular.ttf", "NotoSansJP_600SemiBold.ttf"),
    "Noto Sans KR": ("NotoSansKR_400Regular.ttf", "NotoSansKR_600SemiBold.ttf"),
}
ET.register_namespace("", SVG)


@dataclass(frozen=True)
class Run:
    """Letters of one font: its family, size and weight, and how far its baseline lies below the line's."""

    text: str
    family: str
    size: float
    bold: bool
    down: float

    def width(self, book: Book) -> float:
        """The sum of the letters' advances. Raises BookError for a letter that the font does not have."""
        advances, em = _advances(book, _FILES[self.family][self.bold])
        for letter in self.text:
            if ord(letter) not in advances:
                shown = f"“{letter}” (U+{ord(letter):04X})"
                raise BookError(
                    "book/figures/words", None, f"{self.family} has no {shown}", "write the word another way"
                )
        return sum(advances[ord(letter)] for letter in self.text) * self.size / em


@once
def _advances(book: Book, file: str) -> tuple[dict[int, int], int]:
    with TTFont(fonts.gather(book) / file) as font:
        widths = font["hmtx"].metrics
        return {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm


def drawing(book: Book, name: str, language: str) -> tuple[str, str]:
    """A figure's wide layout for print as an SVG file, and its description."""
    root = ET.fromstring(gallery.standalone(book, name, language))
    described = root.findtext(f"{{{SVG}}}desc") or ""
    parents = {child: parent for parent in root.iter() for child in parent}
    for text in list(root.iter(f"{{{SVG}}}text")):
        parent = parents[text]
        place = list(parent).index(text)
        parent.remove(text)
        for offset, piece in enumerate(_split(book, text, SANS[language])):
            parent.insert(place + offset, piece)
    return ET.tostring(root, encoding="unicode"), described


def _split(book: Book, text: ET.Element, sans: str) -> list[ET.Element]:
    runs = _runs(text, sans, float(text.get("font-size", "16")), text.get("font-weight") == "600")
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", "start"), 0.0)
    x = float(text.get("x", "0")) - share * sum(run.width(book) for run in runs)
    pieces, kept = [], {name: text.attrib[name] for name in ("fill", "opacity", "transform") if name in text.attrib}
    for run in runs:
        place = {"x": f"{x:.2f}", "y": f"{float(text.get('y', '0')) + run.down:.2f}", "font-size": f"{run.size:g}"}
        style = {"font-family": f"'{run.family}'", "font-weight": "600" if run.bold and run.family != MATHS else "400"}
        piece = ET.Element(f"{{{SVG}}}text", kept | place | style)
        piece.text, piece.attrib["xml:space"] = run.text, "preserve"
        pieces.append(piece)
        x += run.width(book)
    return pieces


def _runs(node: ET.Element, sans: str, size: float, bold: bool, down: float = 0.0) -> list[Run]:
    """The letters of a `<text>`, tspan by tspan; `dy` moves everything that follows, as in SVG."""
    maths = _MATHS_IN_SVG in (node.get("font-family") or "")
    found = [_run(node.text, maths, sans, size, bold, down)] if node.text else []
    for child in node:
        down += float(child.get("dy", "0"))
        small = float(child.get("font-size", size))
        weight = bold if child.get("font-weight") is None else child.get("font-weight") == "600"
        if not child.get("font-family") and maths:
            child.set("font-family", _MATHS_IN_SVG)
        found += _runs(child, sans, small, weight, down)
        if child.tail:
            found.append(_run(child.tail, maths, sans, size, bold, down))
    return found


def _run(text: str, maths: bool, sans: str, size: float, bold: bool, down: float) -> Run:
    return Run(re.sub(r"\s+", " ", text), MATHS if maths else sans, size, bold and not maths, down)


def write(book: Book, name: str, language: str, folder: Path) -> tuple[str, str, float]:
    """Writes a figure into the folder; returns its file name, its description and its height over its width."""
    svg, described = drawing(book, name, language)
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    width, height = map(float, ET.fromstring(svg).get("viewBox", "").split()[2:])
    return f"{name}.svg", described, height / width
