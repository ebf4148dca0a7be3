"""Prose keeps clear of the habits that readers found in it: docs/style.toml has them, each with what to write."""

import re
from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import read_toml
from book.source.book import Book
from book.source.terms import masked, prose

NAME = "style.toml"


def style(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Prose says nothing that docs/style.toml has found out to read badly."""
    habits = _habits(book)
    for page in book.chosen(slugs):
        text = prose(page)
        for pattern, write in habits[page.language]:
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                around = text[max(0, found.start() - 4) : found.end() + 4].replace("\n", " ").strip(" \ufffc")
                yield BookError(page.path, line, f"“{around}” is said as the book does not say it", f"write: {write}")


def _habits(book: Book) -> dict[str, list[tuple[re.Pattern, str]]]:
    """language → (what is not said, what is written instead). Raises BookError for a table that cannot be read,
    and for a pattern that lets pass what it is there to refuse.
    """
    file = book.docs / NAME
    table = read_toml(file)
    if unknown := table.keys() - LANGUAGES.keys():
        raise BookError(file, None, f"no language is called “{min(unknown)}”", f"use {', '.join(LANGUAGES)}")
    habits: dict[str, list[tuple[re.Pattern, str]]] = {language: [] for language in LANGUAGES}
    for language, entries in table.items():
        for entry in entries:
            if entry.keys() != {"pattern", "refuses", "write"}:
                problem = f"[[{language}]] is not a pattern, what it refuses and what to write"
                raise BookError(file, None, problem, "give the three, no more")
            try:
                pattern = re.compile(entry["pattern"])
            except re.error as error:
                remedy = "mend the regular expression"
                raise BookError(file, None, f"“{entry['pattern']}” is no pattern: {error}", remedy) from error
            if not pattern.search(masked(entry["refuses"])):
                problem = f"“{entry['pattern']}” lets “{entry['refuses']}” pass"
                raise BookError(file, None, problem, "mend the pattern, or its example")
            habits[language].append((pattern, entry["write"]))
    return habits
