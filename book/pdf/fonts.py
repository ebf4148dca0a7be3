"""The type of the printed book, gathered from the locked packages into one folder that Typst reads."""

import shutil
from pathlib import Path

from fontTools.ttLib import TTFont

from book.assets import FONT, NODE_MODULES, lighten
from book.errors import ROOT, BookError
from book.stamps import digest, record, unchanged

FOLDER = ROOT / "build" / "pdf" / "fonts"
MATHS, MATHS_FILE = "Book Maths", "BookMaths.otf"
_PACKAGES = NODE_MODULES / "@expo-google-fonts"
_USED = {
    "stix-two-text": ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold"),
    "noto-serif-jp": ("400Regular", "700Bold"),
    "noto-sans-jp": ("400Regular", "600SemiBold"),
    "noto-serif-kr": ("400Regular", "700Bold"),
    "noto-sans-kr": ("400Regular", "600SemiBold"),
    "jetbrains-mono": ("400Regular", "700Bold"),
}


def gather() -> Path:
    """The folder with every face the book uses. Raises BookError if a package is not installed."""
    recipe = digest("package-lock.json", "book/pdf/fonts.py", "book/assets.py")
    if unchanged("pdf-fonts", recipe, FOLDER):
        return FOLDER
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for package, styles in _USED.items():
        for style in styles:
            found = list((_PACKAGES / package / style).glob("*.ttf"))
            if not found:
                raise BookError("package.json", None, f"{package}/{style} is not installed", "run `make site`")
            shutil.copy(found[0], FOLDER)
    _maths().save(FOLDER / MATHS_FILE)
    record("pdf-fonts", recipe)
    return FOLDER


def _maths() -> TTFont:
    """The website's maths font as Typst can read it, under a name of its own as its licence wants.

    Bars are as light as on the website; and without the font's cut-ins, which browsers do not know and which push
    an ascending subscript away from its letter.
    """
    font = TTFont(FONT, recalcTimestamp=False)
    font.flavor = None
    font["MATH"].table.MathGlyphInfo.MathKernInfo = None
    lighten(font)
    for entry in font["name"].names:
        if entry.nameID in (1, 3, 4, 6, 16):
            entry.string = MATHS if entry.nameID != 6 else MATHS.replace(" ", "")
    return font
