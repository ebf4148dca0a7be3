"""The book's terms (docs/glossary.toml): one word per concept and language, and what readers type instead."""

import tomllib
from functools import cache

from book.errors import BookError
from book.languages import LANGUAGES
from book.pages import DOCS, Page

PATH = DOCS / "glossary.toml"


@cache
def glossary() -> dict[str, dict]:
    """Key → {ja, ko, en, first, also}. Raises BookError if a term lacks a language."""
    table = tomllib.loads(PATH.read_text(encoding="utf-8"))
    for key, term in table.items():
        if missing := LANGUAGES.keys() - term.keys():
            raise BookError(PATH, None, f"[{key}] lacks {', '.join(sorted(missing))}", "add the term in that language")
    return table


def search_words(page: Page) -> list[str]:
    """The words that lead search to a page: its terms in every language and their variants.

    Raises BookError where the page's `terms:` name a key the glossary does not have.
    """
    words: list[str] = []
    line = next((n for n, text in enumerate(page.lines, 1) if text.startswith("terms:")), 1)
    for key in page.meta["terms"]:
        if key not in glossary():
            raise BookError(
                page.path,
                line,
                f"unknown glossary term “{key}”",
                "use a key of docs/glossary.toml, or add the term there",
            )
        term = glossary()[key]
        words += [term[language] for language in LANGUAGES] + term.get("also", [])
    return list(dict.fromkeys(words))
