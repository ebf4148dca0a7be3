"""The words in the figures, one table a page (`words/<slug>.toml`): [figure.key], one string per language.

Formulas stand between dollars; <name> is replaced by a computed value. Every word is used.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.strings import Texts, texts
from book.ground.tables import line_of, read_toml
from book.source.book import Book

FOLDER = Path(__file__).parents[1] / "words"
INTERACTIVE = FOLDER / "interactive"
PLACEHOLDER = re.compile(r"<(\w+)>")
REQUIRED = ("title", "description")


@dataclass
class Words:
    """The words of one figure in one language. Calling it gives a text and marks it as used.

    `book` is the book for which the figure is drawn, for figures made of what authors wrote.
    """

    book: Book

    figure: str
    language: str
    table: dict[str, dict[str, str]]
    file: Path
    used: set[str] = field(default_factory=set)

    def __call__(self, key: str, **values: object) -> str:
        """The text `key` with `<name>` replaced by the value of that name.

        Raises BookError if there is no such word or the word names a value that is not given.
        """
        if key not in self.table:
            raise BookError(
                self.file,
                _line(self.file, self.figure, None),
                f"figure {self.figure} asks for the word “{key}”, which its words do not have",
                f"add [{self.figure}.{key}] with {', '.join(LANGUAGES)}",
            )
        self.used.add(key)

        def fill(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise BookError(
                    self.file,
                    _line(self.file, self.figure, key),
                    f"word {self.figure}.{key} ({self.language}) names <{match[1]}>, unknown to the figure",
                    f"use only {', '.join(f'<{name}>' for name in values) or 'plain text'}",
                )
            return str(values[match[1]])

        return PLACEHOLDER.sub(fill, self.table[key][self.language])

    def refuse_unused(self) -> None:
        """Raise BookError for a word that no layout of the figure has shown."""
        for key in self.table.keys() - self.used:
            raise BookError(
                self.file,
                _line(self.file, self.figure, key),
                f"word {self.figure}.{key} is not used by the figure",
                "remove it, or draw it",
            )


def of_kind(kind: str, language: str) -> Texts:
    """What figures of a kind say where they are touched; `figure` is what all kinds say."""
    return texts(INTERACTIVE / f"{kind}.toml", language)


def _line(file: Path, figure: str, key: str | None) -> int | None:
    """The line of the header of a figure's word (or of its first one)."""
    header = f"[{figure}.{key}]" if key else f"[{figure}."
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith(header):
            return number
    return None


@cache
def load(file: Path, figures: tuple[str, ...], _changed: int = 0) -> dict[str, dict[str, dict[str, str]]]:
    """The words of a page's figures, checked: every figure known and present, every word in every language.

    `_changed` is when the file was changed: it is read again then (while the book is being served).
    Raises BookError naming the line of the first fault.
    """
    table = read_toml(file)
    for figure, keys in table.items():
        if not isinstance(keys, dict) or not all(isinstance(texts, dict) for texts in keys.values()):
            raise BookError(
                file, line_of(file, figure), f"“{figure}” has a text without a name", "write [figure.name] above it"
            )
        if figure not in figures:
            remedy = f"rename it to one of {', '.join(figures)}, or define the figure"
            raise BookError(file, _line(file, figure, None), f"words for an unknown figure, {figure}", remedy)
        for key, given in keys.items():
            for language in sorted(LANGUAGES.keys() ^ given.keys(), key=lambda code: code not in LANGUAGES):
                fault = "has no" if language in LANGUAGES else "has an unknown language,"
                problem = f"{figure}.{key} {fault} {language}"
                raise BookError(file, _line(file, figure, key), problem, f"give exactly {', '.join(LANGUAGES)}")
            if not all(isinstance(text, str) and text.count("$") % 2 == 0 for text in given.values()):
                raise BookError(
                    file,
                    _line(file, figure, key),
                    f"{figure}.{key} is no text, or has a formula left open",
                    "write it in quotes, formulas between two $",
                )
    for figure in figures:
        for key in REQUIRED:
            if key not in table.get(figure, {}):
                remedy = f"add [{figure}.{key}] with {', '.join(LANGUAGES)}"
                problem = f"figure {figure} has no {key} for screen readers"
                raise BookError(file, _line(file, figure, None), problem, remedy)
    return table
