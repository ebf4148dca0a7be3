"""The maths font, cut to the characters of the book's formulas and figures and their stretched forms, and to a page's.

A page carries its own part, some 6 kB, so that it waits for nothing and nothing moves.
"""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

from book.ground.faults import BookError
from book.maths.temml import Converter
from book.source.pages import Page
from check_equations.pages import formulas

PACKAGE = "@fontsource/stix-two-math"
FILE = f"{PACKAGE}/files/stix-two-math-latin-400-normal.woff2"
_RULE = 50  # in 1/1000 em, as all lengths in the font; its own is 68
_PAGE_FONT = re.compile(r"[\u1100-\u11ff\u3000-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")

Places = dict[str, tuple[Path, int | None]]


def characters(converter: Converter, every: Iterable[Page]) -> Places:
    """The characters that formulas show, each with its first place. Raises BookError on broken TeX."""
    found: Places = {}
    for page in every:
        for formula in formulas(page.source):
            for character in converter.characters(formula.tex, page.path, formula.line):
                found.setdefault(character, (page.path, formula.line))
    return found


def in_page_font(character: str) -> bool:
    r"""Whether a character of a formula, inside `\text{…}`, is set in the font of the page around it."""
    return bool(_PAGE_FONT.match(character))


def cut(source: Path, needed: Places) -> bytes:
    """The maths font with only these characters and what they stretch to, as WOFF2.

    Keeps the MATH table. Raises BookError, with the place, for a character that the font does not have.
    """
    font = opened(source)
    own = {" ": (source, None)} | {c: place for c, place in needed.items() if not in_page_font(c)}
    known = font.getBestCmap()
    for character, (file, line) in sorted(own.items()):
        if ord(character) not in known and not character.isspace():
            shown = f"“{character}” (U+{ord(character):04X})"
            raise BookError(file, line, f"the maths font has no {shown}", "write it another way")
    lighten(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Book Maths"  # a changed font may not keep its name
    return _only(font, own)


def part(whole: Path, needed: Iterable[str]) -> bytes:
    """The font that `cut` made with only these of its characters, as WOFF2. What it does not have is left out."""
    return _only(opened(whole), needed)


def _only(font: TTFont, needed: Iterable[str]) -> bytes:
    from fontTools import subset  # slow to load, and most builds cut nothing

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["ssty", "ss01", "ss04"]
    options.hinting = options.glyph_names = options.notdef_outline = False
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright and licence stay inside
    options.drop_tables += ["GPOS", "GDEF"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(c) for c in needed} & set(font.getBestCmap()))
    cutter.subset(font)
    data = io.BytesIO()
    subset.save_font(font, data, options)
    return data.getvalue()


def lighten(font: TTFont) -> None:
    """Makes the bars of fractions lighter, as in Computer Modern, on screen and on paper alike."""
    constants = font["MATH"].table.MathConstants
    for rule in ("FractionRuleThickness", "OverbarRuleThickness", "UnderbarRuleThickness"):
        getattr(constants, rule).Value = _RULE


def opened(source: Path) -> TTFont:
    """The whole font. Raises BookError for a file that is not there or is none."""
    try:
        return TTFont(source, recalcTimestamp=False)
    except Exception as error:  # fontTools raises whatever its readers raise
        remedy = "rm -rf node_modules, then `make site`"
        raise BookError(source, None, f"this font cannot be read: {error}", remedy) from None
