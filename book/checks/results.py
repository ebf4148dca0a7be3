"""Theorems, definitions and examples: each is called by its own name, and a reference leads to one."""

import re
from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.ground.strings import strings
from book.source.book import Book
from book.source.pages import Page

_NAMED = re.compile(r"\s*\*\*[^*]+\*\*")
_MENTION = re.compile(r"\[(res:[\w-]+)\]")


def results(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """A theorem, definition or example has an id that begins with the slug, and a bold name; references lead to one."""
    for page in book.chosen(slugs):
        for result in page.results():
            if not re.fullmatch(rf"{re.escape(page.slug)}(?:-[a-z0-9]+)+", result.value):
                remedy = f"write /// {result.kind} | {page.slug}-name"
                yield BookError(page.path, result.line, f"{result.kind} “{result.value}”", remedy)
            elif book.numbers(page.language)[f"res:{result.value}"][0] != page.slug:
                yield BookError(page.path, result.line, f"“{result.value}” is written twice", "rename one")
            if not _NAMED.match(page.lines[result.line]):
                remedy = "begin its words with **its name**"
                yield BookError(page.path, result.line + 1, f"the {result.kind} has no name", remedy)
        yield from _mentions(book, page)


def _mentions(book: Book, page: Page) -> Iterator[BookError]:
    known = book.numbers(page.language)
    unread = tuple(f"res:{slug}-" for slug in book.lost(page.language))
    kinds = [strings(page.language)[kind].format(number="").strip() for kind in ("theorem", "definition", "example")]
    for number, line in page.prose():
        for found in _MENTION.finditer(line):
            if found[1] not in known and not found[1].startswith(unread):
                problem = f"no theorem, definition or example is called “{found[1]}”"
                yield BookError(page.path, number, problem, "mend the reference or the block's name")
            before = line[: found.start()].rstrip().casefold()
            if word := next((kind for kind in kinds if before.endswith(kind.casefold())), ""):
                problem = f"before {found[0]} stands “{word}”, which the build writes too"
                yield BookError(page.path, number, problem, f"take out “{word}”")
