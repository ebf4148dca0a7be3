"""The date that the book carries: of its sources, not of its build, so that anybody can build the same bytes."""

import os
import subprocess
from calendar import month_name
from datetime import UTC, datetime

from book.ground.faults import BookError
from book.ground.strings import strings
from book.source.book import Book, once

_SOURCES = ("docs", "snippets", "book", "check_equations", "overrides")
_OF_PAGES = ("docs", "snippets")


@once
def source_date(book: Book) -> datetime:
    """The date of the sources: SOURCE_DATE_EPOCH, else of the last commit that touched them.

    Raises BookError where git cannot tell: in a shallow clone whose first commit is the last that touched them, and
    in a folder that git does not trust. Sources that were never under git carry the date of their newest page.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None and (book.root / ".git").exists():
        epoch = _committed(book)
    if not epoch:
        epoch = str(int(max(page.stat().st_mtime for page in book.docs.rglob("*.md"))))
    return datetime.fromtimestamp(int(epoch), UTC)


_REMEDY = "or set SOURCE_DATE_EPOCH to the date the book shall carry, in seconds"


def _git(book: Book, *arguments: str) -> str:
    try:
        said = subprocess.run(["git", *arguments], cwd=book.root, capture_output=True, text=True)
    except FileNotFoundError:
        raise BookError(
            ".git", None, "git is not installed: it tells the date of the book", f"install it, {_REMEDY}"
        ) from None
    if said.returncode:
        reason = said.stderr.strip().splitlines()[0] if said.stderr.strip() else "no reason"
        trust = f"git config --global --add safe.directory {book.root}, {_REMEDY}"
        raise BookError(".git", None, f"git does not tell the date of the book: {reason}", trust)
    return said.stdout.strip()


def _first(book: Book) -> set[str]:
    """The commits at which a shallow clone begins: they seem to have written all that is older."""
    shallow = book.root / _git(book, "rev-parse", "--git-path", "shallow")
    return set(shallow.read_text().split()) if shallow.exists() else set()


def _committed(book: Book) -> str:
    last = _git(book, "log", "-1", "--format=%H %ct", "--", *_SOURCES)
    if not last:
        return ""
    commit, date = last.split()
    if commit in _first(book):
        problem = "a shallow clone: the commit that last changed the book lies before it"
        raise BookError(".git", None, problem, f"git fetch --unshallow, {_REMEDY}")
    return date


@once
def page_dates(book: Book) -> dict[tuple[str, str], datetime]:
    """(language, slug) → when the page or a sample of its topic was last committed.

    What never was has the date of the book, and so has every page where SOURCE_DATE_EPOCH is set. Raises BookError as
    `source_date` does, too, for a page that was last changed before a shallow clone begins.
    """
    newest: dict[str, tuple[int, str]] = {}
    if "SOURCE_DATE_EPOCH" not in os.environ and (book.root / ".git").exists():
        told = _git(book, "log", "--relative", "--format=%x00%ct %H", "--name-only", "--", *_OF_PAGES)
        for entry in told.split("\0")[1:]:
            head, *files = entry.split("\n")
            date, commit = head.split()
            for file in filter(None, files):
                place = file.rpartition("/")[0] if file.startswith("snippets/") else file
                newest[place] = max(newest.get(place, (0, "")), (int(date), commit))
    begins = _first(book) if newest else set()
    found = {}
    for page in (page for language in book.languages for page in book.pages(language)):
        places = f"docs/{page.language}/{page.slug}.md", f"snippets/{page.slug.replace('-', '_')}"
        date, commit = max(newest.get(place, (0, "")) for place in places)
        if commit in begins:
            problem = "a shallow clone: the commit that last changed this page lies before it"
            raise BookError(page.path, None, problem, f"git fetch --unshallow, {_REMEDY}")
        found[page.language, page.slug] = datetime.fromtimestamp(date, UTC) if date else source_date(book)
    return found


def shown(day: datetime, language: str) -> str:
    """A date as a reader of this language writes it."""
    form = strings(language)["date"]
    return form.format(year=day.year, month=day.month, day=day.day, name=month_name[day.month])


def shown_date(book: Book, language: str) -> str:
    """The date of the sources as a reader of this language writes it."""
    return shown(source_date(book), language)
