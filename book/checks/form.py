"""How a page is made: its parts stand in their order.

Of the appendices and the home page only that is asked which serves whoever looks something up: see `is_chapter`.
"""

import re
from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.ground.strings import width
from book.source.book import Book
from book.source.exercises import puzzles
from book.source.pages import BLOCK, Page

_LISTED = re.compile(r"(?:\d+\.|[-*])\s")
_LISTED_WIDTH = 170  # what is longer is cut where search engines and feeds list it, in Latin letters
_CLOSING = ("in-short", "exercises", "next")


def is_chapter(page: Page) -> bool:
    """Whether a page tells an argument. What does not need neither a summary nor exercises, and leads nowhere."""
    return page.slug != "index" and not page.meta.get("appendix")


def parts(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """A page opens with prose; its figure stands before its displays, and in-short, exercises, next are its end.

    A page of puzzles is exercises from its first section on, and ends with next.
    """
    for page in book.chosen(slugs):
        start = first_block(page)
        line = page.lines[start - 1] if start else ""
        if not start or line.startswith(("$$", "#", "|", "```")) or BLOCK.match(line) or _LISTED.match(line):
            remedy = "write its question, in a sentence or two"
            yield BookError(page.path, start or len(page.lines), "the page does not begin with prose", remedy)
        shown, drawn = _first_display(page), page.figures()
        if shown and drawn and shown < drawn[0].line:
            yield BookError(page.path, shown, "a display before the page's figure", "put the figure first")
        yield from _end(page)


def described(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """A description is listed whole."""
    for page in book.chosen(slugs):
        if (wide := width(page.meta.get("description") or "")) > _LISTED_WIDTH:
            problem = f"the description is {wide} letters wide, where {_LISTED_WIDTH} are listed"
            yield BookError(page.path, page.line_of("description:"), problem, "say less (a wide letter counts as two)")


def _end(page: Page) -> Iterator[BookError]:
    sections = [section for section in page.sections if section.level == 2]
    there = [section.id for section in sections if section.id in _CLOSING]
    needed = _CLOSING[-1:] if puzzles(page) else _CLOSING if is_chapter(page) else ()
    wanted = [name for name in _CLOSING if name in there or name in needed]
    last = [section.id for section in sections][-len(wanted) :] if wanted else []
    if last != wanted:
        line = sections[-1].line if sections else 1
        problem = f"the page ends with {', '.join(last) or 'nothing'}"
        yield BookError(page.path, line, problem, f"end it with the sections {', '.join(wanted)}")
    for section in sections:
        if section.id == "in-short":
            points = sum(bool(_LISTED.match(line)) for line in section.lines)
            if not 3 <= points <= 5:
                yield BookError(page.path, section.line, f"in short: {points} points", "write three to five in a list")
            for box in page.boxes():
                if box.value == "trap" and box.line > section.line:
                    yield BookError(page.path, box.line, "a trap below the summary", "put it above in-short")


def first_block(page: Page) -> int:
    """The line of the first block below the title; 0 if there is none."""
    lines = enumerate(page.lines[page.headings()[0].line :], page.headings()[0].line + 1)
    return next((number for number, line in lines if line.strip()), 0)


def _first_display(page: Page) -> int:
    """The line of the first display that stands in no box; 0 if there is none."""
    return next((number for number, line in page.prose() if line.rstrip() == "$$"), 0)
