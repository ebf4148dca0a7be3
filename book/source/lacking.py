"""What readers look for and the book lacks (docs/lacking.toml): search says so and leads to the nearest places."""

from pathlib import Path
from typing import NamedTuple

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of, read_toml

NAME = "lacking.toml"


class Topic(NamedTuple):
    """One topic that the book lacks."""

    key: str
    words: dict[str, list[str]]
    """Language → how readers of it call the topic; the English words are among each."""
    near: list[str]
    """The nearest places of the book, `page` or `page#section`."""


def table(file: Path) -> list[Topic]:
    """The topics in order; none if there is no such file. Raises BookError for one that is not made so."""
    return [_topic(file, key, said) for key, said in read_toml(file).items()] if file.exists() else []


def _topic(file: Path, key: str, said: object) -> Topic:
    fields = (*LANGUAGES, "near")
    for field in fields:
        texts = said.get(field) if isinstance(said, dict) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
            raise BookError(file, line_of(file, key), f"[{key}] lacks {field}", f'write {field} = ["…", "…"]')
    if others := sorted(said.keys() - fields):
        raise BookError(
            file, line_of(file, key), f"[{key}] has a `{others[0]}` that is none", f"use {', '.join(fields)}"
        )
    if not said["en"] or not said["near"]:
        raise BookError(file, line_of(file, key), f"[{key}] is empty", "give it words in English and a near place")
    words = {code: list(dict.fromkeys([*said[code], *said["en"]])) for code in LANGUAGES}
    return Topic(key, words, said["near"])
