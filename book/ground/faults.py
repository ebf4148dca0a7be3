"""The one way this project reports a fault in the book's sources."""

from collections.abc import Iterable
from pathlib import Path


class BookError(Exception):
    """A fault that stops the build: where it is, what is wrong, and what to do about it."""

    def __init__(self, file: str | Path, line: int | None, problem: str, remedy: str) -> None:
        path = Path(file)
        self.file = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        self.line, self.problem, self.remedy = line, problem, remedy
        place = f"{self.file}:{line}" if line else f"{self.file}"
        super().__init__(f"{place}: {problem}\n    remedy: {remedy}")

    def __reduce__(self) -> tuple:
        """A fault found in a worker process reaches the build whole."""
        return type(self), (self.file, self.line, self.problem, self.remedy)


class Faults(Exception):
    """All faults that were found together."""

    def __init__(self, faults: Iterable[BookError]) -> None:
        self.faults = in_order(faults)
        count = f"\n{len(self.faults)} faults" if len(self.faults) > 1 else ""
        super().__init__("\n".join(map(str, self.faults)) + count)

    def __reduce__(self) -> tuple:
        return type(self), (self.faults,)


def stop(faults: Iterable[BookError]) -> None:
    """Raises Faults if there is any."""
    if found := list(faults):
        raise Faults(found)


def in_order(faults: Iterable[BookError]) -> list[BookError]:
    """Every fault once, by file and line."""
    once = {str(fault): fault for fault in faults}
    return sorted(once.values(), key=lambda fault: (str(fault.file), fault.line or 0, fault.problem))


def read(file: Path) -> str:
    """The text of a file. Raises BookError for one that is none, is not UTF-8, or begins with a byte order mark."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BookError(file, None, f"this cannot be read: {error.strerror}", "put a text file there") from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"this is not UTF-8: byte 0x{data[error.start]:02x} at {error.start}"
        raise BookError(file, line, problem, "save the file as UTF-8") from None
    if text.startswith("\ufeff"):
        raise BookError(file, 1, "the file begins with a byte order mark", "save it as UTF-8 without BOM")
    return text.replace("\r\n", "\n")
