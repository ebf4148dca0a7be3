"""The editions of a language beside its website, a PDF and an e-book: what each is made of, how it takes its place."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from book.ebook import volume as _ebook
from book.figures.kit.registry import topics
from book.ground.imports import code
from book.ground.stamps import Step, digest, replace
from book.print import volume as _print
from book.source.book import Book
from book.source.dates import source_date
from book.web import vendor


class Edition(NamedTuple):
    """One kind of volume, made of the built pages of a language."""

    name: str
    volume: ModuleType  # its `build` makes one, and raises BookError
    file: Callable[[Book, str], Path]
    read: Callable[[Book], list[Path]]  # what it reads beside pages, code and what all editions read

    def step(self, book: Book, language: str) -> Step:
        """The step that makes it for a language, with all that it reads."""
        pages = sorted((book.site / language).glob("*.html"))
        files = [book.docs / "errors.tsv", book.root / "package-lock.json", book.root / "requirements.txt"]
        read = [*pages, *code(self.volume.__file__, *topics()), Path(__file__), *files, book.snippets, *self.read(book)]
        inputs = digest(*read, extra=[str(source_date(book)), ",".join(book.order)])
        return Step(book.build / "stamps", f"{self.name}-{language}", inputs, (self.file(book, language),))

    def build(self, book: Book, language: str) -> Path:
        """Makes it of a built language, whole or not at all; returns the file. Raises BookError as its volume does."""
        target = self.file(book, language)
        beside = book.build / "next" / target.name
        self.volume.build(book, language, book.site / language, beside)
        replace(beside, target)
        return target


PRINT = Edition("print", _print, Book.volume, lambda book: [])
EBOOK = Edition("ebook", _ebook, Book.ebook, lambda book: [book.root / "CITATION.cff", vendor.folder(book)])
