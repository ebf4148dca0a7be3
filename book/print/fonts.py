"""The type of the printed book, gathered from the locked packages into one folder that Typst reads."""

import json
import shutil
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from book.ground.faults import BookError
from book.ground.stamps import Step, digest
from book.maths import font
from book.source.book import Book, once

MATHS, MATHS_FILE = "Book Maths", "BookMaths.otf"
_MARKS, _MOST_MARKS = "NotoSansJP_600SemiBold.ttf", 40  # the face of the numbers of notes; a block has no more
_PACKAGES = "@expo-google-fonts"
_USED = {
    "stix-two-text": ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold"),
    "noto-serif-jp": ("400Regular", "700Bold"),
    "noto-sans-jp": ("400Regular", "600SemiBold"),
    "noto-serif-kr": ("400Regular", "700Bold"),
    "noto-sans-kr": ("400Regular", "600SemiBold"),
    "jetbrains-mono": ("400Regular", "700Bold"),
}


@once
def gather(book: Book) -> Path:
    """The folder with every face the book uses. Raises BookError if a package is not installed."""
    folder = book.build / "print" / "fonts"
    inputs = digest(book.root / "package-lock.json", Path(__file__), Path(font.__file__))
    step = Step(book.build / "stamps", "fonts", inputs, (folder,))
    if step.done():
        return folder
    step.withdraw()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for package, styles in _USED.items():
        for style in styles:
            found = list((book.node_modules / _PACKAGES / package / style).glob("*.ttf"))
            if not found:
                raise BookError("package.json", None, f"{package}/{style} is not installed", "run `make site`")
            shutil.copy(found[0], folder)
    _maths(book).save(folder / MATHS_FILE)
    step.record()
    return folder


def marks(book: Book, folder: Path) -> None:
    """Writes the numbers of notes as outlines, `1.svg` and so on, and their height to the em into a folder.

    Drawn so, they are no text: nothing of them is copied with the code they stand in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TTFont(gather(book) / _MARKS) as face:
        glyphs, names, em = face.getGlyphSet(), face.getBestCmap(), face["head"].unitsPerEm
        high = face["OS/2"].sCapHeight
        for number in range(1, _MOST_MARKS + 1):
            pen, x = SVGPathPen(glyphs), 0
            for digit in (glyphs[names[ord(letter)]] for letter in str(number)):
                digit.draw(TransformPen(pen, (1, 0, 0, -1, x, high)))
                x += digit.width
            box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x} {high}" width="{x}" height="{high}"'
            svg = f'<svg {box}><path fill="currentColor" d="{pen.getCommands()}"/></svg>'
            (folder / f"{number}.svg").write_text(svg, encoding="utf-8")
    (folder / "height.json").write_text(json.dumps(high / em), encoding="utf-8")


def _maths(book: Book) -> TTFont:
    """The website's maths font as Typst can read it, under a name of its own as its licence wants.

    Bars are as light as on the website; and without the font's cut-ins, which browsers do not know and which push
    an ascending subscript away from its letter.
    """
    face = font.opened(book.node_modules / font.FILE)
    face.flavor = None
    face["MATH"].table.MathGlyphInfo.MathKernInfo = None
    font.lighten(face)
    for entry in face["name"].names:
        if entry.nameID in (1, 3, 4, 6, 16):
            entry.string = MATHS if entry.nameID != 6 else MATHS.replace(" ", "")
    return face
