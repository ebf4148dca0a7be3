"""The book's terms (docs/glossary.toml): one word per concept and language, and what readers type instead."""

import re
from collections.abc import Callable
from pathlib import Path

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of, read_toml

NAME = "glossary.toml"
_SHARED = r"[\x20-\x7e]"
_SCRIPTS = {
    "ja": re.compile(rf"(?:{_SHARED}|[\u3000-\u30ff\u4e00-\u9fff])+"),
    "ko": re.compile(rf"(?:{_SHARED}|[가-힣])+"),
    "en": re.compile(rf"{_SHARED}+"),
}


def table(file: Path) -> dict[str, dict]:
    """Key → {ja, ko, en, first, also, says, kana, except}. Raises BookError if a term is not made so."""
    terms = read_toml(file)
    for key, term in terms.items():
        if not isinstance(term, dict):
            raise BookError(file, 1, f"“{key}” is no term", "begin each term with a line [key]")
        for field in [*LANGUAGES, *(term.keys() - LANGUAGES)]:
            known, remedy = _FIELDS.get(field, (None, f"use {', '.join([*LANGUAGES, *_FIELDS])}"))
            if field in LANGUAGES:
                known, remedy = _text, "add the term in that language, in quotes"
            if not known or not known(term.get(field)):
                problem = f"[{key}] lacks {field}" if field in LANGUAGES else f"[{key}] has a `{field}` that is none"
                raise BookError(file, line_of(file, key), problem, remedy)
    return terms


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _by_language(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _exceptions(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and _text(one.get("text")) for one in value)


# What a term may say beside its words.
_FIELDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "kana": (_text, 'write kana = "its reading in hiragana"'),
    "says": (_by_language, 'write says.ja = "one sentence", and so on'),
    "where": (_text, 'write where = "page#section"'),
    "first": (_by_language, 'write first = { ja = "…", ko = "…" }'),
    "also": (_texts, 'write also = ["…", "…"]'),
    "typed": (_texts, 'write typed = ["…", "…"]'),
    "except": (_exceptions, 'write except = [{ text = "…", reason = "…" }]'),
}


def variants(term: dict, language: str) -> list[str]:
    """What readers of a language type for a term: its word, the English one, and the synonyms in the language's script.

    Longer forms given under `first` count as well. Words in another language's script are left out: that language's
    own index has them.
    """
    first = term.get("first", {})
    words = [term[language], first.get(language, ""), term["en"], first.get("en", ""), *term.get("also", [])]
    readable = [word for word in words if word and _SCRIPTS[language].fullmatch(word)]
    return list(dict.fromkeys(readable))


def typed(term: dict, language: str) -> list[str]:
    """What readers of a language type for a term and no page shows: names in programs, other spellings."""
    return [word for word in term.get("typed", []) if _SCRIPTS[language].fullmatch(word)]
