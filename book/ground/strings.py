"""The words the build itself puts on pages, from strings.toml."""

from functools import cache
from pathlib import Path

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of, read_toml

TABLE = Path(__file__).with_name("strings.toml")


class Text(str):
    """One text in one language; `line` is where it stands in the table."""

    line: int | None = None

    def format(self, **values: object) -> str:
        """The text with its `{name}`s filled in. Raises BookError for a name that is not given."""
        try:
            return super().format(**values)
        except (LookupError, ValueError, AttributeError) as error:
            known = ", ".join(f"{{{name}}}" for name in values)
            raise BookError(TABLE, self.line, f"“{self}” cannot be filled in: {error}", f"use only {known}") from None


class Texts(dict[str, Text]):
    """Key → text. A key that is not there is a fault, for a template, too."""

    def __missing__(self, key: str) -> Text:
        raise BookError(TABLE, None, f"no text is called “{key}”", "mend the name where it is asked for, or add it")

    def below(self, start: str) -> dict[str, Text]:
        """The texts whose keys begin with `start` and a hyphen, by what follows."""
        return {key.removeprefix(f"{start}-"): text for key, text in self.items() if key.startswith(f"{start}-")}


@cache
def strings(language: str) -> Texts:
    """The texts in one language. Raises BookError for one that lacks a language."""
    found = Texts()
    for key, texts in read_toml(TABLE).items():
        given = texts if isinstance(texts, dict) else {}
        if missing := [code for code in LANGUAGES if not isinstance(given.get(code), str)]:
            remedy = "add the text in that language, in quotes"
            raise BookError(TABLE, line_of(TABLE, key), f"[{key}] lacks {', '.join(missing)}", remedy)
        found[key] = Text(given[language])
        found[key].line = line_of(TABLE, key)
    return found
