"""Pieces of Typst source. All text is a string literal, so nothing a page says can be taken for markup."""

from collections.abc import Iterable

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quote(text: str) -> str:
    """A Typst string literal."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def call(name: str, *parts: str, **options: str | int | float | bool | None) -> str:
    """A function call: `parts` are Typst code, options are Python values (strings become literals)."""
    named = [f"{key.replace('_', '-')}: {value(option)}" for key, option in options.items()]
    return f"{name}({', '.join([*named, *parts])})"


def value(option: str | int | float | bool | None) -> str:
    """A Python value as Typst code."""
    if option is None or isinstance(option, bool):
        return str(option).lower()
    return quote(option) if isinstance(option, str) else str(option)


def sequence(parts: Iterable[str]) -> str:
    """Pieces of content after one another as one argument."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else f"join({', '.join(parts)})"


def array(parts: Iterable[str]) -> str:
    """An array, also of one element or of none."""
    return "(" + "".join(f"{part}, " for part in parts) + ")"
