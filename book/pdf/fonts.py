"""The type of the printed book, gathered from the locked packages into one folder that Typst reads."""

import shutil
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from book.assets import FONT, NODE_MODULES
from book.errors import ROOT, BookError
from book.stamps import digest, record, unchanged

FOLDER = ROOT / "build" / "pdf" / "fonts"
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
    recipe = digest("package-lock.json", "book/pdf/fonts.py")
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
    maths = TTFont(FONT, recalcTimestamp=False)
    maths.flavor = None  # Typst reads no WOFF2
    maths.save(FOLDER / "STIXTwoMath.otf")
    record("pdf-fonts", recipe)
    return FOLDER


@cache
def coverage(family: str) -> frozenset[int]:
    """The code points of the faces whose file name begins with `family`."""
    return frozenset().union(*(TTFont(file).getBestCmap() for file in gather().glob(f"{family}*")))
