"""The formulas: each can be shown, has its place among the numbered ones, and is true."""

from collections.abc import Callable, Collection, Iterator

from book.ground.faults import BookError
from book.maths.temml import converter
from book.source.book import Book, once
from book.source.samples import samples
from check_equations.faults import Fault
from check_equations.pages import formulas
from check_equations.report import Report, check_text
from check_equations.tex.lexer import printed


def shown(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every formula is TeX that becomes MathML."""
    for page in book.chosen(slugs):
        for formula in formulas(page.source):
            try:
                converter(book).render(formula.tex, formula.display, page.path, formula.line)
            except BookError as fault:
                yield fault


def read(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """What a page shows as a formula is what is read, one by one and in order; nothing in a comment is believed."""
    for page in book.chosen(slugs):
        for fault in report(book, page.language, page.slug).red:
            if fault.kind == "page":
                problem, _, remedy = fault.reason.removeprefix("unreadable: ").partition(": ")
                yield BookError(page.path, fault.line, problem, remedy)


def alike(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """What is read of a formula, written out again, looks as the formula does."""
    for page in book.chosen(slugs):
        for formula in formulas(page.source):
            where = formula.display, page.path, formula.line
            try:
                same = converter(book).shape(formula.tex, *where) == converter(book).shape(printed(formula.tex), *where)
            except (BookError, Fault):  # other rules say so
                continue
            if not same:
                problem = f"the formula {' '.join(formula.tex.split())} is not read as it is shown"
                yield BookError(*where[1:], problem, f"write what is read: {printed(formula.tex)}")


def inherited(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """A page on which another page's declarations hold leads its reader there."""
    for page in book.chosen(slugs):
        other = page.meta.get("setting")
        if other and not any(link.value.partition("#")[0] == f"{other}.md" for link in page.links()):
            problem = f"`setting` is {other}, but no link leads there"
            remedy = f"say where the symbols come from: [the symbols]({other}.md)"
            yield BookError(page.path, page.line_of("setting:"), problem, remedy)


def labels(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every display has a label, its own and named after its page; every reference leads to an equation."""
    for language in book.languages:
        pages, home = book.pages(language), {}
        unknown = tuple(f"eq:{slug}-" for slug in book.lost(language))
        for page in pages:
            for label in page.labels():
                if not label.value.startswith(f"eq:{page.slug}-"):
                    remedy = f"begin it with eq:{page.slug}-"
                    yield BookError(page.path, label.line, f"label “{label.value}”", remedy)
                if label.value in home:
                    yield BookError(page.path, label.line, f"label “{label.value}” is written twice", "rename one")
                home[label.value] = page
            for formula in formulas(page.source):
                if formula.display and not formula.label:
                    remedy = f"end it with \\label{{eq:{page.slug}-name}}"
                    yield BookError(page.path, formula.line, "a display without a label", remedy)
        for page in pages:
            for reference in page.references():
                named = reference.value.startswith("eq:")
                if named and reference.value not in home and not reference.value.startswith(unknown):
                    problem = f"no equation is called “{reference.value}”"
                    yield BookError(page.path, reference.line, problem, "mend the reference or the label")


def executed(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every equation is executed with numbers and holds."""
    for page in book.chosen(slugs):
        for fault in report(book, page.language, page.slug).red:
            if fault.kind == "page":
                continue  # `read` says so
            name = fault.id.rpartition("#")[2]
            yield BookError(page.path, fault.line, f"{name}: {fault.reason}", "mend the formula or its setting box")


@once
def report(book: Book, language: str, slug: str) -> Report:
    """What came of every formula of a page."""
    page = book.page(language, slug)
    return check_text(page.source, page.path.relative_to(book.root), book.root)


def count(book: Book, language: str) -> int:
    """How many equations of a language were executed."""
    return sum(report(book, language, page.slug).count("executed") for page in book.pages(language))


# What `{{ name }}` on a page counts: the rules stop where one was not executed.
COUNTS: dict[str, Callable[[Book, str], int]] = {
    "samples": lambda book, language: len(samples(book.snippets)),
    "equations": count,
}
