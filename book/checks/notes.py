"""Notes on code: the marks `# (1)!` of a sample and the numbered list below it belong together."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from book.ground.faults import BookError
from book.source.book import Book
from book.source.pages import INCLUDE, Page
from book.source.samples import section

_MARK = re.compile(r"(?:^|\s)# \((\d+)\)!?\s*$")


def notes(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every mark in a sample has its note in the list below it, and every note its mark."""
    for page in book.chosen(slugs):
        begun, marks = 0, []
        for number, line, kind in page.kinds():
            if kind == "fence":
                begun, marks = number, []
            elif kind == "code":
                marks += _marks(book, page, line)
            elif kind == "end" and marks:
                count = _items(page.lines[number:], len(line) - len(line.lstrip()))
                if marks != [str(n) for n in range(1, count + 1)]:
                    problem = f"the sample has the marks {', '.join(marks)}, the list below it {count} notes"
                    yield BookError(
                        page.path, begun, problem, "write 1. and so on below the code, a note for each mark"
                    )


def _marks(book: Book, page: Page, line: str) -> list[str]:
    include = INCLUDE.search(line)
    try:
        lines = section(book.snippets, include[1], page.path, None) if include else []
    except BookError:  # the rule about samples says so
        return []
    return [found[1] for text in lines if (found := _MARK.search(text))]


def _items(below: list[str], indent: int) -> int:
    """How many items the numbered list has with which these lines begin, after blank ones."""
    count = 0
    for before, line in pairwise(["", *below]):
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth <= indent:
            if re.match(r"\s*\d+\.\s", line):
                count += 1
            elif not before.strip():
                break
    return count
