"""`python -m check_equations`: executes every page, or the one named (`-` reads it from standard input).

`--mutants [--sample N --seed S]`: would it see a fault?
"""

import argparse
import sys
from pathlib import Path

from .report import check_pages, check_text
from .survivors import run

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """0 if nothing is red (or the mutation score is good enough), else 1."""
    parser = argparse.ArgumentParser(prog="python -m check_equations", description=__doc__)
    parser.add_argument(
        "page", nargs="?", help="a Markdown file, or - for standard input; default: every page of the book"
    )
    parser.add_argument("--mutants", action="store_true", help="change every formula a little and count what is seen")
    parser.add_argument("--sample", type=int, help="only so many mutants, drawn at random")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the sample")
    options = parser.parse_args(arguments)
    if options.page:
        return _one(options.page)
    report = check_pages(ROOT)
    if options.mutants:
        return run(report, options.sample, options.seed)
    for result in report.red:
        print(result.message, file=sys.stderr)
    report.write(ROOT / "build" / "equations.json")
    print(report.table())
    print(report.summary())
    return 1 if report.red else 0


def _one(page: str) -> int:
    text = sys.stdin.read() if page == "-" else Path(page).read_text(encoding="utf-8")
    report = check_text(text, "page.md" if page == "-" else page)
    for result in report.red:
        print(result.message)
    print(report.summary())
    return 1 if report.red else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
