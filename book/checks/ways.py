"""The way through the book: each chapter leads on to the one that follows it."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from book.ground.faults import BookError
from book.source.book import Book


def onward(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The section “Next” of a chapter leads to the chapter that follows in the reading order."""
    numbered = [slug for slug in book.order if book.chapters.get(slug, "0").isdigit()]
    for slug, following in pairwise(numbered):
        for language in book.languages:
            page = book.page(language, slug)
            if page and slug in slugs:
                last = page.sections[-1]
                if last.id != "next" or f"]({following}.md" not in last.text:
                    remedy = f"end with ## … {{#next}} and a link to {following}.md"
                    yield BookError(page.path, last.line, f"the page does not lead on to “{following}”", remedy)
