"""The words the build itself puts on pages, from strings.toml."""

from functools import cache
from pathlib import Path

from book.ground.faults import BookError, read_toml
from book.ground.languages import LANGUAGES

TABLE = Path(__file__).with_name("strings.toml")


@cache
def strings(language: str) -> dict[str, str]:
    """Key → text in one language. Raises BookError if a key lacks a language."""
    table = read_toml(TABLE)
    for key, texts in table.items():
        if missing := LANGUAGES.keys() - texts.keys():
            raise BookError(TABLE, None, f"[{key}] lacks {', '.join(sorted(missing))}", "add the text in that language")
    return {key: texts[language] for key, texts in table.items()}
