"""`python -m book.pdf [ja|ko|en …]` sets the volumes of the built site into site/pdf."""

import sys

from book.errors import BookError
from book.languages import LANGUAGES
from book.pdf.editions import make


def main(arguments: list[str]) -> int:
    languages = [argument for argument in arguments if not argument.startswith("--")] or list(LANGUAGES)
    if unknown := set(languages) - LANGUAGES.keys():
        print(f"no language {', '.join(sorted(unknown))}: choose from {', '.join(LANGUAGES)}", file=sys.stderr)
        return 2
    try:
        for line in make(languages, force="--force" in arguments):
            print(f"pdf      {line}", flush=True)
    except BookError as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
