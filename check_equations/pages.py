"""Formulas of a Markdown page: where each stands, which headings and setting boxes it is under."""

import re
from typing import NamedTuple


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
    mark: str | None
    """The reason why it is not executed, as the page gives it, or None."""


class Page(NamedTuple):
    """A page's formulas in order, and for each heading the headings whose boxes hold under it."""

    formulas: list[Formula]
    above: dict[int, set[int]]


_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_MARK = re.compile(r"\s*<!--\s*not executed:(.*?)-->\s*$")
_BOX = re.compile(r"(\s*)(?:!!!|\?\?\?\+?) (\w+)")
_HEADING = re.compile(r"(#{1,6}) ")
INLINE = re.compile(r"(?<!\\)\$(?!\s)((?:\\.|[^\\$])+?)(?<!\s)\$", re.S)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_LABEL = re.compile(r"\\label\{([^}]*)\}")


def formulas(source: str) -> list[Formula]:
    """Every formula of the page, in order."""
    return read(source).formulas


def read(source: str) -> Page:
    """The page's formulas with all that decides what they mean."""
    found: list[Formula] = []
    levels, above = [0], {0: {0}}
    box, boxes, indent = 0, 0, -1
    text: list[tuple[int, str]] = []
    lines = source.split("\n")
    number = _front_matter(lines)

    def flush() -> None:
        joined = "\n".join(line for _, line in text)
        blank = _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), joined)
        for match in INLINE.finditer(blank):
            line = text[0][0] + blank.count("\n", 0, match.start())
            found.append(Formula(match[1], line, False, "", box, len(levels) - 1, None))
        text.clear()

    while number < len(lines):
        line = lines[number]
        depth = len(line) - len(line.lstrip())
        if box and line.strip() and depth <= indent:
            flush()
            box = 0
        if fence := _FENCE.match(line):
            flush()
            number += 1
            while number < len(lines) and not lines[number].strip().startswith(fence[1]):
                number += 1
        elif line.strip() == "$$":
            flush()
            start = number + 1
            number = start
            while number < len(lines) and lines[number].strip() != "$$":
                number += 1
            tex = "\n".join(lines[start:number])
            mark = _MARK.match(lines[start - 2]) if start > 1 else None
            label = _LABEL.search(tex)
            reason = mark[1].strip() if mark else None
            found.append(Formula(tex, start + 1, True, label[1] if label else "", box, len(levels) - 1, reason))
        elif heading := _HEADING.match(line):
            flush()
            level = len(heading[1])
            if level > 1:
                levels.append(level)
                above[len(levels) - 1] = _above(levels)
            text.append((number + 1, line))
            flush()
        elif opening := _BOX.match(line):
            flush()
            text.append((number + 1, line))
            flush()
            if opening[2] == "setting":
                boxes += 1
                box, indent = boxes, len(opening[1])
        elif line.strip() and not line.strip().startswith("<!--"):
            text.append((number + 1, line))
        else:
            flush()
        number += 1
    flush()
    return Page(found, above)


def _front_matter(lines: list[str]) -> int:
    if lines and lines[0].strip() == "---":
        return next((n + 1 for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    return 0


def _above(levels: list[int]) -> set[int]:
    """The last heading and those it is part of: a box holds until the next heading of its rank."""
    chain, level = set(), 99
    for number in range(len(levels) - 1, -1, -1):
        if levels[number] < level:
            chain.add(number)
            level = levels[number]
    return chain
