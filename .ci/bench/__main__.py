"""Prints how the book fares on a phone and on the machine that builds it. Nothing here passes or fails.

The phone: 1.6 Mbit/s, 150 ms to the server, a processor a quarter as fast. Machines are noisy: compare what one run
prints. `python .ci/bench [part …]` prints some parts only; `growth`, which takes long, only when it is named.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import editions  # noqa: E402
import growth  # noqa: E402
import paint  # noqa: E402
import search  # noqa: E402
import weight  # noqa: E402

PARTS = {
    "paint": paint.tell,
    "weight": weight.tell,
    "search": search.tell,
    "editions": editions.tell,
    "growth": growth.tell,
}
LONG = {"growth"}


def main() -> None:
    """Prints the parts that are asked for, or all that are short."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("part", nargs="*", help=f"of {', '.join(PARTS)}")
    options.add_argument("--growth", action="store_true", help="build 10 and 30 times the pages, too: half an hour")
    asked = options.parse_args()
    unknown = set(asked.part) - PARTS.keys()
    if unknown:
        options.error(f"no part is called {', '.join(sorted(unknown))}")
    parts = asked.part or [name for name in PARTS if name not in LONG]
    for name in [*parts, *(["growth"] if asked.growth and "growth" not in parts else [])]:
        PARTS[name](ROOT)
        print(flush=True)


if __name__ == "__main__":
    main()
