"""Files from the package registry that the site ships: `npm ci` by the lock file, then `docs/assets/vendor`.

    python -m book.assets

The maths font is cut to the characters of the book's formulas and figures and their stretched forms: some 17
kB, which pages preload, so that they do not move when it arrives.
"""

import hashlib
import io
import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from book import figures, stamps
from book.errors import ROOT, BookError
from book.languages import LANGUAGES
from book.maths import Converter, tool
from book.pages import Page, pages
from check_equations.pages import formulas

NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "docs" / "assets" / "vendor"
FONT = NODE_MODULES / "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"

_COPIED = {
    "iframe-worker.js": "iframe-worker/shim/index.js",
    "iframe-worker.LICENSE.txt": "iframe-worker/LICENSE",
    "maths.LICENSE.txt": "@fontsource/stix-two-math/LICENSE",
}
_RULE = 50  # in 1/1000 em, as all lengths in the font; its own is 68
_PAGE_FONT = re.compile(r"[\u1100-\u11ff\u3000-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")

Places = dict[str, tuple[Path, int | None]]


def install() -> bool:
    """Installs `node_modules` if the lock file changed since the last time; True if it did."""
    lock, stamp = ROOT / "package-lock.json", NODE_MODULES / ".book-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    command = [tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT).returncode:
        raise BookError(lock, None, "npm could not install the front-end files", "read npm's message above")
    stamp.write_text(wanted)
    return True


def characters(every: Iterable[Page]) -> Places:
    """The characters that formulas show, each with its first place. Raises BookError on broken TeX."""
    found: Places = {}
    with Converter() as converter:
        for page in every:
            for formula in formulas(page.source):
                for character in converter.characters(formula.tex, page.path, formula.line):
                    found.setdefault(character, (page.path, formula.line))
    return found


def in_page_font(character: str) -> bool:
    r"""Whether a character of a formula, inside `\text{…}`, is set in the font of the page around it."""
    return bool(_PAGE_FONT.match(character))


def maths_font(needed: Places, source: Path = FONT) -> bytes:
    """The maths font with only these characters and what they stretch to, as WOFF2.

    Keeps the MATH table. Raises BookError, with the place, for a character that the font does not have.
    """
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["ssty", "ss01", "ss04"]
    options.hinting = options.glyph_names = options.notdef_outline = False
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright and licence stay inside
    options.drop_tables += ["GPOS", "GDEF"]
    font = TTFont(source, recalcTimestamp=False)
    own = {" ": (source, None)} | {c: place for c, place in needed.items() if not in_page_font(c)}
    known = font.getBestCmap()
    for character, (file, line) in sorted(own.items()):
        if ord(character) not in known and not character.isspace():
            shown = f"“{character}” (U+{ord(character):04X})"
            raise BookError(file, line, f"the maths font has no {shown}", "write it another way")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(c) for c in own} & set(known))
    cutter.subset(font)
    lighten(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Book Maths"  # a changed font may not keep its name
    data = io.BytesIO()
    subset.save_font(font, data, options)
    return data.getvalue()


def lighten(font: TTFont) -> None:
    """Makes the bars of fractions lighter, as in Computer Modern, on screen and on paper alike."""
    constants = font["MATH"].table.MathConstants
    for rule in ("FractionRuleThickness", "OverbarRuleThickness", "UnderbarRuleThickness"):
        getattr(constants, rule).Value = _RULE


def vendor() -> bool:
    """Brings `docs/assets/vendor` up to date; True if something was written."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    changed = False
    theme = next(file.locate() for file in metadata.files("mkdocs-material") if file.match("licenses/LICENSE"))
    sources = {name: NODE_MODULES / path for name, path in _COPIED.items()} | {"material.LICENSE.txt": Path(theme)}
    for name, source in sources.items():
        target = VENDOR / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)
            changed = True
    needed = characters(page for language in LANGUAGES for page in pages(language))
    needed |= {character: (figures.__file__, None) for character in figures.characters() - needed.keys()}
    recipe = stamps.digest("package-lock.json", "book/assets.py", extra=sorted(needed))
    font = VENDOR / "maths.woff2"
    if stamps.unchanged("maths-font", recipe, font):
        return changed
    font.write_bytes(maths_font(needed))
    stamps.record("maths-font", recipe)
    return True


def build() -> None:
    """`install`, then `vendor`, saying what was done."""
    start = time.monotonic()
    print("assets: node_modules", "installed" if install() else "up to date", flush=True)
    written = vendor()
    size = (VENDOR / "maths.woff2").stat().st_size / 1000
    print(f"assets: {VENDOR.relative_to(ROOT)}", "written" if written else "up to date", end=" ")
    print(f"(maths font {size:.0f} kB, {time.monotonic() - start:.1f} s)", flush=True)


if __name__ == "__main__":
    build()
