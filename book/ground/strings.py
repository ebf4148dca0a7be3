"""The words the build itself puts on pages, from strings.toml, and other tables made like it."""

import unicodedata
from functools import cache
from pathlib import Path

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of, read_toml

TABLE = Path(__file__).with_name("strings.toml")


class Text(str):
    """One text in one language; it stands in `table` at `line`."""

    table: Path
    line: int | None = None

    def format(self, **values: object) -> str:
        """The text with its `{name}`s filled in. Raises BookError for a name that is not given."""
        try:
            return super().format(**values)
        except (LookupError, ValueError, AttributeError) as error:
            known = ", ".join(f"{{{name}}}" for name in values)
            problem = f"“{self}” cannot be filled in: {error}"
            raise BookError(self.table, self.line, problem, f"use only {known}") from None


class Texts(dict[str, Text]):
    """Key → text. A key that is not there is a fault, for a template, too."""

    def __init__(self, table: Path) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, key: str) -> Text:
        remedy = "mend the name where it is asked for, or add it"
        raise BookError(self.table, None, f"no text is called “{key}”", remedy)

    def below(self, start: str) -> dict[str, Text]:
        """The texts whose keys begin with `start` and a hyphen, by what follows."""
        return {key.removeprefix(f"{start}-"): text for key, text in self.items() if key.startswith(f"{start}-")}


@cache
def strings(language: str) -> Texts:
    """The texts in one language. Raises BookError as `texts` does."""
    return texts(TABLE, language)


def texts(table: Path, language: str) -> Texts:
    """What a table has in one language. Raises BookError for a text that lacks a language."""
    found = Texts(table)
    for key, given in read_toml(table).items():
        given = given if isinstance(given, dict) else {}
        if missing := [code for code in LANGUAGES if not isinstance(given.get(code), str)]:
            remedy = "add the text in that language, in quotes"
            raise BookError(table, line_of(table, key), f"[{key}] lacks {', '.join(missing)}", remedy)
        found[key] = Text(given[language])
        found[key].table, found[key].line = table, line_of(table, key)
    return found


def width(text: str) -> int:
    """How wide a text is where it is listed, in Latin letters: those of Japanese and Korean take the room of two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
