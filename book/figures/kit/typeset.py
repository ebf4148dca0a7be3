"""Lines of text for figures: words with a little TeX between dollars, as spans of one font each.

The subset is the one of the authoring contract: ``\\mathbf X``, ``\\mathrm d``, ``_{st}``, ``^\\top``, sums,
deltas and relations. Letters become the mathematical Unicode letters that the page's formulas use too, so
that one maths font serves both and no bold or italic is synthesised.
"""

import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from book.ground.faults import BookError

MATHS_FONT = "var(--math-font, 'STIX Two Math', serif)"
SCRIPT_SCALE = 0.75
BESIDE_PROSE = 1.1
RISE = {-1: 0.2, 0: 0.0, 1: -0.36}

THIN = "\u2009"
WIDE = "\u2005"
SYMBOLS = {
    "sum": "∑",
    "delta": "𝛿",
    "Delta": "Δ",
    "sigma": "𝜎",
    "times": f"{THIN}×{THIN}",
    "cdot": f"{THIN}⋅{THIN}",
    "ne": f"{WIDE}≠{WIDE}",
    "top": "⊤",
    "in": f"{WIDE}∈{WIDE}",
    "to": f"{WIDE}→{WIDE}",
    "langle": "⟨",
    "rangle": "⟩",
    ",": THIN,
    "quad": "\u2003",
}
SPACED = {"=": f"{WIDE}={WIDE}", "+": f"{WIDE}+{WIDE}", "-": "−", ",": f",{THIN}"}
TOKEN = re.compile(r"\\([A-Za-z]+|,)|([{}_^])|(\s+)|(.)", re.DOTALL)


@dataclass(frozen=True)
class Span:
    """Characters of one font: their size, and how far their baseline lies below the line's."""

    text: str
    maths: bool
    size: float
    down: float = 0.0


def _italic(letter: str) -> str:
    if letter == "h":
        return "ℎ"
    base = 0x1D434 if letter.isupper() else 0x1D44E
    return chr(base + ord(letter.upper()) - ord("A"))


def _bold(letter: str) -> str:
    base = 0x1D400 if letter.isupper() else 0x1D41A
    return chr(base + ord(letter.upper()) - ord("A"))


ALPHABETS = {"mathbf": _bold, "mathrm": str, "mathcal": lambda letter: {"L": "ℒ"}[letter]}


def _maths(source: str) -> list[tuple[str, int]]:
    """The characters of a formula, each with its level: 0 the line, -1 subscript, 1 superscript.

    Raises BookError for a command or a nesting outside the subset.
    """

    def fail(problem: str) -> BookError:
        remedy = "use the commands listed in book/figures/kit/typeset.py, or add one there"
        return BookError(Path(__file__), None, f"{problem} in the label formula “{source}”", remedy)

    characters: list[tuple[str, int]] = []
    level, braced, alphabet, script_only = 0, False, None, False
    for command, control, blank, character in TOKEN.findall(source):
        if blank:
            continue
        if control and control in "_^":
            if level:
                raise fail("a script inside a script")
            level, script_only = (-1 if control == "_" else 1), True
            continue
        if control == "{":
            braced, script_only = True, False
            continue
        if control == "}":
            if not braced:
                raise fail("a closing brace without an opening one")
            braced, level = False, 0
            continue
        if command in ALPHABETS:
            alphabet = ALPHABETS[command]
            continue
        if command:
            if command not in SYMBOLS:
                raise fail(f"unknown command \\{command}")
            text = SYMBOLS[command]
        elif alphabet:
            text, alphabet = alphabet(character), None
        elif character.isascii() and character.isalpha():
            text = _italic(character)
        else:
            text = SPACED.get(character, character)
        if level and not command:
            text = text.strip(THIN + WIDE)
        characters.append((text, level))
        if script_only:
            level, script_only = 0, False
    if braced or level:
        raise fail("an unfinished script")
    return characters


def spans(markup: str, size: float) -> tuple[Span, ...]:
    """A label in a font size: prose as it is, formulas between dollars."""
    pieces: list[tuple[str, bool, int]] = []
    for index, piece in enumerate(markup.split("$")):
        if index % 2:
            pieces += [(text, True, level) for text, level in _maths(piece)]
        elif piece:
            pieces.append((piece, False, 0))
    mixed = any(not maths for _, maths, _ in pieces)
    found = []
    for (maths, level), group in groupby(pieces, key=lambda piece: piece[1:]):
        full = size * BESIDE_PROSE if mixed and maths else size
        small = full * SCRIPT_SCALE if level else full
        text = "".join(text for text, *_ in group)
        found.append(Span(text, maths, rounded(small), rounded(RISE[level] * full)))
    return tuple(found)


def rounded(value: float) -> float:
    """As exact as a file shows it, so that all who measure text measure the same."""
    return float(f"{value:.4g}")


def number(value: float) -> str:
    """A number as the figures print it: shortest form, true minus sign, never a negative zero."""
    return f"{value:zg}".replace("-", "−")


def factor(value: float) -> str:
    """A number inside a sum or product: negative ones stand in brackets."""
    return f"({number(value)})" if value < 0 else number(value)
