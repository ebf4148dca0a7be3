"""`python -m check_equations [FILE.md or folder …]`: executes the formulas of Markdown pages (`-`: standard input).

Exit code 0: nothing is false or unreadable; 1: something is, each with file, line and remedy; 2: there is no such page.
In pyproject.toml, [tool.check_equations] may name `pages`, read where none is named, and `survivors`.
"""

import argparse
import os
import sys
import tomllib
from pathlib import Path

try:
    import numpy  # noqa: F401  all the rest needs it
except ModuleNotFoundError:
    sys.exit("check_equations needs NumPy: python -m pip install numpy")

from .manual import manual
from .report import Report, check_pages, check_text
from .survivors import run


def main(arguments: list[str]) -> int:
    """0 if nothing is red (or the mutation score is good enough), else 1. Exits with 2 if there is no such page."""
    parser = argparse.ArgumentParser(
        prog="python -m check_equations", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", help="Markdown files, folders, or - for standard input")
    parser.add_argument("--manual", action="store_true", help="print what can be written, with examples")
    parser.add_argument("--mutants", action="store_true", help="change every formula a little and count what is seen")
    parser.add_argument("--sample", type=int, help="only so many mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the sample")
    options = parser.parse_args(arguments)
    if options.manual:
        print(manual(), end="")
        return 0
    settings = _settings()
    places = options.pages or settings.get("pages", ["docs"])
    try:
        report = _report(places)
    except FileNotFoundError as error:
        parser.error(str(error))
    except UnicodeDecodeError:
        parser.error("standard input is no UTF-8 text: save it as UTF-8")
    if options.mutants:
        return run(report, options.sample, options.seed, Path(settings.get("survivors", "survivors.toml")))
    for result in report.red:
        print(result.message)
    if len({result.page for result in report}) > 1:
        print(report.table())
    print(report.summary())
    return 1 if report.red else 0


def _report(places: list[str]) -> Report:
    report = Report()
    for place in places:
        report += check_text(sys.stdin.read(), "page.md") if place == "-" else check_pages(place)
    return report


def _settings() -> dict:
    file = Path("pyproject.toml")
    return (
        tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("check_equations", {})
        if file.exists()
        else {}
    )


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # whoever reads it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
