"""Typst code as values. All text is a string literal, so nothing a page says can be taken for markup.

Calls stay values until a chapter is written; what never changes once it is made is a string at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def quote(text: str) -> str:
    """A Typst string literal."""
    return f'"{text.translate(_ESCAPES)}"'


@dataclass(frozen=True)
class Call:
    """A function call: `parts` are code, options are Python values (strings become literals).

    `held`: the function is told to keep its block on one page with what follows.
    """

    name: str
    parts: tuple[Code, ...]
    options: dict[str, Option]
    held: bool = False

    def __str__(self) -> str:
        named = [f"{key.replace('_', '-')}: {value(option)}" for key, option in self.options.items()]
        held = ["held: true"] if self.held else []
        return f"{self.name}({', '.join([*named, *map(str, self.parts), *held])})"


Code = str | Call
Option = str | int | float | bool | None


def call(name: str, *parts: Code, **options: Option) -> Call:
    """A call as Typst writes it."""
    return Call(name, parts, options)


def calls(parts: Iterable[Code], name: str) -> Iterator[Call]:
    """Every call of a function, in the order of the text; those in arrays are not found."""
    for part in parts:
        if isinstance(part, Call):
            if part.name == name:
                yield part
            yield from calls(part.parts, name)


def value(option: Option) -> str:
    """A Python value as Typst code."""
    if option is None or isinstance(option, bool):
        return str(option).lower()
    return quote(option) if isinstance(option, str) else str(option)


def sequence(parts: Iterable[Code]) -> Code:
    """Pieces of content after one another as one argument."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else call("join", *parts)


def array(parts: Iterable[Code]) -> str:
    """An array, also of one element or of none."""
    return "(" + "".join(f"{part}, " for part in parts) + ")"
