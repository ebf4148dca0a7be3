"""Formulas of a Markdown page: where each stands, which headings and setting boxes it is under.

Read as Python-Markdown with `pymdownx.arithmatex` shows it. What could be shown otherwise than it is read is refused;
`shown.py` compares the two where Markdown is installed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .markdown.blocks import DISPLAYS, Block, blocks
from .markdown.source import SETTING, masked


class Formula(NamedTuple):
    """One formula as it stands on the page."""

    tex: str
    """LaTeX between the dollar signs, with the page's line breaks."""
    line: int
    """The line on which the formula begins (the first one after the `$$` of a display)."""
    display: bool
    label: str
    """What `\\label` says, or nothing."""
    box: int
    """0, or the number of the setting box it stands in."""
    heading: int
    """The number of the heading it stands under; heading 0 is the page before its first section."""


class Refusal(NamedTuple):
    """What could be shown otherwise than it is read: the line, the problem and the remedy."""

    line: int
    problem: str


class Page(NamedTuple):
    """A page's formulas in order, and for each heading the headings whose boxes hold under it."""

    formulas: list[Formula]
    above: dict[int, set[int]]
    refusals: list[Refusal]
    outline: list[tuple]
    """Headings `(level, line)` and formulas, in order."""
    inherits: str
    """The page whose declarations hold here too (`setting: name` in the front matter), or nothing."""
    start: int
    """How many lines of front matter it has."""


# TeX within a line, as arithmatex finds it; \x02 and \x03 stand for code and comments.
_ROUND = r"\\\(((?:\\[^)]|[^\\\x02\x03])+?)\\\)"
_DOLLAR = r"\$(?!\s)((?:\\.|[^\\$\x02\x03])+?)(?<!\s)\$"
INLINE = re.compile(rf"(?<!\\){_DOLLAR}", re.S)
_SPAN = re.compile(
    rf"{_ROUND}|(?P<stray>\\\(|\\\[(?=(?:(?!\\\]).)*?(?!\\\])[=<>^_\\].*?\\\])|\\begin\{{|\\\\[(\[]|&(?:#0*36|#x0*24|dollar|#0*92|#x0*5c|bsol);)"
    rf"|\\.|{_DOLLAR}|(?P<dollar>\$)"
    r"|<(?P<tag>[A-Za-z][\w-]*)(?=[\s/>])|(?P<alt>!\[[^\]]*\$[^\]]*\])"
    r"|(?P<attributes>\{:?[^{}\n]*\b(?:style|hidden|arithmatex)\b[^{}\n]*\})",
    re.S | re.I,
)
_DISPLAY = re.compile(
    r"\$\$((?:\\.|[^\\])+?)\$\$[ ]*$|(\\begin\{([a-z]+\*?)\}(?:\\.|[^\\])+?\\end\{\3\})[ ]*$"
    r"|\\\[((?:\\[^\]]|[^\\])+?)\\\][ ]*$",
    re.S,
)
_LABEL = re.compile(r"\\label\{([^}]*)\}")
_HARMLESS = {"br", "hr", "wbr", "img"}
_OPEN = (
    "begins or ends no formula: $…$ closes in the same paragraph and has no blank inside; a display, $$ … $$, stands "
    "between empty lines; a dollar is \\$"
)


_RELATION = re.compile(r"\s*(?:[=≠≤≥≈≡∈]|[<>](?=[\s$]))")
_RELATED = "a sign between formulas is shown and not read: write the whole statement in one formula, $x = y$"
_UNSEEN = {
    "alt": "the words of an image are shown only where it is missing: write the formula in the text",
    "attributes": "these attributes hide what stands on the page, or make a formula of it: use an id or a class",
}


def formulas(source: str) -> list[Formula]:
    """Every formula of the page, in order."""
    return read(source).formulas


@lru_cache(maxsize=256)
def read(source: str) -> Page:
    """The page's formulas with all that decides what they mean; to be looked at only, for others get the same."""
    text = masked(source)
    page = Page([], {0: {0}}, [Refusal(*fault) for fault in text.faults], [], text.inherits, text.start)
    levels, boxes = [0], {0: 0}
    for block in blocks(text.lines):
        if block.problem:
            page.refusals.append(Refusal(block.line, block.problem))
        if block.level:
            page.outline.append((block.level, block.line))
            if block.level > 1:
                levels.append(block.level)
                page.above[len(levels) - 1] = _above(levels)
        declares = block.box or (-block.line if SETTING.search(block.masked) else 0)
        box = boxes.setdefault(declares, len(boxes))
        for formula in _formulas(block, box, len(levels) - 1, page.refusals):
            page.formulas.append(formula)
            page.outline.append(formula)
    return page


def _formulas(block: Block, box: int, heading: int, refusals: list[Refusal]) -> Iterator[Formula]:
    if block.masked.startswith(DISPLAYS) and (found := _DISPLAY.match(block.text)):
        tex = found[1] or found[2] or found[4]
        start = found.start() + found[0].index(tex) + len(tex) - len(tex.lstrip("\n"))
        label = _LABEL.search(tex)
        yield Formula(tex.strip("\n"), block.at(start), True, label[1] if label else "", box, heading)
        return
    for found in _SPAN.finditer(block.masked):
        if tex := found[1] or found[3]:
            if _RELATION.match(block.masked, found.end()):
                refusals.append(Refusal(block.at(found.end()), _RELATED))
            yield Formula(tex, block.at(found.start()), False, "", box, heading)
        elif found["stray"] or found["dollar"]:
            refusals.append(Refusal(block.at(found.start()), f"{found[0]} {_OPEN}"))
        elif problem := next((_UNSEEN[name] for name in _UNSEEN if found[name]), ""):
            refusals.append(Refusal(block.at(found.start()), problem))
        elif found["tag"] and found["tag"].lower() not in _HARMLESS:
            problem = f"<{found['tag']}> is HTML, which is shown and not read: write Markdown, a formula as $…$"
            refusals.append(Refusal(block.at(found.start()), problem))


def _above(levels: list[int]) -> set[int]:
    """The last heading and those it is part of: a box holds until the next heading of its rank."""
    chain, level = set(), 99
    for number in range(len(levels) - 1, -1, -1):
        if levels[number] < level:
            chain.add(number)
            level = levels[number]
    return chain
