"""What search is told: names belong to places, and where terms are explained and lacking topics lead to is there."""

from collections import Counter
from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.tables import line_of
from book.source import glossary, lacking
from book.source.book import Book
from book.source.pages import Page

_FEW = 2  # places that may have the same name: more, and it tells nothing


def named(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The other names that search knows for a place belong to a heading of the page, and tell it from others."""
    places = {
        code: Counter(_bare(name) for page in book.pages(code) for names in _also(page).values() for name in set(names))
        for code in LANGUAGES
    }
    for page in book.chosen(slugs):
        known = {heading.value for heading in page.headings()}
        for anchor, names in _also(page).items():
            line = page.line_of("also:")
            if anchor not in known:
                remedy = "use the id of a heading of this page"
                yield BookError(page.path, line, f"`also` names no heading: “{anchor}”", remedy)
            for name in names:
                if (many := places[page.language][_bare(name)]) > _FEW:
                    problem = f"“{name}” names {many} places for search"
                    yield BookError(page.path, line, problem, "leave it to those that answer, or say more in each")


def _also(page: Page) -> dict[str, list[str]]:
    return page.meta.get("also", {})


def _bare(name: str) -> str:
    return "".join(name.casefold().split())


def explained(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """The place that explains a term is there in every language (docs/glossary.toml, `where`)."""
    file = book.docs / glossary.NAME
    for key, term in book.glossary.items():
        if (place := term.get("where")) and (language := _missing(book, place, slugs)):
            problem = f"[{key}] is explained at a place that {language} does not have: “{place}”"
            yield BookError(file, line_of(file, key), problem, "write where = “page” or “page#section”")


def topics(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """What the book lacks has neighbours that are there, and is no term of the book (docs/lacking.toml)."""
    file = book.docs / lacking.NAME
    terms = {
        _bare(word): key
        for key, term in book.glossary.items()
        for code in LANGUAGES
        for word in [*glossary.variants(term, code), *glossary.typed(term, code)]
    }
    for topic in book.lacking:
        for place in topic.near:
            if language := _missing(book, place, slugs):
                problem = f"[{topic.key}] has a neighbour that {language} does not have: “{place}”"
                yield BookError(file, line_of(file, topic.key), problem, "write page or page#section")
        for word in {word for words in topic.words.values() for word in words}:
            if _bare(word) in terms:
                problem = f"[{topic.key}] has a word of the term {terms[_bare(word)]}: “{word}”"
                yield BookError(file, line_of(file, topic.key), problem, "take it out: the book treats it")


def _missing(book: Book, place: str, slugs: Collection[str]) -> str:
    """The first language that lacks `page` or `page#section`; none if all have it, or its page is not asked about."""
    slug, _, anchor = place.partition("#")
    if slug in book.slugs and slug not in slugs:
        return ""
    for code in book.languages:
        page = book.page(code, slug)
        if not page or (anchor and anchor not in {heading.value for heading in page.headings()}):
            return code
    return ""
