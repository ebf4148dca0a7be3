"""`python -m check_equations`: executes every page, or the one named (`-` reads it from standard input).

`--mutants [--sample N --seed S]`: would it see a fault?
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from .report import Report, check_pages, check_text
from .survivors import run

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """0 if nothing is red (or the mutation score is good enough), else 1. Exits with 2 if there is no such page."""
    parser = argparse.ArgumentParser(prog="python -m check_equations", description=__doc__)
    parser.add_argument(
        "page", nargs="?", help="a Markdown file, or - for standard input; default: every page of the book"
    )
    parser.add_argument("--mutants", action="store_true", help="change every formula a little and count what is seen")
    parser.add_argument("--sample", type=int, help="only so many mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the sample")
    options = parser.parse_args(arguments)
    report = _page(options.page, parser.error) if options.page else check_pages(ROOT)
    if options.mutants:
        return run(report, options.sample, options.seed)
    for result in report.red:
        print(result.message)
    if not options.page:
        print(report.table())
    print(report.summary())
    return 1 if report.red else 0


def _page(name: str, fail: Callable[[str], NoReturn]) -> Report:
    if name == "-":
        return check_text(sys.stdin.read(), "page.md")
    if not Path(name).is_file():
        fail(f"{name}: there is no such page: name a Markdown file, such as docs/en/picture.md")
    return check_text(Path(name).read_text(encoding="utf-8"), name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
