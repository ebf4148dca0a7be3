"""The symbols: each is in the table, a letter that has an owner means nothing else, and nothing is said twice."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import takewhile

from book.checks.form import is_chapter
from book.ground.faults import BookError
from book.ground.tables import line_of
from book.maths.temml import converter
from book.source import symbols as table
from book.source.book import Book, once
from book.source.pages import Page
from check_equations.declared import Declaration, declarations
from check_equations.faults import Fault
from check_equations.pages import formulas
from check_equations.tex.commands import DELIMITERS, ENVIRONMENTS, SIZES
from check_equations.tex.lexer import tokens

# What a reader knows from school, or from the words around it.
PLAIN = {*DELIMITERS, *SIZES, *(rf"\{mark}{{{name}}}" for mark in ("begin", "end") for name in ENVIRONMENTS)}
PLAIN -= {r"\|", r"\langle", r"\rangle"}
PLAIN |= {
    *(r"\ne", "<", ">", r"\le", r"\ge", r"\dots", r"\cdots", r"\vdots", r"\ddots", r"\frac", r"\sqrt", r"\cdot"),
    *(r"\times", r"\\", r"\quad", r"\underbrace", r"\infty", r"\to", r"\colon", r"\implies", r"\iff", r"\text"),
}
_ALSO = {("positive", "number"), ("index", "free")}  # what is declared so may be called so
_FEW = 2  # so many chapters may use a letter of their own before it needs a line


def listed(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every sign of a formula that is not self-evident, and every letter of several chapters, is in the table."""
    file = book.docs / table.NAME
    if not file.exists():
        return
    for entry in book.symbols:
        said, line = [table.FORMULA.findall(says) for says in entry.says.values()], line_of(file, entry.key)
        if any({*one} != {*said[0]} for one in said):
            yield BookError(file, line, f"[{entry.key}] has not the same formulas in all languages", "make them equal")
        for tex in {*entry.tex, *said[0]}:
            try:
                converter(book).render(tex, False, file, line)
            except BookError as fault:
                yield fault
    homes: dict[str, dict[str, int]] = defaultdict(dict)
    for page in book.chosen(book.slugs):
        for said in declared(book, page.language, page.slug):
            if not any(entry.is_declared(said.name) for entry in book.symbols):
                homes[said.name].setdefault(page.slug, said.line)
    for page in book.chosen(slugs):
        for name, places in homes.items():
            if len(places) > _FEW and page.slug in places:
                problem = f"{name} is declared in {len(places)} chapters, and has no line in the table of symbols"
                yield BookError(page.path, places[page.slug], problem, f"add it to docs/{table.NAME}")
        own = {said.name for said in declared(book, page.language, page.slug)}
        for line, sign in _signs(page):
            if sign not in own and not any(entry.is_shown([sign]) for entry in book.symbols):
                problem = f"{sign} has no line in the table of symbols"
                yield BookError(page.path, line, problem, f"add it to docs/{table.NAME}, or say it in words")


def _signs(page: Page) -> Iterator[tuple[int, str]]:
    """The commands of a page's formulas that are not self-evident, each once, with the line of the first."""
    seen = set(PLAIN)
    for formula in formulas(page.source):
        for sign in _words(formula.tex):
            if sign[0] == "\\" and sign not in seen:
                seen.add(sign)
                yield formula.line, sign


def owned(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """A letter that has an owner in the table of symbols means that and nothing else; no sum runs over a free index."""
    for page in book.chosen(slugs):
        for said in declared(book, page.language, page.slug):
            for entry in book.symbols:
                if entry.may is not None and entry.is_declared(said.name) and not _may(said, entry.may):
                    what = f"an array, {'×'.join(said.shape)}" if said.shape else f"a {said.kind}"
                    may = f"is {', '.join(entry.may)} in this book" if entry.may else "stands for nothing in this book"
                    problem = f"{said.name} is declared as {what}; the letter {may}"
                    yield BookError(page.path, said.line, problem, "use another letter (docs/symbols.toml)")
        free = [entry for entry in book.symbols if "free" in (entry.may or ())]
        for line, letter in _summed(page):
            if any(letter in entry.names for entry in free):
                yield BookError(page.path, line, f"a sum over {letter}, which is a free index", "sum over i, j or l")


def _summed(page: Page) -> Iterator[tuple[int, str]]:
    """The letters that sums run over, each with its formula's line."""
    for formula in formulas(page.source):
        found = _words(formula.tex)
        for at, word in enumerate(found):
            if word == r"\sum" and found[at + 1 : at + 3] == ["_", "{"]:
                letters = takewhile(lambda part: part == "," or part.isalpha(), found[at + 3 :])
                yield from ((formula.line, letter) for letter in letters if letter != ",")


def _may(said: Declaration, may: Collection[str]) -> bool:
    """Whether a letter may be this. Numbers for an array may have any sizes, and so may a size of a shape."""
    if said.kind != "array":
        return any(said.kind == kind or (said.kind, kind) in _ALSO for kind in may)
    for shape in (one.split("×") for one in may if one not in table.KINDS):
        fits = [mine == its or mine.isdigit() for mine, its in zip(said.shape, shape, strict=False)]
        if len(shape) == len(said.shape) and (said.data or all(fits)):
            return True
    return False


def twice(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """No symbol is declared twice with the same meaning on a page, or though the page inherits it."""
    for page in filter(is_chapter, book.chosen(slugs)):  # an answer that is looked up says its own letters
        for said in declared(book, page.language, page.slug):
            if said.known is not None:
                where = (
                    f"on line {said.known}" if said.known else f"in {page.meta.get('setting')}.md, which is inherited"
                )
                problem = f"{said.name} has been declared as the same {where}"
                remedy = "say it once, above the first section that needs it; numbers alone may be given again"
                yield BookError(page.path, said.line, problem, remedy)


@once
def declared(book: Book, language: str, slug: str) -> list[Declaration]:
    """What a page declares; nothing if that cannot be read: other rules say so."""
    page = book.page(language, slug)
    try:
        return declarations(page.source, page.path)
    except (Fault, ValueError):
        return []


@once
def words(book: Book, language: str, slug: str) -> list[list[str]]:
    """The words of TeX of each formula of a page."""
    return [_words(formula.tex) for formula in formulas(book.page(language, slug).source)]


def _words(tex: str) -> list[str]:
    try:
        return tokens(tex)
    except Fault:  # another rule says so
        return []
