"""The book's terms (docs/glossary.toml): one word per concept and language, and what readers type instead."""

import re
from pathlib import Path

from book.ground.faults import BookError, read_toml
from book.ground.languages import LANGUAGES

NAME = "glossary.toml"
_SHARED = r"[\x20-\x7e]"
_SCRIPTS = {
    "ja": re.compile(rf"(?:{_SHARED}|[\u3000-\u30ff\u4e00-\u9fff])+"),
    "ko": re.compile(rf"(?:{_SHARED}|[가-힣])+"),
    "en": re.compile(rf"{_SHARED}+"),
}


def table(file: Path) -> dict[str, dict]:
    """Key → {ja, ko, en, first, also, says, kana, except}. Raises BookError if a term lacks a language."""
    terms = read_toml(file)
    for key, term in terms.items():
        if missing := [code for code in LANGUAGES if not isinstance(term, dict) or not isinstance(term.get(code), str)]:
            raise BookError(
                file,
                line_of(file, key),
                f"[{key}] lacks {', '.join(missing)}",
                "add the term in that language, in quotes",
            )
    return terms


def line_of(file: Path, key: str) -> int | None:
    """The line on which a term begins."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return next((number for number, text in lines if text.strip() == f"[{key}]"), None)


def variants(term: dict, language: str) -> list[str]:
    """What readers of a language type for a term: its word, the English one, and the synonyms in the language's script.

    Longer forms given under `first` count as well. Words in another language's script are left out: that language's
    own index has them.
    """
    first = term.get("first", {})
    words = [term[language], first.get(language, ""), term["en"], first.get("en", ""), *term.get("also", [])]
    readable = [word for word in words if word and _SCRIPTS[language].fullmatch(word)]
    return list(dict.fromkeys(readable))
