"""The errors of the notes that the book grew from, as docs/errors.tsv lists them for a figure and a page."""

from pathlib import Path
from typing import NamedTuple

from book.ground.faults import BookError, read

NAME = "errors.tsv"
KINDS = ("formulas", "code", "claims", "words", "gaps")
MACHINES = ("formula", "shapes", "run", "gradient", "number", "site", "glossary")
METHODS = (*MACHINES, "reading")


class Erratum(NamedTuple):
    """One error: its number in its note, its kind, what catches it, the place of the right thing, the fault."""

    id: str
    kind: str
    method: str
    place: str
    what: str


def errata(file: Path) -> list[Erratum]:
    """All errors in the order of the table. Raises BookError for a line that is no error of a known kind and method."""
    found: dict[str, Erratum] = {}
    for number, line in enumerate(read(file).splitlines(), 1):
        fields = line.split("\t")
        if line.startswith("#"):
            continue
        readable = len(fields) == 5 and fields[1] in KINDS and fields[2] in METHODS and fields[4]
        if not readable or fields[0] in found:
            kinds, methods = ", ".join(KINDS), ", ".join(METHODS)
            remedy = f"write id, one of {kinds}, one of {methods}, slug#section and what is wrong, tabs between"
            raise BookError(file, number, f"no error can be read here, or it was listed before: {line!r}", remedy)
        found[fields[0]] = Erratum(*fields)
    return list(found.values())
