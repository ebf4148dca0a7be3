"""A page's lines without what shows no formulas: front matter, blocks of code, code in a line, comments."""

import re
from typing import NamedTuple

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)$")
_OPAQUE = re.compile(
    r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t>]*\n).)+?(?<!`)\1(?!`)|<!--.*?(?:-->|\Z)",
    re.S,
)
_INHERITS = re.compile(r"setting:\s*[\"']?([\w-]+)[\"']?\s*$")
_TEX = re.compile(r"(?<!\\)\$|\\[(\[]|\\begin\b|&(?:#0*36|#x0*24|dollar);", re.I)
_MATHS_KINDS = re.compile(r"[\s{.]*(?:math|katex|asciimath)\b")
SETTING = re.compile(r"\n *\{:?[^}\n]*\.setting(?![\w-])[^}\n]*\} *$")
"""The last line of a paragraph that declares, as a setting box does."""


class Line(NamedTuple):
    """A line of the page: its number, how it is written, and the same with code as \\x02 and comments as \\x03."""

    number: int
    text: str
    masked: str


class Masked(NamedTuple):
    """The page's lines below the front matter, what is wrong with them, and the page it inherits from."""

    lines: list[Line]
    faults: list[tuple[int, str]]
    inherits: str
    start: int
    """How many lines the front matter has."""


def masked(source: str) -> Masked:
    """The page's lines. Blocks of code become empty lines."""
    lines = source.translate({2: "\ufffd", 3: "\ufffd"}).expandtabs(4).split("\n")
    start, inherits = _front_matter(lines)
    problem = "the front matter is shown elsewhere, and its formulas are not read: say it in words"
    faults = [(n, problem) for n, line in enumerate(lines[:start], 1) if _TEX.search(line)]
    bare = _without_blocks(lines, start, faults) or [""]

    def cover(found: re.Match) -> str:
        if not found[1] and not found[0].endswith("-->"):
            faults.append((start + 1 + text.count("\n", 0, found.start()), "<!-- is not closed: write --> behind it"))
        return re.sub(r"[^\n]", "\x02" if found[1] else "\x03", found[0])

    text = "\n".join(bare)
    covered = _OPAQUE.sub(cover, text).split("\n")
    pairs = zip(bare, covered, strict=True)
    return Masked([Line(start + n, *pair) for n, pair in enumerate(pairs, 1)], faults, inherits, start)


def _front_matter(lines: list[str]) -> tuple[int, str]:
    """How many lines the front matter has, and the page whose declarations hold here too."""
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        return 0, ""
    end = next(n for n, line in enumerate(lines[1:], 1) if line.strip() == "---")
    return end + 1, next((found[1] for line in lines[1:end] if (found := _INHERITS.match(line))), "")


def _without_blocks(lines: list[str], start: int, faults: list[tuple[int, str]]) -> list[str]:
    out, number = [], start
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence and not (fence[1][0] == "`" and "`" in fence[2]):
            if _MATHS_KINDS.match(fence[2]):
                problem = "a block of this kind is shown as a formula or as code, and not read: write $$ … $$"
                faults.append((number + 1, problem))
            close = re.compile(rf"[ \t>]*{fence[1]}[ \t]*$")
            end = next((n for n in range(number + 1, len(lines)) if close.match(lines[n])), None)
            if end is None:
                faults.append((number + 1, f"the block of code is not closed: end it with {fence[1]}"))
                end = number
            out += [""] * (end + 1 - number)
            number = end + 1
        else:
            out.append(lines[number])
            number += 1
    return out
