"""Builds the whole site: site/{ja,ko,en}, the printed books, the language chooser and the root 404.

The steps stand in the order in which data flows: front-end files, rules, the languages with what is made of their
pages, side by side, then the printed books and the e-books. Each is skipped if nothing it reads has changed; what is
new takes its place when it is whole.
"""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial

from book.checks import rules
from book.editions import EBOOK, PRINT
from book.ground.faults import BookError, stop
from book.ground.imports import code
from book.ground.languages import LANGUAGES
from book.ground.stamps import Step, digest
from book.notebooks import build as notebooks
from book.notebooks import text
from book.print import cards, fonts
from book.run import gather
from book.source.book import Book
from book.web import licences, vendor
from book.web import site as web

Tell = Callable[[str], None]
_OF_PAGES = (notebooks, text, cards)  # each writes something into the folder of a language's pages


def build(book: Book, force: bool = False, tell: Tell = print) -> None:
    """Builds what is not up to date. Raises Faults, or the BookError that stopped a step."""
    began = time.monotonic()
    if vendor.install(book):
        tell("vendor   node_modules installed")
    if _due(book, _site, force):
        stop(rules.faults(book))
        tell(f"checks   {len(rules.RULES)} rules hold on {len(book.slugs)} pages in {len(LANGUAGES)} languages")
        tell(f"vendor   {'written' if vendor.build(book) else 'unchanged'}")
    gather_or_say(book, force, tell)
    fonts.gather(book)
    _all(book, "site", _language, _due(book, _site, force), tell)  # which read what vendor has written
    _all(book, "pdf", _volume, _due(book, PRINT.step, force), tell)
    _all(book, "epub", _ebook, _due(book, EBOOK.step, force), tell)
    web.build_root(book, book.site)
    licences.write(book)
    tell(f"done in {time.monotonic() - began:.1f} s: open {book.site.name}/index.html")


def gather_or_say(book: Book, force: bool, tell: Tell) -> None:
    """Python for the browser, where its files can be had; where not, the reason is told."""
    if reason := gather.missing(book):
        tell(f"runtime  not here, so the pages show no Run button: {reason}")
        gather.remove(book)
        return
    step = gather.step(book)
    if not force and step.done():
        tell("runtime  unchanged")
        return
    step.withdraw()
    tell(f"runtime  {gather.build(book) / 1e6:.1f} MB, once for all languages")
    step.record()


def _site(book: Book, language: str) -> Step:
    """The step that makes the pages of a language and what is made of them."""
    step = web.step(book, language)
    return replace(step, inputs=digest(*code(*(part.__file__ for part in _OF_PAGES)), extra=[step.inputs]))


def _due(book: Book, step: Callable[[Book, str], Step], force: bool) -> dict[str, Step]:
    """Language → its step, where it is to be made anew."""
    steps = {language: step(book, language) for language in LANGUAGES}
    return {language: step for language, step in steps.items() if force or not step.done()}


def _all(book: Book, name: str, make: Callable[[str], str], due: dict[str, Step], tell: Tell) -> None:
    """Makes what is due, two at a time."""
    for language in (one for one in LANGUAGES if one not in due):
        tell(f"{name:8} {language}: unchanged")
    if not due:
        return
    # Workers that are forked have the book as the rules have read it, with every equation and figure; where there is
    # no fork, each reads it anew. A worker makes one language and ends, since Typst keeps all that it has set.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    languages = list(due)
    for pair in (languages[start : start + 2] for start in range(0, len(languages), 2)):
        with ProcessPoolExecutor(2, multiprocessing.get_context(method), _have, (book,)) as pool:
            for language in pair:
                due[language].withdraw()
            for language, future in [(language, pool.submit(make, language)) for language in pair]:
                try:
                    tell(f"{name:8} {language}: {future.result()}")
                except BrokenProcessPool:
                    problem = f"the machine ended the process that made {name} {language}"
                    remedy = "free some memory, then the same command again"
                    raise BookError(book.site, None, problem, remedy) from None
                due[language].record()


_worker: dict[str, Book] = {}  # the book of a worker process


def _have(book: Book) -> None:
    _worker["book"] = book


def _language(language: str) -> str:
    book, began = _worker["book"], time.monotonic()
    more = (partial(part.write, book, language) for part in _OF_PAGES)
    pages = web.build(book, language, book.site / language, *more)
    return f"{pages} pages in {time.monotonic() - began:.1f} s"


def _volume(language: str) -> str:
    file = PRINT.build(_worker["book"], language)
    return f"{file.name}, {file.stat().st_size / 1e6:.1f} MB"


def _ebook(language: str) -> str:
    file = EBOOK.build(_worker["book"], language)
    return f"{file.name}, {file.stat().st_size / 1e6:.1f} MB"
