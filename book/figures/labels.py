"""The one table of the words in the figures, `labels.toml`: figure → key → language."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from book.errors import BookError, read_toml
from book.languages import LANGUAGES

TABLE = Path(__file__).with_name("labels.toml")
PLACEHOLDER = re.compile(r"<(\w+)>")
REQUIRED = ("title", "description")


@dataclass
class Labels:
    """The labels of one figure in one language. Calling it gives a label and marks it as used."""

    figure: str
    language: str
    table: dict[str, dict[str, str]]
    file: Path
    used: set[str] = field(default_factory=set)

    def __call__(self, key: str, **values: object) -> str:
        """The label `key` with `<name>` replaced by the value of that name.

        Raises BookError if the table has no such label or the label names a value that is not given.
        """
        if key not in self.table:
            raise BookError(
                self.file,
                _line(self.file, self.figure, None),
                f"figure {self.figure} asks for the label “{key}”, which the table does not have",
                f"add [{self.figure}.{key}] with {', '.join(LANGUAGES)}",
            )
        self.used.add(key)

        def fill(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise BookError(
                    self.file,
                    _line(self.file, self.figure, key),
                    f"label {self.figure}.{key} ({self.language}) names <{match[1]}>, unknown to the figure",
                    f"use only {', '.join(f'<{name}>' for name in values) or 'plain text'}",
                )
            return str(values[match[1]])

        return PLACEHOLDER.sub(fill, self.table[key][self.language])

    def refuse_unused(self) -> None:
        """Raise BookError for a label that no layout of the figure has shown."""
        for key in self.table.keys() - self.used:
            raise BookError(
                self.file,
                _line(self.file, self.figure, key),
                f"label {self.figure}.{key} is not used by the figure",
                "remove it from the table, or draw it",
            )


def _line(file: Path, figure: str, key: str | None) -> int | None:
    """The line of the header of a figure's label (or of its first one)."""
    header = f"[{figure}.{key}]" if key else f"[{figure}."
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith(header):
            return number
    return None


def load(figures: list[str], file: Path) -> dict[str, dict[str, dict[str, str]]]:
    """The whole table, checked: every figure known and present, every label in every language.

    Raises BookError naming the line of the first fault.
    """
    table = read_toml(file)
    for figure, keys in table.items():
        if figure not in figures:
            remedy = f"rename it to one of {', '.join(figures)}, or define the figure"
            line = _line(file, figure, None)
            raise BookError(file, line, f"labels for an unknown figure, {figure}", remedy)
        for key, words in keys.items():
            for language in sorted(LANGUAGES.keys() ^ words.keys(), key=lambda code: code not in LANGUAGES):
                fault = "has no" if language in LANGUAGES else "has an unknown language,"
                raise BookError(
                    file,
                    _line(file, figure, key),
                    f"label {figure}.{key} {fault} {language}",
                    f"give exactly {', '.join(LANGUAGES)}",
                )
    for figure in figures:
        for key in REQUIRED:
            if key not in table.get(figure, {}):
                line = _line(file, figure, None)
                remedy = f"add [{figure}.{key}] with {', '.join(LANGUAGES)}"
                raise BookError(file, line, f"figure {figure} has no {key} for screen readers", remedy)
    return table
