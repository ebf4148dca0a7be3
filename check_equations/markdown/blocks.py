"""A page's lines → blocks as Python-Markdown cuts them: paragraphs, items, cells, headings, titles, displays."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .source import Line


class Block(NamedTuple):
    """A stretch of text within which a formula begins and ends."""

    lines: tuple[int, ...]
    """The number of each of its lines."""
    text: str
    masked: str
    """The same, with code as \\x02 and comments as \\x03."""
    level: int
    """Of a heading; 0 for what is none."""
    box: int
    """0, or the number of the setting box it stands in."""
    problem: str
    """Why it could be shown otherwise than it is read, with what to write."""

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.lines[0]

    def at(self, offset: int) -> int:
        """The line of a place in its text."""
        return self.lines[self.text.count("\n", 0, offset)]


# What stands before a line's text: its indent, the marks of a quotation, a comment.
_LEAD = re.compile(r"(?: *(?:> ?)+)?( *)(?:\x03+ *)?")
_BOX = re.compile(r'( *)(?:!!!|\?\?\?\+?) ?([\w-]+)(?: +[\w-]+)*(?: +".*")? *$')
_HEADING = re.compile(r"(#{1,6})")
_ITEM = re.compile(r" *(?:[-*+]|\d+\.) +")
_RULER = re.compile(r" *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$|(?: *:?-+:? *\|)+ *:?-+:? *$")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_DEFINITION = re.compile(r"\[[^\]]*\]:")
_CELL = re.compile(r"(?<!\\)\|")
DISPLAYS = ("$$", r"\[", r"\begin{")
"""What a display begins with."""
_MATHS = re.compile(r"\$|\\[(\[]|\\begin")


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks in order."""
    boxes, box, indent = 0, 0, -1
    inner = 0  # how far the text of the innermost box or item is indented
    run: list[Line] = []
    for line in [*lines, Line(0, "", "")]:
        lead = _LEAD.match(line.masked)
        bare = lead[1] + line.masked[lead.end() :]
        if not bare.strip():
            yield from _cut(run, box)
            run = []
            continue
        depth = len(bare) - len(bare.lstrip())
        line = Line(line.number, lead[1] + line.text[lead.end() :], bare)
        if box and depth < indent + 4:
            yield from _cut(run, box)
            run, box = [], 0
        if not run:
            inner = min(inner, depth // 4 * 4)
        opening, heading = _BOX.match(bare), _HEADING.match(bare)
        if opening or heading:
            yield from _cut(run, box)
            run = []
            yield Block((line.number,), line.text, bare, len(heading[1]) if heading else 0, box, "")
            inner = 0 if heading else depth + 4
            if opening and opening[2] == "setting":
                boxes += 1
                box, indent = boxes, depth
        elif not run and depth >= inner + 4 and _MATHS.search(bare):
            problem = (
                "indented so far, this is code and shows no formula: write code between ```, text with less indent"
            )
            yield Block((line.number,), "", "", 0, box, problem)
        else:
            run.append(line)
            if _ITEM.match(bare):
                inner = depth + 4
    yield from _cut(run, box)


def _cut(run: list[Line], box: int) -> Iterator[Block]:
    """The blocks of lines between two empty ones: items and cells stand for themselves."""
    if not run:
        return
    if len(run) > 1 and _RULER.match(run[1].masked):
        for line in run:
            for start, end in _cells(line.masked):
                yield Block((line.number,), line.text[start:end], line.masked[start:end], 0, box, "")
        return
    parts: list[list[Line]] = [[]]
    display = run[0].masked.lstrip().startswith(DISPLAYS)  # as a whole: a line of it may begin with +
    for line in run:
        item = None if display else _ITEM.match(line.masked)
        if (item or line.masked.lstrip().startswith("///")) and parts[-1]:
            parts.append([])
        cut = item.end() if item else len(line.masked) - len(line.masked.lstrip())
        parts[-1].append(Line(line.number, line.text[cut:], line.masked[cut:]))
        if line.masked.lstrip().startswith("///"):
            parts.append([])
    for part in filter(None, parts):
        problem = ""
        if len(part) > 1 and _UNDERLINE.match(part[1].masked):
            problem = "an underlined heading: write # before it"
        elif any(line.masked.startswith("#") for line in part):
            problem = "a heading inside a box, an item or a quotation: write it at the beginning of a line"
        elif _DEFINITION.match(part[0].masked) and any(_MATHS.search(line.masked) for line in part):
            problem = "the address of a link shows no formula: write it in the text"
        elif any("--8<--" in line.masked for line in part):
            problem = "what is included here is not read: write it here"
        numbers = tuple(line.number for line in part)
        text, masked = "\n".join(line.text for line in part), "\n".join(line.masked for line in part)
        yield Block(numbers, text, masked, 0, box, problem)


def _cells(row: str) -> Iterator[tuple[int, int]]:
    start = 0
    for bar in [*_CELL.finditer(row), None]:
        yield start, bar.start() if bar else len(row)
        start = bar.end() if bar else start
