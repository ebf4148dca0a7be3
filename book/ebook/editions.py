"""The e-books, one a language: what each is made of, and how it takes the place of the last one."""

from pathlib import Path

from book.ebook import volume
from book.figures.kit.registry import topics
from book.ground.imports import code
from book.ground.stamps import Step, digest, replace
from book.source.book import Book
from book.source.dates import source_date
from book.web import vendor


def step(book: Book, language: str) -> Step:
    """The step that makes site/epub/matgrad-<language>.epub, with all that it reads."""
    pages = sorted((book.site / language).glob("*.html"))
    locks = ("CITATION.cff", "package-lock.json", "requirements.txt")
    files = [book.docs / "errors.tsv", *(book.root / name for name in locks)]
    read = [*pages, *code(__file__, *topics()), *files, book.snippets, vendor.folder(book)]
    inputs = digest(*read, extra=[str(source_date(book)), ",".join(book.order)])
    return Step(book.build / "stamps", f"ebook-{language}", inputs, (book.ebook(language),))


def build(book: Book, language: str) -> Path:
    """Makes the e-book of a built language, whole or not at all; returns it. Raises BookError as `volume` does."""
    target = book.ebook(language)
    beside = book.build / "next" / target.name
    volume.build(book, language, book.site / language, beside)
    replace(beside, target)
    return target
