"""The one door: `python -m book COMMAND`. The Makefile calls nothing else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from errno import EDQUOT, ENOSPC, EXDEV
from typing import TYPE_CHECKING

from book.ground.faults import BookError, Faults
from book.ground.imports import OURS

if TYPE_CHECKING:
    from book.source.book import Book

# What a command needs is imported when it runs: `python -m book fresh` has no use for a PDF compiler, and what is not
# installed is said in words.


def site(book: Book, options: argparse.Namespace) -> None:
    """build the website and the printed books into site/"""
    from book.site import build

    build(book, options.force)


def check(book: Book, options: argparse.Namespace) -> None:
    """say what is wrong with the pages, all of it at once; no site is needed"""
    from book.checks.rules import RULES, faults
    from book.ground.faults import stop

    for slug in options.pages:
        if slug not in book.slugs:
            raise BookError("docs", None, f"no page is called “{slug}”", f"name one of: {', '.join(book.slugs)}")
    stop(faults(book, slugs=options.pages or None))
    print(f"{len(RULES)} rules hold on {', '.join(options.pages) or f'{len(book.slugs)} pages'}")


def new(book: Book, options: argparse.Namespace) -> None:
    """begin a page: its three languages, sample, figure, test and place in the nav"""
    from book.new import new

    if not options.slug:
        raise BookError("docs", None, "no page named", "make new PAGE=low-rank")
    new(book, options.slug, options.after)


def serve(book: Book, options: argparse.Namespace) -> None:
    """show the book while you write, and what is wrong with it"""
    from book.serve import serve

    serve(book, options.port)


def offline(book: Book, options: argparse.Namespace) -> None:
    """pack the site into build/offline/"""
    from book.offline import pack

    for file in pack(book):
        print(f"offline  {file.relative_to(book.root)}, {file.stat().st_size / 1e6:.1f} MB")


def outputs(book: Book, options: argparse.Namespace) -> None:
    """run the samples that changed and write their outputs beside them"""
    from book.checks.samples import write
    from book.ground.faults import stop

    stop(write(book))


def figures(book: Book, options: argparse.Namespace) -> None:
    """write every figure in every language into build/figures/"""
    from book.figures.kit.gallery import write

    print(f"figures  {write(book).relative_to(book.root)}/")


def fresh(book: Book, options: argparse.Namespace) -> None:
    """list what the languages still owe each other"""
    from book.checks.reviews import reviews
    from book.checks.rules import faults
    from book.checks.structure import complete, structure
    from book.ground.faults import stop

    stop(faults(book, (complete, structure, reviews)))
    print(f"{len(book.slugs)} pages are equal and reviewed in {', '.join(book.languages)}")


def reviewed(book: Book, options: argparse.Namespace) -> None:
    """record that pages (slug or slug#section) were read side by side in all languages"""
    from book.checks.reviews import review
    from book.checks.rules import faults, readable
    from book.checks.structure import complete, structure

    if not options.pages:
        raise BookError("docs", None, "no page named", "make reviewed PAGE=picture, or PAGE=picture#exercises")
    slugs = [name.partition("#")[0] for name in options.pages]
    count = review(book, options.pages, faults(book, (readable, complete, structure), slugs))
    print(f"recorded {count} sections as reviewed in {', '.join(book.languages)}")


COMMANDS: tuple[Callable[[Book, argparse.Namespace], None], ...] = (
    *(site, check, new, serve, offline, outputs, figures, fresh, reviewed),
)


_ROOM = "make room: a build needs some 200 MB"
_REMEDIES = {ENOSPC: _ROOM, EDQUOT: _ROOM, EXDEV: "put build/ and site/ on one disk"}


def main(arguments: list[str]) -> int:
    """0 if all is well, 1 for a fault of the book, which is printed; argparse ends with 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="python -m book", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        its = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        its.set_defaults(command=command, pages=[])
        if command is site:
            its.add_argument("--force", action="store_true", help="build all, also what has not changed")
        if command is new:
            its.add_argument("slug", nargs="?", help="its name in addresses: lower-case words joined by hyphens")
            its.add_argument("--after", metavar="PAGE", help="the page before it; default: the last chapter")
        if command is serve:
            its.add_argument("--port", type=int, default=8000, help="default: 8000")
        if command in (check, reviewed):
            its.add_argument("pages", nargs="*", metavar="PAGE", help="pages by name; default: all")
    options = parser.parse_args(arguments)
    try:
        from book.source.book import Book

        options.command(Book(), options)
    except ModuleNotFoundError as error:
        if error.name.partition(".")[0] in OURS:
            raise
        remedy = "rm -rf .venv, then the same command again"
        print(f"\n{BookError('.venv', None, f'the package {error.name} is missing', remedy)}", file=sys.stderr)
        return 1
    except OSError as error:  # the machine's own faults: a disk that is full, a folder that may not be written
        remedy = _REMEDIES.get(error.errno, "see to it that this can be read and written")
        print(f"\n{BookError(error.filename or 'build', None, error.strerror or str(error), remedy)}", file=sys.stderr)
        return 1
    except (BookError, Faults) as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
