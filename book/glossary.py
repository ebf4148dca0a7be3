"""The book's terms (docs/glossary.toml): one word per concept and language, and what readers type instead."""

import re
from functools import cache

from book.errors import BookError, read_toml
from book.languages import LANGUAGES
from book.pages import DOCS, Page

PATH = DOCS / "glossary.toml"
_SHARED = r"[\x20-\x7e]"
_SCRIPTS = {
    "ja": re.compile(rf"(?:{_SHARED}|[\u3000-\u30ff\u4e00-\u9fff])+"),
    "ko": re.compile(rf"(?:{_SHARED}|[가-힣])+"),
    "en": re.compile(rf"{_SHARED}+"),
}


@cache
def glossary() -> dict[str, dict]:
    """Key → {ja, ko, en, first, also}. Raises BookError if a term lacks a language."""
    table = read_toml(PATH)
    for key, term in table.items():
        if missing := LANGUAGES.keys() - term.keys():
            raise BookError(PATH, None, f"[{key}] lacks {', '.join(sorted(missing))}", "add the term in that language")
    return table


def variants(key: str, language: str) -> list[str]:
    """What readers of a language type for a term: its word, the English one, and the synonyms in the language's script.

    Longer forms given under `first` count as well. Words in another language's script are left out: that language's
    own index has them.
    """
    term = glossary()[key]
    first = term.get("first", {})
    words = [term[language], first.get(language, ""), term["en"], first.get("en", ""), *term.get("also", [])]
    readable = [word for word in words if word and _SCRIPTS[language].fullmatch(word)]
    return list(dict.fromkeys(readable))


def search_words(page: Page) -> list[str]:
    """The words that lead search to a page: its terms in its language and in English, and their variants.

    Raises BookError where the page's `terms:` name a key the glossary does not have.
    """
    line = next((n for n, text in enumerate(page.lines, 1) if text.startswith("terms:")), 1)
    for key in page.meta["terms"]:
        if key not in glossary():
            raise BookError(
                page.path,
                line,
                f"unknown glossary term “{key}”",
                "use a key of docs/glossary.toml, or add the term there",
            )
    return list(dict.fromkeys(word for key in page.meta["terms"] for word in variants(key, page.language)))
