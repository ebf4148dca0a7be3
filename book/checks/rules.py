"""Every rule of the book. A rule is a function of a book and the names of pages that yields all faults there.

The first line of its docstring is the promise it keeps. The build runs the rules, and so do `make check` and the
tests, which plant a fault for each.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from book.checks import (
    boxes,
    changes,
    exercises,
    figures,
    form,
    formulas,
    leftovers,
    links,
    notes,
    particles,
    prose,
    results,
    reviews,
    samples,
    search,
    sight,
    structure,
    style,
    symbols,
    tables,
    text,
    ways,
)
from book.ground.faults import BookError, in_order
from book.source.book import Book

Rule = Callable[[Book, Collection[str]], Iterator[BookError]]


def readable(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every page is UTF-8 text with its front matter and an id at each heading."""
    for fault in book.unreadable:
        if fault.file.stem in slugs:
            yield fault


BUILD: tuple[Rule, ...] = (  # without these, no page can be built
    readable,
    text.visible,
    structure.navigation,
    samples.orphans,
    samples.includes,
    notes.notes,
    samples.narrow,
    samples.outputs,
    sight.in_sight,
    figures.shown,
    figures.drawn,
    formulas.shown,
    formulas.read,
    formulas.alike,
    formulas.inherited,
    formulas.labels,
    results.results,
    formulas.executed,
    prose.glossary,
    prose.named,
    search.named,
    search.explained,
    search.topics,
    leftovers.leftovers,
    links.links,
    links.kept,
    tables.tables,
)
RULES: tuple[Rule, ...] = (
    *BUILD,
    structure.complete,
    structure.structure,
    reviews.reviews,
    changes.told,
    ways.onward,
    ways.listed,
    boxes.titles,
    boxes.filled,
    boxes.few,
    form.parts,
    form.described,
    symbols.listed,
    symbols.owned,
    symbols.twice,
    prose.terms,
    prose.english,
    style.style,
    particles.particles,
    exercises.data,
    exercises.asks,
    exercises.enough,
    exercises.answers,
)


def faults(book: Book, rules: Iterable[Rule] = RULES, slugs: Collection[str] | None = None) -> list[BookError]:
    """All faults that these rules find on these pages (or all), in order."""
    found: list[BookError] = []
    for rule in rules:
        try:
            found += rule(book, book.slugs if slugs is None else slugs)
        except BookError as fault:  # what the rule needs cannot be read
            found.append(fault)
    return in_order(found)
