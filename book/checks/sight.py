"""A reader who types what a page shows from its first sample to its last, or copies one of them, sees what it says."""

import json
import re
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from book.checks.samples import SANDBOX, in_sandbox
from book.checks.sandbox import SECONDS
from book.ground.faults import BookError, stop
from book.ground.imports import closure
from book.ground.stamps import digest, keep, kept
from book.source.alone import Program
from book.source.book import Book
from book.source.pages import Page
from book.source.samples import Block, blocks

_NO_END = f"it ends Python, or does not end within {SECONDS} s"
_MISSING = "give its numbers, its definition or its import in a sample above, on this page"
_WHOLE = "import names (from snippets.page.idea import name); print in no statement that later blocks stand on"
_UNSHOWN = "show its output below it, or print nothing"


@dataclass(frozen=True)
class Ran:
    """What became of a block of code: what it printed, and why it failed."""

    printed: str
    error: dict | None


def in_sight(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """All code that a page shows runs in its order and prints the outputs shown; each block does so when copied alone.

    It runs from what the page shows, and from nothing else of the sample's file.
    """
    known = kept(_noted(book))
    pages = {page.slug: (page, shown, _digest(book, shown)) for page, shown in _pages(book, slugs)}
    new = {
        slug: (page, shown) for slug, (page, shown, state) in pages.items() if known.get(slug, {}).get("state") != state
    }
    ran = run(book, {slug: [one.text for one in shown if not one.output] for slug, (_, shown) in new.items()})
    faults = {slug: list(_faults(page, shown, ran[slug])) for slug, (page, shown) in new.items()}
    whole = {slug: new[slug] for slug, found in faults.items() if not found}
    for fault in _copies(book, whole, ran):
        faults[fault.file.stem].append(fault)
    for slug, found in faults.items():
        yield from found
        known.pop(slug, None)
        if not found:
            known[slug] = {"state": pages[slug][2], "printed": [one.printed for one in ran[slug]]}
    keep(_noted(book), {slug: known[slug] for slug in known.keys() & set(book.slugs)})


def printed(book: Book, slug: str) -> list[str]:
    """What each block of code of a page prints, in order, if the page is whole."""
    if slug not in kept(_noted(book)):
        stop(list(in_sight(book, [slug])))
    return kept(_noted(book))[slug]["printed"]


def _noted(book: Book) -> Path:
    return book.build / "stamps" / "printed.json"


def _pages(book: Book, slugs: Collection[str]) -> Iterator[tuple[Page, list[Block]]]:
    """Each page once, in the first language that has it: code is the same in all of them."""
    done: set[str] = set()
    for page in book.chosen(slugs):
        if page.slug not in done:
            done.add(page.slug)
            with suppress(BookError):  # the rule about includes says so
                if shown := blocks(book.snippets, page):
                    yield page, shown


def _digest(book: Book, shown: list[Block]) -> str:
    """A digest of all that decides whether what is shown runs."""
    files = {book.snippets / spec.partition(":")[0] for block in shown for spec in block.specs}
    stands_on = sorted(closure(book.root, *files))
    texts = [f"{block.output} {block.text}" for block in shown]
    return digest(*stands_on, Path(__file__), SANDBOX, book.root / "requirements.txt", extra=[sys.version, *texts])


def _faults(page: Page, shown: list[Block], ran: list[Ran]) -> Iterator[BookError]:
    """Compares what the blocks of a page printed with what stands below them."""
    yield from _imported_twice(page, shown)
    results, lost, pending = iter(ran), set(), []
    for block in shown:
        if not block.output:
            result = next(results, None)
            if result is None:
                problem = f"{_named(block)}: {_NO_END}"
                yield BookError(page.path, block.line, problem, "make it smaller")
                return
            if result.error:
                if result.error["name"] not in lost:
                    yield _failed(page, block, result.error)
                lost |= set(re.findall(r"\w+", block.text))  # who misses these has no fault of its own
            pending.append((block, result))
            continue
        whole = not any(result.error for _, result in pending)
        own = {spec.removesuffix(".out") for spec in block.specs}
        others = [one for one in pending if one[1].printed and own.isdisjoint(_modules(one[0]))]
        printed = "".join(result.printed for _, result in pending)
        if whole and others:
            yield from (_unshown(page, *one) for one in others)
        elif whole and printed != block.text:
            yield _differs(page, block, printed)
        pending = []
    yield from (_unshown(page, *one) for one in pending if one[1].printed)


def _imported_twice(page: Page, shown: list[Block]) -> Iterator[BookError]:
    seen: set[str] = set()
    for block in shown:
        for line in [] if block.output else re.findall(r"(?m)^(?:import|from) .+", block.text):
            if line in seen:
                problem = f"{_named(block)} shows “{line}”, which the page has shown before"
                yield BookError(page.path, block.line, problem, "leave it out of the section that is shown")
            seen.add(line)


def _copies(book: Book, pages: dict[str, tuple[Page, list[Block]]], ran: dict[str, list[Ran]]) -> Iterator[BookError]:
    """Compares what each block prints alone, as it is copied, with what it prints on its page."""
    found: list[tuple[Page, Block, str, str]] = []
    for slug, (page, shown) in pages.items():
        code = [block for block in shown if not block.output]
        program = Program([block.text for block in code], book.snippets)
        results = zip(code, ran[slug], strict=True)
        found += [(page, block, program.alone(at), one.printed) for at, (block, one) in enumerate(results)]
    alone = run(book, {f"copy-{at}": [text] for at, (*_, text, _) in enumerate(found)}, without=("snippets",))
    for at, (page, block, _, printed) in enumerate(found):
        result = next(iter(alone[f"copy-{at}"]), Ran("", {"says": _NO_END}))
        if result.error or result.printed != printed:
            says = result.error["says"] if result.error else f"it prints {result.printed[:60]!r}, not {printed[:60]!r}"
            problem = f"{_named(block)} is not whole when it is copied alone: {says}"
            yield BookError(page.path, block.line, problem, _WHOLE)


def _failed(page: Page, block: Block, error: dict) -> BookError:
    line = block.text.split("\n")[error["line"] - 1].strip() if error["line"] else ""
    remedy = _MISSING if error["name"] else "mend the sample, or show what it needs above it"
    return BookError(page.path, block.line, f"{_named(block)} fails at “{line}”: {error['says']}", remedy)


def _differs(page: Page, block: Block, printed: str) -> BookError:
    pairs = zip_longest(block.text.splitlines(), printed.splitlines())
    old, new = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    says = ["nothing more" if line is None else repr(line) for line in (old, new)]
    problem = f"{_named(block)} says {says[0]} where the code shown above it prints {says[1]}"
    return BookError(page.path, block.line, problem, "show all that prints it, and only that; then make outputs")


def _unshown(page: Page, block: Block, result: Ran) -> BookError:
    first = result.printed.splitlines()[0]
    return BookError(page.path, block.line, f"{_named(block)} prints {first!r}, and its output is not shown", _UNSHOWN)


def _named(block: Block) -> str:
    return ", ".join(block.specs)


def _modules(block: Block) -> set[str]:
    return {spec.partition(":")[0].removesuffix(".py") for spec in block.specs}


# Running, and remembering what ran well


def run(book: Book, jobs: dict[str, list[str]], without: tuple[str, ...] = ()) -> dict[str, list[Ran]]:
    """Runs lists of blocks, each list in one namespace; `without` names modules that cannot be imported there."""
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in jobs.items():
            given = json.dumps({"blocks": texts, "without": without})
            Path(folder, f"{name}.cells").write_text(given, encoding="utf-8")
        if jobs:
            in_sandbox(book, folder, [f"{name}.cells" for name in jobs], PYTHONHASHSEED="0")
        return {name: list(_ran(Path(folder, f"{name}.cells"))) for name in jobs}


def _ran(file: Path) -> Iterator[Ran]:
    printed = file.with_name(f"{file.name}.out").read_bytes()
    start = 0
    for line in file.with_name(f"{file.name}.ends").read_text(encoding="utf-8").splitlines():
        end = json.loads(line)
        yield Ran(printed[start : end["end"]].decode(errors="replace"), end["error"])
        start = end["end"]
