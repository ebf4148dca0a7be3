"""The one way this project reports a fault in the book's sources."""

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
