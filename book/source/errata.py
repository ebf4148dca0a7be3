"""The errors of the notes that the book grew from, as docs/errors.tsv lists them for a page and its figure."""

from pathlib import Path
from typing import NamedTuple

from book.ground.faults import BookError, read

NAME = "errors.tsv"
KINDS = ("formulas", "code", "claims", "words", "gaps")  # the page's sections
MACHINES = ("formula", "shapes", "run", "gradient", "number", "site", "glossary")
METHODS = (*MACHINES, "reading")


class Erratum(NamedTuple):
    """One error: its number in its note, its kind, what catches it, and the place (slug#section) of the right thing."""

    id: str
    kind: str
    method: str
    place: str


def errata(file: Path) -> list[Erratum]:
    """All errors in the order of the page. Raises BookError for a line that is no error of a known kind and method."""
    found: dict[str, Erratum] = {}
    for number, line in enumerate(read(file).splitlines(), 1):
        fields = line.split("\t")
        if line.startswith("#"):
            continue
        if len(fields) != 4 or fields[1] not in KINDS or fields[2] not in METHODS or fields[0] in found:
            remedy = f"write id, one of {', '.join(KINDS)}, one of {', '.join(METHODS)}, slug#section, tabs between"
            raise BookError(file, number, f"no error can be read here, or it was listed before: {line!r}", remedy)
        found[fields[0]] = Erratum(*fields)
    return list(found.values())
