"""The figures: each that a page shows exists, and each can be drawn in every language with all its words."""

from collections.abc import Collection, Iterator

from book.figures.kit import gallery
from book.ground.faults import BookError
from book.source.book import Book


def shown(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every figure on a page exists, and stands on one page only."""
    for page in book.chosen(slugs):
        seen: set[str] = set()
        for figure in page.figures():
            if figure.value not in gallery.names():
                problem, remedy = f"no figure is called “{figure.value}”", f"use one of: {', '.join(gallery.names())}"
                yield BookError(page.path, figure.line, problem, remedy)
            elif figure.value in seen:
                yield BookError(page.path, figure.line, f"the figure {figure.value} stands here twice", "take one out")
            seen.add(figure.value)


def drawn(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every figure is drawn in every language, and says every one of its words."""
    wanted = {figure.value for page in book.chosen(slugs) for figure in page.figures()} & {*gallery.names()}
    for name in sorted(wanted):
        for language in book.languages:
            try:
                gallery.svg(book, name, language)
            except BookError as fault:
                yield fault
