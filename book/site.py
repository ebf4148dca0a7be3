"""Builds the whole site: site/{ja,ko,en}, the printed books, the language chooser and the root 404.

The steps stand in the order in which data flows: front-end files, rules, then each language's pages with what is made
of them, its printed book and its e-book. Each is skipped if nothing it reads has changed; what is new takes its place
when it is whole.
"""

import multiprocessing
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from book.checks import rules
from book.editions import EBOOK, PRINT, Edition
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
    if force or not all(_site(book, language).done() for language in LANGUAGES):
        stop(rules.faults(book))
        tell(f"checks   {len(rules.RULES)} rules hold on {len(book.slugs)} pages in {len(LANGUAGES)} languages")
        tell(f"vendor   {'written' if vendor.build(book) else 'unchanged'}")
    gather_or_say(book, force, tell)
    fonts.gather(book)
    _all(book, _STAGES, force, tell)  # which read what vendor has written
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


class Stage(NamedTuple):
    """What is made of a language: its step, and what makes it and says so in a line."""

    name: str
    step: Callable[[Book, str], Step]
    make: Callable[[Book, str], str]


def _all(book: Book, stages: Sequence[Stage], force: bool, tell: Tell) -> None:
    """Takes each language through the stages, two at a time. Raises the first fault when what is under way has ended.

    A worker that is forked has the book as the rules have read it, with every equation and figure; where there is no
    fork, each reads it anew. It makes one thing and ends, since Typst keeps all that it has set.
    """
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    waiting, faults = [(0, language) for language in LANGUAGES], []
    running: dict[Connection, tuple[int, str, Step]] = {}
    while waiting or running:
        while waiting and len(running) < 2:
            at, language = waiting.pop(waiting.index(min(waiting, key=lambda one: one[0])))
            step = stages[at].step(book, language)
            if not force and step.done():
                tell(f"{stages[at].name:8} {language}: unchanged")
                waiting += [(at + 1, language)] * (at + 1 < len(stages))
                continue
            step.withdraw()
            said, say = context.Pipe(duplex=False)
            context.Process(target=_work, args=(stages[at].make, book, language, say)).start()
            say.close()  # only the worker has it now: when it ends, we are told
            running[said] = at, language, step
        for said in wait([*running]) if running else ():
            at, language, step = running.pop(said)
            try:
                made = said.recv()
            except EOFError:
                problem = f"the machine ended the process that made {stages[at].name} {language}"
                made = BookError(book.site, None, problem, "free some memory, then the same command again")
            if isinstance(made, Exception):
                faults.append(made)
                waiting.clear()
                continue
            step.record()
            tell(f"{stages[at].name:8} {language}: {made}")
            waiting += [(at + 1, language)] * (at + 1 < len(stages) and not faults)
    for fault in faults:
        raise fault


def _work(make: Callable[[Book, str], str], book: Book, language: str, say: Connection) -> None:
    """In a process of its own: makes one thing, and sends what it says or the fault that stopped it."""
    try:
        say.send(make(book, language))
    except BookError as fault:
        say.send(fault)
    except Exception as fault:
        fault.add_note(traceback.format_exc())  # which does not come along
        say.send(fault)


def _language(book: Book, language: str) -> str:
    began = time.monotonic()
    more = (partial(part.write, book, language) for part in _OF_PAGES)
    pages = web.build(book, language, book.site / language, *more)
    return f"{pages} pages in {time.monotonic() - began:.1f} s"


def _edition(edition: Edition, book: Book, language: str) -> str:
    file = edition.build(book, language)
    return f"{file.name}, {file.stat().st_size / 1e6:.1f} MB"


_STAGES = (
    Stage("site", _site, _language),
    Stage("pdf", PRINT.step, partial(_edition, PRINT)),
    Stage("epub", EBOOK.step, partial(_edition, EBOOK)),
)
