"""The way through the book: the home page lists the chapters, and each leads on to the one that follows it."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source import path
from book.source.book import Book
from book.source.pages import Page


def onward(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The section “Next” of a chapter leads to the chapter that follows in the reading order."""
    there = dict.fromkeys(slug for slug in book.order if slug in book.slugs)
    numbered = [slug for slug in there if book.chapters.get(slug, "0").isdigit()]  # the home page, too
    for slug, following in pairwise(numbered):
        for language in book.languages:
            page = book.page(language, slug)
            if page and slug in slugs:
                last = page.sections[-1]
                if last.id != "next" or f"]({following}.md" not in last.text:
                    remedy = f"end with ## … {{#next}} and a link to {following}.md"
                    yield BookError(page.path, last.line, f"the page does not lead on to “{following}”", remedy)


def listed(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The home page lists every chapter with its sentence, and every part with its name."""
    for language in book.languages:
        home = book.page(language, "index")
        if home and "index" in slugs and home.lines.count(path.MARK) != 1:
            yield BookError(
                home.path, 1, "the home page does not list the chapters once", f"write the line {path.MARK}"
            )
        for page in path.chapters(book, language):
            if page.slug in slugs:
                yield from _sentence(page)
                others = [other for code in LANGUAGES if (other := book.page(code, page.slug))]
                if "part" not in page.meta and any("part" in other.meta for other in others):
                    yield BookError(page.path, 1, "front matter lacks `part`", "write the part's name in this language")


def _sentence(page: Page) -> Iterator[BookError]:
    for key in "summary", "part":
        said = page.meta.get(key)
        if key == "summary" and not said:
            remedy = "summary: one sentence for the list on the home page"
            yield BookError(page.path, 1, f"front matter lacks `{key}`", remedy)
        elif key in page.meta and (not isinstance(said, str) or re.search(r"[$\[\]`]", said)):
            line = page.line_of(f"{key}:")
            yield BookError(page.path, line, f"`{key}` is not plain text", "write words without formula, link or code")
