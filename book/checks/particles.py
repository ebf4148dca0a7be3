"""Korean particles change with the sound before them, and some of those sounds no author sees.

The build sets the number of an equation, and with it the sound in which the number ends. So a reference is written
`식 [eq:…]` and takes only particles that are the same after every sound (에, 에서, 의, 처럼, 입니다 …). After a term,
brackets, emphasis and links the particle follows the word itself: 기울기(gradient)를. After a formula it follows the
last letter, read aloud.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from book.ground.faults import BookError
from book.ground.korean import LETTERS, NONE, RIEUL, final, fits
from book.source import path
from book.source.book import Book
from book.source.pages import Page
from book.source.terms import prose

_CHANGING = "을|를|은|는|과|와|이|가|으로|로|이나|나|라고|라"
_PARTICLE = rf"({_CHANGING})(?:도|만|는|의|부터|서|써)?(?![가-힣])"
_NUMBERED = re.compile(rf"\[(?:eq|res):[\w-]+\]{_PARTICLE}")
_REFERENCE = re.compile(r"(식\s+|(?<=\]),\s+)?(\[eq:[\w-]+\])")
_CLOSED = re.compile(rf"([가-힣])(?:\([^()]*\)|[\]*”’\ufffc])+{_PARTICLE}")
_FORMULA = re.compile(rf"(?<!\$)\$([^$]+)\${_PARTICLE}")
_LAST = re.compile(r"(?:\\(ell|eta|delta)|(?<![\\A-Za-z])([A-Za-z]))[}')]*$")
_LETTERS = LETTERS | {"ell": RIEUL}


def particles(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Korean particles fit the sound before them, whatever number the build sets there."""
    words = [term["ko"] for term in book.glossary.values()]

    def on(page: Page) -> Iterator[BookError]:
        lines = [""] * len(page.lines)
        for number, line in page.prose() if page.language == "ko" else ():
            lines[number - 1] = line
        for line, problem in faults("\n".join(lines), prose(page), words):
            yield BookError(page.path, line, problem, "write the particle that fits")

    yield from path.whole(book, slugs, on)


def faults(source: str, words: str, terms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """(line, what is wrong there) for the particles of a page, given its Markdown, its prose and the terms."""
    term = re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, terms))})(?<=([가-힣])){_PARTICLE}")
    for match in _NUMBERED.finditer(source):
        yield _line(source, match), f"{match[0]}: the number may change, write a particle that does not change with it"
    for match in _REFERENCE.finditer(source):
        if not match[1]:
            yield _line(source, match), f"{match[0]}: write 식 before it"
    for match in (*term.finditer(words), *_CLOSED.finditer(words)):
        if not fits(final(match[1]), match[2]):
            yield _line(words, match), f"{match[0]}: {match[2]} does not follow {match[1]}"
    for match in _FORMULA.finditer(source):
        last = _LAST.search(re.sub(r"\^\\top|\s+$", "", match[1]))
        if last and "e^" not in match[1] and not fits(_LETTERS.get(last[1] or last[2], NONE), match[2]):
            yield _line(source, match), f"{match[0]}: {match[2]} does not follow {last[0]}"


def _line(text: str, match: re.Match) -> int:
    return text.count("\n", 0, match.start()) + 1
