"""Our scripts and styles as they are shipped: without comments, which are a third of their bytes, and indents.

What else a minifier would do is left alone: a shipped script stays what was written and tested, statement by statement.
"""

import re
from pathlib import Path

_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n|[ \t]*/\*.*?\*/", re.M | re.S)
_BLOCK_LINES = re.compile(r"^[ \t]*/\*\*.*?\*/[ \t]*\n", re.M | re.S)
_LINES = re.compile(r"^[ \t]*//.*\n", re.M)
_ENDS = re.compile(r"(?<=[;{])\n")
_SPACE = re.compile(r"^\s+", re.M)
_BLANKS = re.compile(r'("[^"]*")|;?\s*([{};,])\s*|(:)[ \t]+')  # a style says the same without them
OURS = ("css", "interactive", "js")  # folders of docs/assets; the others are the theme's and vendor's


def bare(text: str) -> str:
    """A script without its comments that stand on lines of their own: within a line `//` may be part of a string.

    No string of ours goes over several lines.
    """
    return _SPACE.sub("", _LINES.sub("", _BLOCK_LINES.sub("", text)))


def script(text: str) -> str:
    """A script as it is shipped: without the ends of lines that a semicolon or a bracket says already."""
    return _ENDS.sub("", bare(text))


def style(text: str) -> str:
    """A style sheet without its comments and what blanks it can do without."""
    return _SPACE.sub("", _BLANKS.sub(lambda found: found[1] or found[2] or found[3], _BLOCK.sub("", text)))


def strip(site: Path) -> None:
    """Takes the comments out of what a language's folder ships of ours."""
    for file in sorted(file for folder in OURS for file in (site / "assets" / folder).rglob("*.*")):
        lean = {".js": script, ".css": style}[file.suffix]
        file.write_text(lean(file.read_text(encoding="utf-8")), encoding="utf-8")
