"""The book's symbols (docs/symbols.toml): what each means everywhere, and what a letter with an owner may be."""

import re
from pathlib import Path
from typing import NamedTuple

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of, read_toml
from check_equations.faults import Unreadable
from check_equations.settings.scope import plain
from check_equations.tex.lexer import tokens

NAME = "symbols.toml"
FORMULA = re.compile(r"\$([^$]+)\$")
KINDS = ("number", "positive", "function", "size", "index", "free")  # what a letter may be beside an array of a shape


class Entry(NamedTuple):
    """One line of the table."""

    key: str
    tex: tuple[str, ...]
    """How it looks: one formula, or several that mean the same."""
    names: tuple[str, ...]
    """What it stands for in formulas: words of TeX with blanks between them."""
    says: dict[str, str]
    """Its meaning in each language."""
    python: str = ""
    may: tuple[str, ...] | None = None
    """For a letter with an owner: all kinds and shapes that it may have, `m×k`. None for any other symbol."""

    def is_shown(self, words: list[str]) -> bool:
        """Whether a formula with these words of TeX uses it."""
        text = f" {' '.join(words)} "
        return any(f" {name} " in text for name in self.names)

    def is_declared(self, name: str) -> bool:
        """Whether a declaration speaks of it, whatever blanks it has."""
        return any(own.replace(" ", "") == name.replace(" ", "") for own in self.names)


def table(file: Path) -> list[Entry]:
    """The lines in order; none if there is no such file. Raises BookError for a line that is not made so."""
    return [_entry(file, key, said) for key, said in read_toml(file).items()] if file.exists() else []


def _entry(file: Path, key: str, said: object) -> Entry:
    def refuse(problem: str, remedy: str) -> BookError:
        return BookError(file, line_of(file, key), f"[{key}] {problem}", remedy)

    if not isinstance(said, dict):
        raise refuse("is no symbol", "begin each symbol with a line [key]")
    for field in said.keys() - {"tex", "names", "python", "may", *LANGUAGES}:
        raise refuse(f"has a `{field}` that is none", f"use tex, names, python, may, {', '.join(LANGUAGES)}")
    for language in LANGUAGES:
        if not isinstance(said.get(language), str) or not said[language].strip():
            raise refuse(f"lacks {language}", "add its meaning in that language, in quotes")
    lists = {field: said.get(field, []) for field in ("tex", "names", "may")}
    lists = {field: [value] if isinstance(value, str) else value for field, value in lists.items()}
    if not lists["tex"] or not all(isinstance(v, list) and all(isinstance(s, str) for s in v) for v in lists.values()):
        raise refuse("is not written as a symbol is", "write tex = '…'; names = ['…'] and may = ['…'] if it needs them")
    try:
        names = [" ".join(tokens(tex)) for tex in lists["names"] or lists["tex"]]
    except Unreadable as fault:
        raise refuse(f"cannot be read: {fault.problem}", "write its names as they stand in formulas") from None
    names = dict.fromkeys([*names, *(plain(name) for name in names if not lists["names"])])
    says = {language: said[language] for language in LANGUAGES}
    may = tuple(lists["may"]) if "may" in said else None
    return Entry(key, tuple(lists["tex"]), tuple(names), says, said.get("python", ""), may)
