"""The book as a value: where it lies, and what its authors wrote, each part read once."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source import changes, errata, glossary, lacking, numbers, order, symbols
from book.source.pages import Page


def once(function: Callable) -> Callable:
    """For a function of a book: computed at the first call with these arguments, and kept with the book."""

    @wraps(function)
    def kept(book: "Book", *arguments: object) -> Any:
        key = (function, *arguments)
        if key not in book.memory:
            book.memory[key] = function(book, *arguments)
        return book.memory[key]

    return kept


class Book:
    """The book in one folder, in some languages or all. Nothing in it changes: to see an edit, make a new one."""

    def __init__(self, root: str | Path = ".", languages: Iterable[str] = LANGUAGES) -> None:
        self.languages = tuple(languages)
        self.root = Path(root).resolve()
        self.docs, self.snippets = self.root / "docs", self.root / "snippets"
        self.overrides, self.node_modules = self.root / "overrides", self.root / "node_modules"
        self.build, self.site = self.root / "build", self.root / "site"
        self.memory: dict[tuple, Any] = {}

    def __reduce__(self) -> tuple:
        """A process that does not share memory reads the book anew."""
        return type(self), (self.root, self.languages)

    def path(self, language: str, slug: str) -> Path:
        """Where a page stands, or would stand."""
        return self.docs / language / f"{slug}.md"

    def volume(self, language: str) -> Path:
        """Where the printed book of a language stands."""
        return self.site / "pdf" / f"matgrad-{language}.pdf"

    def ebook(self, language: str) -> Path:
        """Where the e-book of a language stands."""
        return self.site / "epub" / f"matgrad-{language}.epub"

    @cached_property
    def slugs(self) -> list[str]:
        """Every page name that occurs in any language."""
        return sorted({path.stem for language in self.languages for path in (self.docs / language).glob("*.md")})

    @cached_property
    def _read(self) -> tuple[dict[str, dict[str, Page]], list[BookError]]:
        pages: dict[str, dict[str, Page]] = {language: {} for language in LANGUAGES}
        unreadable: list[BookError] = []
        for language in self.languages:
            for path in sorted((self.docs / language).glob("*.md")):
                try:
                    page = Page(path)
                except BookError as fault:
                    unreadable.append(fault)
                    continue
                if faults := list(page.faults()):
                    unreadable += faults
                else:
                    pages[language][page.slug] = page
        return pages, unreadable

    @property
    def unreadable(self) -> list[BookError]:
        """What is wrong with the pages that cannot be read; `pages` are the others."""
        return self._read[1]

    def lost(self, language: str) -> set[str]:
        """The pages of a language that are there and cannot be read: what leads to them is not judged."""
        return {slug for slug in self.slugs if self.path(language, slug).exists()} - self._read[0][language].keys()

    def pages(self, language: str) -> list[Page]:
        """The readable pages of a language, by name."""
        return list(self._read[0][language].values())

    def page(self, language: str, slug: str) -> Page | None:
        """One page, if it is there and readable."""
        return self._read[0][language].get(slug)

    def chosen(self, slugs: Collection[str]) -> list[Page]:
        """The readable pages with these names, in all languages."""
        return [page for language in self.languages for page in self.pages(language) if page.slug in slugs]

    @cached_property
    def order(self) -> list[str]:
        """Slugs in reading order; the home page comes first. Raises BookError if mkdocs.yml has no `nav`."""
        return order.reading_order(self.root / "mkdocs.yml")

    @cached_property
    def chapters(self) -> dict[str, str]:
        """Slug → number in the book: “1”, “2” … and “A”, “B” … for pages whose front matter says `appendix: true`."""
        every = [(slug, next(filter(None, (self.page(code, slug) for code in LANGUAGES)), None)) for slug in self.order]
        return order.chapters([(slug, bool(page and page.meta.get("appendix"))) for slug, page in every[1:]])

    @cached_property
    def glossary(self) -> dict[str, dict]:
        """The terms by key. Raises BookError for a table that cannot be read."""
        return glossary.table(self.docs / glossary.NAME)

    @cached_property
    def lacking(self) -> list[lacking.Topic]:
        """What readers look for and the book does not treat. Raises BookError for a topic that is not made so."""
        return lacking.table(self.docs / lacking.NAME)

    @cached_property
    def changes(self) -> list[changes.Change]:
        """What readers are told has changed. Raises BookError for a change that is not made so."""
        return changes.table(self.docs / changes.NAME)

    @cached_property
    def symbols(self) -> list[symbols.Entry]:
        """The symbols in the order of their table. Raises BookError for a line that is not made so."""
        return symbols.table(self.docs / symbols.NAME)

    @cached_property
    def errata(self) -> list[errata.Erratum]:
        """The errors of the source notes. Raises BookError for a line that is none."""
        return errata.errata(self.docs / errata.NAME)

    @once
    def numbers(self, language: str) -> dict[str, tuple[str, str]]:
        """Label, or `res:` and a result → (slug of its page, how it is called); see book.source.numbers."""
        return numbers.numbers(self._read[0][language], self.order, self.chapters)
