"""The volumes of the book, one a language: what each is made of, and how it takes the place of the last one."""

from pathlib import Path

from book.figures.kit.registry import topics
from book.ground.imports import code
from book.ground.stamps import Step, digest, replace
from book.print import volume
from book.source.book import Book
from book.source.dates import source_date


def step(book: Book, language: str) -> Step:
    """The step that makes site/pdf/matgrad-<language>.pdf, with all that it reads."""
    pages = sorted((book.site / language).glob("*.html"))
    files = [book.docs / "errors.tsv", book.root / "package-lock.json", book.root / "requirements.txt"]
    read = [*pages, *code(__file__, *topics()), *files, book.snippets]
    inputs = digest(*read, extra=[str(source_date(book)), ",".join(book.order)])
    return Step(book.build / "stamps", f"print-{language}", inputs, (book.volume(language),))


def build(book: Book, language: str) -> Path:
    """Sets the volume of a built language, whole or not at all; returns it. Raises BookError as `volume.build` does."""
    target = book.volume(language)
    beside = book.build / "next" / target.name
    volume.build(book, language, book.site / language, beside)
    replace(beside, target)
    return target
