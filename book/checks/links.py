"""Every link leads somewhere: to a page of the same language, to a place on one, or out of the book."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from book.ground.faults import BookError, read
from book.source.book import Book
from book.source.pages import Page

_OUTSIDE = re.compile(r"https?://[^/]+\.|mailto:[^@]+@")
_INSIDE = re.compile(r"(?:([\w-]+)\.md)?(?:#(.+))?")
ADDRESSES = "addresses.tsv"  # beside the pages: every address of the first edition, slug#id
_ADDRESS = re.compile(r"[\w-]+#[\w-]+")
_FORMS = "page.md, page.md#heading-id, #heading-id or https://…"


def links(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every link leads to a page or a place on one, in its own language, or out of the book."""
    for page in book.chosen(slugs):
        for link in page.links():
            if link.value.startswith("#") or not _OUTSIDE.match(link.value):
                yield from _judged(book, page, link.value, link.line)


def kept(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every address of the first edition still leads to what stood there: on its page, or by `moved` elsewhere."""
    file = book.docs / ADDRESSES
    known: dict[str, list[str]] = {}
    for number, line in enumerate(read(file).splitlines(), 1):
        if line.startswith("#"):
            continue
        if not _ADDRESS.fullmatch(line):
            yield BookError(file, number, f"“{line}” is no address", "write slug#id")
            continue
        slug, _, anchor = line.partition("#")
        if slug not in book.slugs and slug not in known:
            problem = f"the page {slug}.md was in the first edition and is gone"
            yield BookError(file, number, problem, "keep the page, and say in its front matter what has `moved` where")
        known.setdefault(slug, []).append(anchor)
    for page in book.chosen(slugs):
        yield from _kept(book, page, known.get(page.slug, []))


def _kept(book: Book, page: Page, known: list[str]) -> Iterator[BookError]:
    moved, here = page.meta.get("moved") or {}, page.anchors()
    for anchor in known:
        if anchor not in here and anchor not in moved:
            remedy = f"say where it is now, in the front matter: moved: {{{anchor}: page.md#new-id}}"
            yield BookError(page.path, page.line_of("moved:"), f"the first edition had #{anchor} here", remedy)
    for anchor, target in moved.items():
        line = next((n for n, text in enumerate(page.lines, 1) if re.search(rf"(?<![\w-]){anchor}:", text)), 1)
        if anchor in here:
            yield BookError(page.path, line, f"#{anchor} has moved, and stands here too", "keep one of them")
        elif anchor not in known:
            problem, remedy = f"the first edition had no #{anchor} here", f"take it out, or add it to docs/{ADDRESSES}"
            yield BookError(page.path, line, problem, remedy)
        yield from _judged(book, page, target, line)


def _judged(book: Book, page: Page, target: str, line: int) -> Iterator[BookError]:
    inside = _INSIDE.fullmatch(target) if target else None
    if not inside:
        yield BookError(page.path, line, f"the link “{target}” is none", f"write {_FORMS}")
        return
    slug, anchor = inside[1] or page.slug, inside[2]
    there = book.page(page.language, slug)
    if there is None:
        if slug not in book.lost(page.language):
            problem, remedy = f"the link leads to {slug}.md, which is no page", f"use one of: {', '.join(book.slugs)}"
            yield BookError(page.path, line, problem, remedy)
    elif anchor and anchor.startswith("eq:"):
        problem = f"the link leads to the formula {anchor}, which only a reference reaches"
        yield BookError(page.path, line, problem, f"write [{anchor}], or link to the section it stands in")
    elif anchor and anchor not in (known := _anchors(book, there)):
        problem = f"the link leads to {slug}.md#{anchor}, which is not there"
        near = get_close_matches(anchor, known, 3) or [heading.value for heading in there.headings()]
        remedy = f"use one of: {', '.join(near)}"
        yield BookError(page.path, line, problem, remedy)


def _anchors(book: Book, page: Page) -> list[str]:
    terms = {f"term-{key}" for key in book.glossary} if "/// glossary" in page.lines else set()
    return sorted(page.anchors() | terms)
