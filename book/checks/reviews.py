"""No translation left behind: each section is recorded, by its fingerprint, when somebody has read it side by side."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator

from book.ground.faults import BookError, in_order
from book.ground.languages import LANGUAGES
from book.source.book import Book
from book.source.pages import Section

NAME = "reviewed.json"
_ALSO = re.compile(r"^also:.*\n(?:[ #].*\n)*", re.M)
_Record = dict[str, dict[str, dict[str, str]]]


def reviews(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every section was read side by side in all languages after its last change."""
    known = recorded(book)
    for slug in slugs:
        if not all(book.page(language, slug) for language in LANGUAGES):
            continue  # there is nothing to read side by side, and another rule says so
        for section, now in fingerprints(book, slug).items():
            then = known.get(slug, {}).get(section, {})
            changed = [language for language in LANGUAGES if now.get(language) != then.get(language)]
            if changed:
                behind = [language for language in LANGUAGES if language not in changed]
                follow = f"has not followed: {', '.join(behind)}" if behind else "not yet reviewed"
                page = book.page(changed[0], slug)
                line = next((own.line for own in page.sections if own.id == section), 1) if page else None
                yield BookError(
                    book.path(changed[0], slug), line, f"{slug}#{section}: changed in {', '.join(changed)}; {follow}",
                    f"read it side by side, then make reviewed PAGE={slug}",
                )  # fmt: skip


def fingerprint(section: Section) -> str:
    """What tells that a section has changed. What its readers type is each language's own: no other follows it."""
    return hashlib.sha256(_ALSO.sub("", section.text).encode()).hexdigest()[:16]


def fingerprints(book: Book, slug: str) -> dict[str, dict[str, str]]:
    """Section id → language → fingerprint of its text."""
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        page = book.page(language, slug)
        for section in page.sections if page else []:
            found.setdefault(section.id, {})[language] = fingerprint(section)
    return found


def recorded(book: Book) -> _Record:
    """Slug → section id → language → the fingerprint that was reviewed. Raises BookError if it cannot be read."""
    file = book.docs / NAME
    remedy = "restore the file, then make reviewed"
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BookError(file, getattr(error, "lineno", None), f"this is not JSON: {error}", remedy) from None
    pages = found.values() if isinstance(found, dict) else [None]
    sections = [section for page in pages for section in (page.values() if isinstance(page, dict) else [None])]
    if not all(isinstance(section, dict) for section in sections):
        raise BookError(file, 1, "this is no record of reviews: slug → section → language → fingerprint", remedy)
    return found


def review(book: Book, names: Iterable[str], open_faults: Iterable[BookError]) -> int:
    """Records the named pages or sections (`slug` or `slug#section`) as read side by side; returns how many.

    Raises BookError for a name that there is not, and for pages that still have `open_faults`: what differs in
    structure was not read side by side.
    """
    file = book.docs / NAME
    known, count = recorded(book), 0
    for name in names:
        slug, _, wanted = name.partition("#")
        now = fingerprints(book, slug)
        if not now or (wanted and wanted not in now):
            remedy = f"name one of: {', '.join(book.slugs)}, or slug#section"
            raise BookError(file, None, f"there is no “{name}”", remedy)
        page = known.setdefault(slug, {})
        if not wanted:
            page.clear()
        for section, marks in now.items():
            if wanted in ("", section):
                page[section], count = marks, count + 1
    for fault in in_order(open_faults):
        raise fault
    file.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return count
