"""The manual, made of the grammar and of the lists of what may be written: `python -m check_equations --manual`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .checker import check
from .tex import commands, layout

GRAMMAR = Path(__file__).with_name("grammar.toml")
_HEAD = """# What can be written

Made by `python -m check_equations --manual`. Whatever is not listed here is refused by name. Each construct is shown
with statements that are executed and found true, and with others beside them: what is said of those stands before them.
[The setting at the end](#the-setting-of-the-examples) says what the letters stand for. There are also lists of
[commands](#commands) and [words](#words).
"""
_LISTS: tuple[tuple[str, Iterable[str]], ...] = (
    ("Letters", ("A–Z", "a–z", *sorted(commands.SYMBOLS))),
    ("Fonts, over one letter", sorted(commands.FONTS - {r"\operatorname"})),
    ("Functions and signs before an index", (*sorted(commands.FUNCTIONS), r"\operatorname{…}")),
    ("Relations", sorted(commands.RELATIONS)),
    ("Other signs", sorted(commands.OTHERS | commands.SIGNS)),
    ("Dots", sorted(commands.DOTS)),
    ("Other names of the same", (f"{a} for {b}" for a, b in sorted(commands.ALIASES.items()))),
    ("Brackets", sorted(commands.DELIMITERS)),
    ("Sizes of brackets, before one that is shown", sorted(commands.SIZES)),
    ("Spacing", sorted(word for word in commands.SPACING if word.strip() == word)),
    ("Environments", commands.ENVIRONMENTS),
    ("With a name in braces", sorted(commands.NAMED)),
)
_WORDS = (
    ("Beside a condition", layout.CONDITION),
    ("Between claims", layout.JOINS),
    ("In the place of the last condition of cases", layout.OTHERWISE),
)


def manual() -> str:
    """The manual, in Markdown."""
    return "\n".join([_HEAD, *_contents(), "## Constructs\n", *_constructs(), *_lists(), *_setting()]) + "\n"


def _contents() -> Iterator[str]:
    for construct in grammar()["construct"]:
        anchor = re.sub(r"[^\w -]", "", construct["name"].lower()).replace(" ", "-")
        yield f"- [{_title(construct)}](#{anchor})"
    yield ""


def _title(construct: dict) -> str:
    return construct["name"][0].upper() + construct["name"][1:]


def _constructs() -> Iterator[str]:
    for construct in grammar()["construct"]:
        yield f"### {_title(construct)}\n"
        if "box" in construct:
            yield "Under a setting of its own:\n"
            yield from _block(construct["box"])
            yield "it is executed and true that\n"
        yield from _block(construct["true"])
        boxes = (tuple(construct.get("box", grammar()["setting"]["box"])),)
        said: dict[str, list[str]] = {}
        for tex in construct["false"]:
            fault = check(tex, boxes, hints=False).fault
            said.setdefault(fault.kind if fault else "executed", []).append(tex)
        for kind, lines in sorted(said.items()):
            yield f"{kind.capitalize()}:\n"
            yield from _block(lines)


def _lists() -> Iterator[str]:
    yield "## Commands\n"
    for name, words in _LISTS:
        yield f"- {name}: {', '.join(f'`{word}`' for word in words)}."
    yield "\nTeX takes one digit where braces are missing: `x^{10}`, not `x^10`.\n"
    yield "## Words\n"
    yield "A `\\text` holds words and the punctuation of sentences, no numbers and no signs. In a row and in cases it"
    yield "holds one of these; a reason, `(\\because\\ \\text{…})`, and the label of a brace are free."
    first, last = commands.MARKS[0], commands.MARKS[-1]
    yield f"At the end of a row of aligned, `\\text{{{first}}}` to `\\text{{{last}}}` number it.\n"
    for name, languages in _WORDS:
        yield f"- {name}: {'; '.join(', '.join(words) for words in languages.values())}."
    yield ""


def _setting() -> Iterator[str]:
    yield "## The setting of the examples\n"
    yield from _block(grammar()["setting"]["box"])


def _block(lines: Iterable[str]) -> Iterator[str]:
    yield "``` tex"
    yield from lines
    yield "```\n"


@cache
def grammar() -> dict:
    """Every construct with statements that are true and others that are not, and the setting they stand under."""
    return tomllib.loads(GRAMMAR.read_text(encoding="utf-8"))
