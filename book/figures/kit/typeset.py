"""Turns label text with a little TeX between dollars into SVG text spans.

The subset is the one of the authoring contract: ``\\mathbf X``, ``\\mathrm d``, ``_{st}``, ``^\\top``, sums,
deltas and relations. Letters become the mathematical Unicode letters that the page's formulas use too, so
that one maths font serves both and no bold or italic is synthesised.
"""

import re
from dataclasses import dataclass
from html import escape
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
    """Characters in one font on one level: 0 the line, -1 subscript, 1 superscript."""

    text: str
    maths: bool
    level: int = 0


def _italic(letter: str) -> str:
    if letter == "h":
        return "ℎ"
    base = 0x1D434 if letter.isupper() else 0x1D44E
    return chr(base + ord(letter.upper()) - ord("A"))


def _bold(letter: str) -> str:
    base = 0x1D400 if letter.isupper() else 0x1D41A
    return chr(base + ord(letter.upper()) - ord("A"))


ALPHABETS = {"mathbf": _bold, "mathrm": str, "mathcal": lambda letter: {"L": "ℒ"}[letter]}


def _maths(source: str) -> list[Span]:
    """Spans of one formula; raises BookError for a command or a nesting outside the subset."""

    def fail(problem: str) -> BookError:
        remedy = "use the commands listed in book/figures/kit/typeset.py, or add one there"
        return BookError(Path(__file__), None, f"{problem} in the label formula “{source}”", remedy)

    spans: list[Span] = []
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
        spans.append(Span(text, True, level))
        if script_only:
            level, script_only = 0, False
    if braced or level:
        raise fail("an unfinished script")
    return spans


def spans(markup: str) -> list[Span]:
    """Spans of a label: prose as it is, formulas between dollars."""
    result: list[Span] = []
    for index, piece in enumerate(markup.split("$")):
        if index % 2:
            result += _maths(piece)
        elif piece:
            result.append(Span(piece, False))
    return result


def tspans(markup: str, size: float) -> str:
    """The inside of a ``<text>`` element whose font size is `size`."""
    merged: list[Span] = []
    mixed = any(not span.maths for span in spans(markup))
    for span in spans(markup):
        if merged and (merged[-1].maths, merged[-1].level) == (span.maths, span.level):
            span = Span(merged.pop().text + span.text, span.maths, span.level)
        merged.append(span)
    parts, height = [], 0.0
    for span in merged:
        grown = size * (BESIDE_PROSE if mixed and span.maths else 1)
        rise = RISE[span.level] * grown
        attributes = f' font-family="{MATHS_FONT}" font-weight="400"' if span.maths else ""
        scale = grown * (SCRIPT_SCALE if span.level else 1)
        if scale != size:
            attributes += f' font-size="{scale:.4g}"'
        if rise != height:
            attributes += f' dy="{rise - height:.4g}"'
        height = rise
        text = escape(span.text)
        parts.append(f"<tspan{attributes}>{text}</tspan>" if attributes else text)
    return "".join(parts)


def number(value: float) -> str:
    """A number as the figures print it: shortest form, true minus sign, never a negative zero."""
    return f"{value:zg}".replace("-", "−")


def factor(value: float) -> str:
    """A number inside a sum or product: negative ones stand in brackets."""
    return f"({number(value)})" if value < 0 else number(value)
