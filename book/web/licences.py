"""Licences and notices of all that the site ships, in site/licences.txt, as `licences.toml` says whose work it is.

The licences' texts are taken from the installed packages. What the table says is held against the files: a file that is
nobody's work is a fault, and so is a work of which no file is left.
"""

import json
import re
import tomllib
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from book.ground.faults import BookError, read, stop
from book.ground.imports import code
from book.ground.stamps import Step, digest
from book.source.book import Book

TABLE = Path(__file__).with_suffix(".toml")
NAME = "licences.txt"
_PLACEHOLDER = re.compile(r"^ *copyright.*<[^>]*>.*\n+", re.I | re.M)  # of SPDX's texts: the notices name the holders
_BAR = "=" * 100


@dataclass(frozen=True)
class Work:
    """Somebody's work of which the site ships something; the fields as `licences.toml` explains them."""

    name: str
    licence: str
    by: list[str]
    files: list[str]
    ours: bool = False
    text: list[str] = field(default_factory=list)
    package: str = ""
    marks: list[str] = field(default_factory=list)
    faces: list[str] = field(default_factory=list)
    note: str = ""

    def among(self, files: Collection[str]) -> list[str]:
        """Those of the files that hold something of this work."""
        return [file for file in files if any(_glob(one).fullmatch(file) for one in self.files)]


def works(table: Path = TABLE) -> list[Work]:
    """All works of the table. Raises BookError for a table that cannot be read."""
    try:
        return [Work(**row) for row in tomllib.loads(read(table))["work"]]
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise BookError(table, None, f"no table of works: {error}", "see the comment at its top") from None


def shipped(site: Path) -> list[str]:
    """Every file of the site, without the one that is written here."""
    files = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*")) if file.is_file())
    return [file for file in files if file != NAME]


def faults(site: Path, table: Path = TABLE) -> Iterator[BookError]:
    """Files that are nobody's work, and works that have no file or no longer stand in it."""
    files, listed = shipped(site), works(table)
    lines = read(table).splitlines()
    runs = (site / "runtime").exists()  # or this machine had no network, and no page offers to run code
    for file in sorted({*files}.difference(*(work.among(files) for work in listed))):
        remedy = f"say in {table.name} whose work it is, or do not ship it"
        yield BookError(site / file, None, "is shipped, and is nobody's work", remedy)
    for work in listed:
        line = lines.index(f'name = "{work.name}"') + 1
        for glob in [] if work.ours else work.files:
            if (runs or not glob.startswith("runtime/")) and not any(_glob(glob).fullmatch(file) for file in files):
                yield BookError(table, line, f"{work.name}: the site has no {glob}", "take it out of the table")
        held = [(site / file).read_bytes() for file in work.among(files)] if work.marks else []
        for mark in work.marks if held else []:
            if not any(mark.encode() in data for data in held):
                yield BookError(table, line, f"{work.name}: “{mark}” is in none of its files", "is it still shipped?")


def text(book: Book, files: Collection[str]) -> str:
    """The notices of the works in these files, and below them each licence once. Raises BookError for a lost text."""
    here = [work for work in works() if work.among(files)]
    notices, texts = [], {}
    for number, work in enumerate(here, start=1):
        found = work.text or [f"npm:spdx-license-list/licenses/{work.licence}.json"]
        for body in [body for place in found for body in _texts(book, place)]:
            texts.setdefault(body, {})[number] = None
        version = f" {_version(book, work)}" if work.package else ""
        said = [f"{number}. {work.name}{version}", f"Licence: {work.licence}"]
        said += [f"Copyright (c) {holder}" for holder in work.by]
        said += [f"Note: {work.note}"] if work.note else []
        places = (one for one in work.files if any(_glob(one).fullmatch(file) for file in files))
        notices.append("\n   ".join([*said, f"In: {', '.join(places)}"]))
    bodies = [f"{_BAR}\nOf {', '.join(map(str, numbers))}\n{_BAR}\n\n{body}" for body, numbers in texts.items()]
    head = "What this book ships of whose work, and its licences. The texts of the licences stand below the list.\n"
    return "\n\n".join([head, *notices, *bodies]) + "\n"


def write(book: Book) -> None:
    """Writes the file beside what is shipped, if that has changed. Raises Faults where table and site differ."""
    files = shipped(book.site)
    sizes = [f"{file} {(book.site / file).stat().st_size}" for file in files]
    read_too = [book.root / name for name in ("LICENSES", "package-lock.json", "requirements.txt")]
    inputs = digest(*code(__file__), TABLE, *read_too, extra=sizes)
    step = Step(book.build / "stamps", "licences", inputs, (book.site / NAME,))
    if step.done():
        return
    step.withdraw()
    stop(faults(book.site))
    (book.site / NAME).write_bytes(encoded(text(book, files)))
    step.record()


def encoded(text: str) -> bytes:
    """The file's bytes. Some hosts and all disks say nothing of its encoding: the mark at its beginning does."""
    return text.encode("utf-8-sig")


@cache
def _glob(pattern: str) -> re.Pattern:
    parts = {"**/": "(?:.+/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile(re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda m: parts.get(m[0]) or re.escape(m[0]), pattern))


def _version(book: Book, work: Work) -> str:
    kind, _, name = work.package.partition(":")
    if kind == "pip":
        return metadata.version(name)
    return json.loads(read(book.node_modules / name / "package.json"))["version"]


def _texts(book: Book, place: str) -> list[str]:
    """The texts that a place of the table names; paragraphs as they are, without blanks at the ends of lines."""
    kind, _, where = place.rpartition(":") if ":" in place else ("", "", place)
    if kind == "zip":
        archive, _, inside = where.partition("!")
        found = [file for file in shipped(book.site) if _glob(archive).fullmatch(file)]
        with zipfile.ZipFile(book.site / found[0]) as packed:
            names = [name for name in sorted(packed.namelist()) if _glob(inside).fullmatch(name)]
            texts = [packed.read(name).decode(errors="replace") for name in names]
    elif kind == "pip":
        name, _, wanted = where.partition("/")
        own = [file for file in metadata.files(name) if file.name == wanted and ".dist-info" in file.parts[0]]
        texts = [read(Path(file.locate())) for file in own]
    else:
        file = (book.node_modules if kind == "npm" else book.root) / where
        text = read(file)
        texts = [_PLACEHOLDER.sub("", json.loads(text)["licenseText"]) if file.suffix == ".json" else text]
    if not texts:
        raise BookError(TABLE, None, f"no licence is found at {place}", "look where the package has it now")
    return [re.sub(r"[ \t\r]+$", "", one, flags=re.M).strip() for one in texts]
