"""Writes CHECKS.md (`python tests/promises.py`): each promise, the rule that keeps it, the faults planted for it."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from planted import FAULTS  # noqa: E402
from the_book import BOOK  # noqa: E402

from book.checks import rules  # noqa: E402

FILE = BOOK.root / "CHECKS.md"
# What nothing in a book of three pages can break without breaking the package that draws the figures, or reads TeX.
ELSEWHERE = {"figures.drawn": "test_figures.py", "formulas.alike": "test_tex.py"}


def name(rule: rules.Rule) -> str:
    """A rule as planted.toml names it."""
    room = rule.__module__.rpartition(".")[2]
    return rule.__name__ if room == "rules" else f"{room}.{rule.__name__}"


def promise(rule: rules.Rule) -> str:
    """What a rule keeps, in a sentence: the first line of its docstring."""
    return rule.__doc__.partition("\n")[0]


def table() -> str:
    """The page, made of the rules themselves."""
    rows = []
    for rule in rules.RULES:
        faults = [fault["says"].replace("|", "\\|") for fault in FAULTS if fault["rule"] == name(rule)]
        planted = "; ".join(f"“{fault}”" for fault in faults) or f"tests/{ELSEWHERE[name(rule)]}"
        where = rule.__module__.replace(".", "/") + ".py"
        rows.append(f"| {promise(rule)} | [{name(rule)}]({where}) | {planted} |")
    return "\n".join([
        "# What is checked",
        "",
        "Made of the rules by `python tests/promises.py`. Every rule runs before `make site` builds a page, and in",
        "`make check`. The last column is what it says of the faults that tests/planted.toml plants for it.",
        "",
        "| promise | rule | seen red |",
        "| --- | --- | --- |",
        *rows,
        "",
    ])  # fmt: skip


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
