"""The date that the book carries: of its sources, not of its build, so that anybody can build the same bytes."""

import os
import subprocess
from calendar import month_name
from datetime import UTC, datetime

from book.ground.faults import BookError
from book.ground.strings import strings
from book.source.book import Book, once

_SOURCES = ("docs", "snippets", "book", "check_equations", "overrides")


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


def _committed(book: Book) -> str:
    remedy = "or set SOURCE_DATE_EPOCH to the date the book shall carry, in seconds"

    def git(*arguments: str) -> str:
        try:
            said = subprocess.run(["git", *arguments], cwd=book.root, capture_output=True, text=True)
        except FileNotFoundError:
            raise BookError(
                ".git", None, "git is not installed: it tells the date of the book", f"install it, {remedy}"
            ) from None
        if said.returncode:
            reason = said.stderr.strip().splitlines()[0] if said.stderr.strip() else "no reason"
            trust = f"git config --global --add safe.directory {book.root}, {remedy}"
            raise BookError(".git", None, f"git does not tell the date of the book: {reason}", trust)
        return said.stdout.strip()

    last = git("log", "-1", "--format=%H %ct", "--", *_SOURCES)
    if not last:
        return ""
    commit, date = last.split()
    shallow = book.root / git("rev-parse", "--git-path", "shallow")
    if shallow.exists() and commit in shallow.read_text().split():
        problem = "a shallow clone: the commit that last changed the book lies before it"
        raise BookError(".git", None, problem, f"git fetch --unshallow, {remedy}")
    return date


def shown_date(book: Book, language: str) -> str:
    """The date of the sources as a reader of this language writes it."""
    day = source_date(book)
    form = strings(language)["date"]
    return form.format(year=day.year, month=day.month, day=day.day, name=month_name[day.month])
