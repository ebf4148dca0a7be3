"""The prose of the pages holds to docs/glossary.toml: one term per concept, introduced in its `first` form."""

import re
from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of
from book.source import glossary as table
from book.source import path
from book.source.book import Book
from book.source.pages import Page
from book.source.terms import alone, prose, uses

# Headings and the texts of links are no first use: they are titles, and have no room.
_TITLE = re.compile(r"(?m:^#{1,6} [^\n]*)|\[[^\[\]]*\](?=\ufffc)")


def terms(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Prose uses the book's word for each concept, and introduces it in its first form."""
    yield from path.whole(book, slugs, lambda page: faults(book, page))


def glossary(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Each term of the glossary has its sentence, its reading, and a reason for each of its exceptions."""
    file = book.docs / table.NAME
    for key, term in book.glossary.items():
        line, says = line_of(file, key), term.get("says", {})
        if missing := [code for code in LANGUAGES if not says.get(code)]:
            yield BookError(file, line, f"[{key}] says nothing in {', '.join(missing)}", "add says.… = one sentence")
        if not re.fullmatch("[ぁ-ゖー]+", term.get("kana", "")):
            yield BookError(file, line, f"[{key}] has no reading", "add kana = its reading in hiragana")
        held = [*term.get("also", []), *(term[code] for code in LANGUAGES)]
        for allowed in term.get("except", []):
            if not allowed.get("reason") or not any(word in allowed.get("text", "") for word in held):
                problem = f"[{key}] has an exception without a reason, or without a word of its own: {allowed}"
                yield BookError(file, line, problem, 'write { text = "…", reason = "…" }')
        if unknown := says.keys() - LANGUAGES.keys():
            yield BookError(
                file, line, f"[{key}] says something in {', '.join(unknown)}", f"use {', '.join(LANGUAGES)}"
            )
        for code, sentence in ((code, says[code]) for code in LANGUAGES if says.get(code)):
            for *_, word in uses(book, sentence, code):
                if word.kind == "also":
                    problem = f"[{key}] says “{word.text}”, a word readers search for, not a term of the book"
                    yield BookError(file, line, problem, "write the term")


def named(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The terms that a page is about are in the glossary."""
    for page in book.chosen(slugs):
        for key in page.meta["terms"]:
            if key not in book.glossary:
                remedy = "use a key of docs/glossary.toml, or add the term there"
                yield BookError(page.path, page.line_of("terms:"), f"unknown glossary term “{key}”", remedy)


def faults(book: Book, page: Page) -> Iterator[BookError]:
    """Every word that stands in place of a term, and every term whose first use is not in its `first` form.

    Where two terms share a word, a page means those it names under `terms:`.
    """
    text = prose(page)
    titles = [match.span() for match in _TITLE.finditer(text)]
    introduced: set[str] = set()
    for place, _, word in uses(book, text, page.language):
        line = text.count("\n", 0, place) + 1
        if word.kind == "also":
            terms = " or ".join(f"“{book.glossary[key][page.language]}”" for key in word.keys)
            yield BookError(
                page.path, line, f"“{word.text}” is a word readers search for, not a term of the book",
                f"write {terms}, or allow it under `except` in docs/glossary.toml with a reason",
            )  # fmt: skip
        elif word.kind == "first":
            introduced.update(word.keys)
        elif word.kind == "term" and not any(start <= place < end for start, end in titles):
            for key in word.keys:
                first = book.glossary[key].get("first", {}).get(page.language)
                meant = len(word.keys) == 1 or key in page.meta["terms"]
                if first and meant and key not in introduced:
                    yield BookError(
                        page.path, line, f"the page's first “{word.text}” stands without its explanation",
                        f"write “{first}” here, or allow another meaning under `except` in docs/glossary.toml",
                    )  # fmt: skip
                introduced.add(key)


def english(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """In Japanese and Korean, each term has its English name beside it where it first appears in the book."""
    for language in (code for code in LANGUAGES if code != "en"):
        known = {key for key, term in book.glossary.items() if term[language] == term["en"]}
        for page in filter(None, (book.page(language, slug) for slug in book.order[1:])):  # the home page is no lesson
            text = prose(page)
            titles = [match.span() for match in _TITLE.finditer(text)]
            for place, end, word in alone(book, text, language):
                in_title = any(start <= place < stop for start, stop in titles)
                if in_title or known.issuperset(word.keys):
                    continue
                if len(word.keys) > 1 and not set(word.keys) & set(page.meta["terms"]):
                    continue
                known.update(word.keys)
                names = [book.glossary[key]["en"] for key in word.keys]
                if not any(name in text[: end + len(name) + 3].lower() for name in map(str.lower, names)):
                    line = text.count("\n", 0, place) + 1
                    problem = f"“{word.text}” first appears in the book here, without its English name"
                    if page.slug in slugs:
                        yield BookError(page.path, line, problem, f"write “{word.text}({' or '.join(names)})”")
