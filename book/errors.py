"""The one way this project reports a fault in the book's sources."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class BookError(Exception):
    """A fault that stops the build: where it is, what is wrong, and what to do about it."""

    def __init__(self, file: str | Path, line: int | None, problem: str, remedy: str) -> None:
        path = Path(file)
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        place = f"{shown}:{line}" if line else f"{shown}"
        super().__init__(f"{place}: {problem}\n    remedy: {remedy}")
        self.file, self.line, self.problem, self.remedy = shown, line, problem, remedy

    def __reduce__(self) -> tuple:
        """A fault found in a worker process reaches the build whole."""
        return type(self), (self.file, self.line, self.problem, self.remedy)


def read_toml(file: Path) -> dict:
    """What a TOML file says. Raises BookError, with the line, for a file that is not TOML."""
    text = file.read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", place)
        line = int(found[1]) if found else text.count("\n") + 1
        raise BookError(file, line, f"this is not TOML: {problem}", "mend this line, or the one before it") from None
