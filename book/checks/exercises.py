"""Exercises as data that a page can judge: all that belongs to one is there, and its answers are right."""

from collections.abc import Callable, Collection, Iterator

from book.checks.answers import Value, known, same, values
from book.ground.faults import BookError
from book.source import exercises
from book.source.book import Book
from book.source.exercises import LISTED, Asked, Exercise, asked, place
from book.source.pages import Page

_MANY, _PUZZLES = range(3, 6), range(10, 31)


def data(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The data of each exercise say of what grade and kind it is, and name its answers."""
    for table in sorted(book.snippets.rglob(exercises.NAME)):
        slug = table.parent.name.replace("_", "-")
        if slug not in book.slugs:
            yield BookError(table, None, "exercises without a page", "name the folder as the page")
        elif slug in slugs:
            yield from known(book, slug)[1]


def asks(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every exercise of a page has its data, a hint, an answer, and the reason for each wrong answer in its data."""
    for page in book.chosen(slugs):
        found, bad = known(book, page.slug)
        table = exercises.file(book.snippets, page.slug)
        shown = asked(page)
        for one in shown:
            if not one.name:
                remedy = "write {#exercise-name}"
                yield BookError(page.path, one.line, f"“{one.heading}” is no id of an exercise", remedy)
                continue
            for kind, count in ("hint", one.hints), ("answer", one.answers):
                if count != 1:
                    problem = f"the exercise has {count or 'no'} {kind}{'s' if count else ''}"
                    yield BookError(page.path, one.line, problem, f'write one ??? {kind} "…" below the question')
            if one.name in found:
                yield from _agree(page, one, found[one.name])
            elif not bad:  # else it may be among what cannot be read
                remedy = f"add [{one.name}] to {table.relative_to(book.root)}"
                yield BookError(page.path, one.line, f"the exercise “{one.name}” has no data", remedy)
        for name in found.keys() - {one.name for one in shown}:
            remedy = f"write ### … {{#exercise-{name}}} below ## … {{#exercises}}, or take the table out"
            problem = f"[{name}] is no exercise of {page.language}/{page.slug}.md"
            yield BookError(table, found[name].line, problem, remedy)


def _agree(page: Page, one: Asked, known: Exercise) -> Iterator[BookError]:
    """What page and data say of the same exercise."""
    for key in known.wrong.keys() - one.wrong.keys():
        remedy = f"write /// wrong | {key}, the reason, /// in the answer"
        yield BookError(page.path, one.line, f"nothing is said of the wrong answer “{key}”", remedy)
    for key in one.wrong.keys() - known.wrong.keys():
        remedy = f"its data name {', '.join(known.wrong) or 'none'}: add it there, or take this out"
        yield BookError(page.path, one.wrong[key], f"no wrong answer is called “{key}”", remedy)
    if (known.kind in LISTED) != bool(one.choices):
        problem = f"an exercise of the kind {known.kind} shows {one.choices or 'nothing'} to choose from"
        remedy = "write /// choices, a list, /// in the question" if known.kind in LISTED else "take the choices out"
        yield BookError(page.path, one.line, problem, remedy)


def enough(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """A page has three to five exercises, of which one asks for a reason; an appendix may have none.

    A page of puzzles has ten to thirty, and each asks for a function.
    """
    for page in book.chosen(slugs):
        if exercises.puzzles(page):
            yield from _puzzles(book, page)
            continue
        shown, needed = asked(page), book.chapters.get(page.slug, "").isdigit()
        line = next((item.line for item in page.headings() if item.value == "exercises"), 1)
        if (shown and len(shown) not in _MANY) or (needed and not shown):
            yield BookError(page.path, line, f"{len(shown)} exercises", f"set {_MANY[0]} to {_MANY[-1]}")
        found, bad = known(book, page.slug)
        own = [found[one.name] for one in shown if one.name in found]
        if own and not bad and not any(one.kind == "reason" or one.grade == 3 for one in own):
            remedy = 'make one of the kind "reason", or of grade 3'
            yield BookError(page.path, line, "no exercise asks for a reason", remedy)


def _puzzles(book: Book, page: Page) -> Iterator[BookError]:
    shown, found = asked(page), known(book, page.slug)[0]
    if len(shown) not in _PUZZLES:
        line = page.headings()[0].line
        yield BookError(page.path, line, f"{len(shown)} puzzles", f"set {_PUZZLES[0]} to {_PUZZLES[-1]}")
    for one in shown:
        if one.name in found and (kind := found[one.name].kind) != "code":
            problem = f"a puzzle of the kind {kind}"
            yield BookError(page.path, one.line, problem, 'ask for a function: kind = "code"')


def answers(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The answer of an exercise is of its kind, and every wrong one is wrong: a function, because its judge says so."""
    for slug in sorted({page.slug for page in book.chosen(slugs)}):
        table, choices = exercises.file(book.snippets, slug), _choices(book, slug)
        for name, one in known(book, slug)[0].items():
            computed = values(book)[slug][name]
            faults = [(key, problem, "name a value of the kind") for key, problem in computed.problems.items()]
            faults += _JUDGED.get(one.kind, _compared)(computed.values, one.kind, choices.get(name, 0))
            for key, problem, remedy in faults:
                yield BookError(table, place(table, name, key), f"[{name}] {key} {problem}", remedy)


_Found = Iterator[tuple[str, str, str]]  # key, problem, remedy


def _compared(found: dict[str, Value], kind: str, count: int) -> _Found:
    """Values: no two are the same, and those that count the choices are in their range."""
    earlier: dict[str, Value] = {}
    for key, value in found.items():
        if equal := next((other for other in earlier if same(earlier[other], value)), ""):
            yield key, f"has the value of {equal}: {value}", "name another mistake, or choose other numbers"
        earlier[key] = value
        if kind == "choice" and count and value not in range(1, count + 1):
            yield key, f"is {value}, not the number of a choice", f"name one from 1 to {count}"
        if kind == "order" and count and sorted(value) != list(range(1, count + 1)):
            yield key, f"is {value}, not an order of the choices", f"name each from 1 to {count} once"


def _functions(found: dict[str, Value], kind: str, count: int) -> _Found:
    """Functions: the judge accepts the answer and nothing else."""
    for key, accepted in found.items():
        if accepted != (key == "answer"):
            said = "is accepted by the judge" if accepted else "is refused by the judge"
            yield key, said, "mend the function, or the judge"


_JUDGED: dict[str, Callable[[dict[str, Value], str, int], _Found]] = {"code": _functions}


def _choices(book: Book, slug: str) -> dict[str, int]:
    """Exercise → how many choices its question shows."""
    pages = (page for language in book.languages if (page := book.page(language, slug)))
    return {one.name: one.choices for page in pages for one in asked(page)}
