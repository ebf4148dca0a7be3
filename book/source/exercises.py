"""Exercises: what a page asks in each language, and the data that are the same in all.

The data stand in `snippets/<topic>/exercises.toml`, a table for each exercise; question, hint, answer and the reasons
for wrong answers stand on the page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from book.ground.faults import BookError, read
from book.ground.tables import line_of, read_toml
from book.source.pages import BLOCK, BOX, Page

NAME = "exercises.toml"
KINDS = ("number", "matrix", "shape", "choice", "order", "code", "reason")
LISTED = ("choice", "order")  # the question shows the lines to choose from, or to put in order
GRADES = (1, 2, 3)
ASKED = ("first", "last")
_DATUM = re.compile(r"[a-z_]\w*\.[A-Za-z_]\w*")
_DATUM_REMEDY = 'name a value of a module beside this table: "answers.two_ones"'
_ITEM = re.compile(r"(?:[-*+]|\d+\.)\s")


@dataclass(frozen=True)
class Exercise:
    """What is known of an exercise in all languages; answer, judge and wrong answers are names (`answers.two_ones`)."""

    line: int
    grade: int
    kind: str
    answer: str = ""
    judge: str = ""
    asked: str = ""
    """Which of several questions the answer answers: `first` or `last`."""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Every name by where it stands: `answer`, `judge`, `wrong.forgotten`."""
        own = {"answer": self.answer, "judge": self.judge}
        return {key: name for key, name in own.items() if name} | {f"wrong.{k}": n for k, n in self.wrong.items()}


@dataclass
class Asked:
    """An exercise as it stands on a page in one language."""

    heading: str
    line: int
    hints: int = 0
    answers: int = 0
    choices: int = 0
    wrong: dict[str, int] = field(default_factory=dict)
    """The wrong answers that are explained, with their lines."""

    @property
    def name(self) -> str:
        """What its data are called; nothing if its heading's id is none of an exercise."""
        return self.heading.removeprefix("exercise-") if self.heading.startswith("exercise-") else ""


def file(snippets: Path, slug: str) -> Path:
    """Where the data of a page stand."""
    return snippets / slug.replace("-", "_") / NAME


def data(file: Path) -> tuple[dict[str, Exercise], list[BookError]]:
    """The exercises of a table by name, and what is wrong with the others."""
    if not file.exists():
        return {}, []
    found: dict[str, Exercise] = {}
    faults: list[BookError] = []
    try:
        table = read_toml(file)
    except BookError as fault:
        return {}, [fault]
    for name, said in table.items():
        own = [] if isinstance(said, dict) else [(name, f"“{name}” is no table", "begin an exercise with [its-name]")]
        own = own or list(_wrongs(said))
        faults += [BookError(file, place(file, name, key), f"[{name}] {what}", remedy) for key, what, remedy in own]
        if not own:
            found[name] = Exercise(line_of(file, name) or 1, **said)
    return found, faults


def place(file: Path, name: str, key: str) -> int:
    """The line of a key in the table of an exercise, or that of the table."""
    lines, first = read(file).splitlines(), line_of(file, name) or 1
    for number, line in enumerate(lines[first:], first + 1):
        if line.startswith("["):
            break
        if re.match(rf"{re.escape(key.partition('.')[0])}\b", line.strip()):
            return number
    return first


def _name(value: object) -> bool:
    return isinstance(value, str) and bool(_DATUM.fullmatch(value))


# Key → whether its value is right, and what to write.
_KEYS: dict[str, tuple[Callable[[object], bool], str]] = {
    "grade": (lambda value: value in GRADES and not isinstance(value, bool), "write 1 (read it off), 2 (do it) or 3"),
    "kind": (KINDS.__contains__, f"write one of {', '.join(KINDS)}"),
    "answer": (_name, _DATUM_REMEDY),
    "asked": (ASKED.__contains__, "write first or last: which of several questions is judged"),
    "judge": (_name, _DATUM_REMEDY),
    "wrong": (
        lambda value: isinstance(value, dict) and bool(value) and all(map(_name, value.values())),
        'write { forgotten = "answers.two_ones_forgotten" }, a name for each',
    ),
}


def _wrongs(said: dict) -> list[tuple[str, str, str]]:
    """(key, problem, remedy) of what is wrong in one table."""
    found = [(key, f"has a `{key}`", f"use {', '.join(_KEYS)}") for key in said if key not in _KEYS]
    found += [
        (key, f"has a `{key}` that is none: {said[key]!r}", remedy)
        for key, (right, remedy) in _KEYS.items()
        if key in said and not right(said[key])
    ]
    found += [(key, f"has no `{key}`", _KEYS[key][1]) for key in ("grade", "kind") if key not in said]
    kind = said.get("kind")
    if found:
        return found
    wanted = {"reason": (), "code": ("answer", "wrong", "judge")}.get(kind, ("answer", "wrong"))
    for key in ("answer", "wrong", "judge"):
        if key in wanted and key not in said:
            found.append((key, f"is of the kind {kind} and has no `{key}`", _KEYS[key][1]))
        elif key in said and key not in wanted:
            found.append((key, f"is of the kind {kind} and has a `{key}`", "take it out, or choose another kind"))
    return found


def puzzles(page: Page) -> bool:
    """Whether a page is all exercises: functions to write, in levels."""
    return page.meta.get("layout") == "puzzles"


def asked(page: Page) -> list[Asked]:
    """The exercises below `## … {#exercises}`, as they stand on the page; on a page of puzzles, below any but Next."""
    found: list[Asked] = []
    lines = dict(page.prose())
    below = False
    for section in page.sections:
        if section.level <= 2:
            below = section.level == 2 and section.id != "next" if puzzles(page) else section.id == "exercises"
            continue
        if below and section.level == 3:
            found.append(Asked(section.id, section.line))
        if below and found:
            numbers = range(section.line, section.line + len(section.lines))
            _count(found[-1], [(number, lines[number]) for number in numbers if number in lines])
    return found


def _count(one: Asked, lines: list[tuple[int, str]]) -> None:
    """Counts what stands on these lines of an exercise."""
    block = ""
    for number, line in lines:
        if begun := BLOCK.match(line):
            block = begun[1]
            if block == "wrong":
                one.wrong.setdefault(begun[2] or "", number)
        elif line.strip().startswith("///"):
            block = ""
        elif block == "choices" and _ITEM.match(line):
            one.choices += 1
        elif box := BOX.match(line):
            one.hints += box[2] == "hint"
            one.answers += box[2] == "answer"
