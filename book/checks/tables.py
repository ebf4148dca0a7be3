"""Tables are tables: each has its rule below its head, and every row as many cells as the head."""

import re
from collections.abc import Collection, Iterator
from itertools import groupby

from book.ground.faults import BookError
from book.source.book import Book
from book.source.pages import Page

_RULE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_REMEDY = r"begin and end every row with |; in a formula write \vert, \mid or \lVert … \rVert for a bar"


def tables(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every row of a table has as many cells as its head, whatever bars stand in them."""
    for page in book.chosen(slugs):
        for rows in _tables(page):
            (head, first), *others = rows
            if not others or not _RULE.fullmatch(others[0][1]):
                yield BookError(page.path, head, "a table without a rule", "write | --- | --- | below its first row")
                continue
            wanted = len(_BAR.findall(first))
            for number, row in others:
                if (bars := len(_BAR.findall(row))) != wanted:
                    problem = f"{bars - 1} cells, where the head of the table has {wanted - 1}"
                    yield BookError(page.path, number, problem, _REMEDY)


def _tables(page: Page) -> Iterator[list[tuple[int, str]]]:
    """The lines of each table: those that begin with a bar, one after the other."""
    lines = [(number, line) for number, line in page.prose() if line.lstrip().startswith("|")]
    for _, rows in groupby(enumerate(lines), lambda pair: pair[1][0] - pair[0]):
        yield [row for _, row in rows]
