"""Files from the package registry that the site ships: `npm ci` by the lock file, then `docs/assets/vendor`."""

import hashlib
import shutil
import subprocess
from pathlib import Path

from book.figures.kit import gallery
from book.figures.kit.registry import topics
from book.ground.faults import BookError
from book.ground.imports import code
from book.ground.languages import LANGUAGES
from book.ground.stamps import Step, digest
from book.maths import font
from book.maths.temml import converter, tool
from book.source.book import Book


def folder(book: Book) -> Path:
    """Where the files lie."""
    return book.docs / "assets" / "vendor"


def install(book: Book) -> bool:
    """Installs `node_modules` if the lock file changed since the last time; True if it did."""
    lock, stamp = book.root / "package-lock.json", book.node_modules / ".book-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    command = [tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=book.root).returncode:
        raise BookError(lock, None, "npm could not install the front-end files", "read npm's message above")
    stamp.write_text(wanted)
    return True


def build(book: Book) -> bool:
    """Brings the files up to date; True if something was written. Raises BookError as `font.cut` does."""
    target = folder(book)
    pages = [page.path for language in LANGUAGES for page in book.pages(language)]
    others = [book.root / "package-lock.json", book.root / "requirements.txt", book.docs / "errors.tsv"]
    read = [*pages, *code(__file__, *topics()), *others]
    inputs = digest(*read)
    step = Step(book.build / "stamps", "vendor", inputs, (target,))
    if step.done():
        return False
    step.withdraw()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    needed = font.characters(converter(book), (page for language in LANGUAGES for page in book.pages(language)))
    drawn = gallery.characters(book)
    needed |= {character: (book.root / "book" / "figures", None) for character in drawn - needed.keys()}
    (target / "maths.woff2").write_bytes(font.cut(book.node_modules / font.FILE, needed))
    step.record()
    return True
