"""What readers are told of changes: the newest first, each on a page that there is."""

from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.source.book import Book
from book.source.changes import NAME


def told(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Each change that readers are told of is dated, newest first, on a page, in all languages (docs/changes.toml)."""
    file = book.docs / NAME
    before, seen = None, set()
    for change in book.changes:
        if before and change.day > before:
            problem = f"the change of {change.day} stands below one of {before}"
            yield BookError(file, change.line, problem, "put the newest on top")
        if (change.day, change.page) in seen:
            problem = f"{change.page} has two changes on {change.day}"
            yield BookError(file, change.line, problem, "tell them as one: readers of the feed see a day and a page")
        if change.page not in book.slugs:
            problem, remedy = f"{change.page} is no page", f"use one of: {', '.join(book.slugs)}"
            yield BookError(file, change.line, problem, remedy)
        before = change.day
        seen.add((change.day, change.page))
