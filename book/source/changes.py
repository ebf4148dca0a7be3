"""What has changed in the book, as readers are told (docs/changes.toml): each language's feed is made of it."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from book.ground.faults import BookError, read
from book.ground.languages import LANGUAGES
from book.ground.tables import read_toml

NAME = "changes.toml"
_FIELDS = ("date", "page", *LANGUAGES)


class Change(NamedTuple):
    """One change: its day, the page that it is on, what is said of it in each language, and where that is written."""

    day: date
    page: str
    says: dict[str, str]
    line: int


def table(file: Path) -> list[Change]:
    """The changes in the order of the file; none if there is none. Raises BookError for one that is not made so."""
    if not file.exists():
        return []
    given = read_toml(file)
    every = given.get("change", [])
    lines = [number for number, line in enumerate(read(file).splitlines(), 1) if line.strip() == "[[change]]"]
    if given.keys() - {"change"} or not isinstance(every, list) or len(lines) != len(every):
        raise BookError(file, 1, "this is no list of changes", "begin each change with [[change]] on its own line")
    return [_change(file, line, said) for line, said in zip(lines, every, strict=True)]


def _change(file: Path, line: int, said: dict) -> Change:
    if others := sorted(said.keys() - set(_FIELDS)):
        raise BookError(file, line, f"a change has a `{others[0]}` that is none", f"use {', '.join(_FIELDS)}")
    if type(said.get("date")) is not date:
        raise BookError(file, line, "a change without its day", "write date = 2026-11-21, without quotes")
    for field in _FIELDS[1:]:
        if not isinstance(said.get(field), str) or not said[field].strip():
            raise BookError(file, line, f"the change of {said['date']} lacks {field}", f'write {field} = "…"')
    return Change(said["date"], said["page"], {code: said[code] for code in LANGUAGES}, line)
