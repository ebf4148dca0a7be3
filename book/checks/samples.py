"""Every sample runs, and prints what is committed beside it; one that has not changed is not run again."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

from book.checks.sandbox import BYTES, SECONDS
from book.ground.faults import BookError, read
from book.ground.imports import closure
from book.ground.stamps import digest, keep, kept
from book.source.book import Book
from book.source.samples import samples, section, sections

WIDTH = 68  # the page's code column holds 76 characters at 1280 px, the printed one about 70: nobody scrolls
_REMEDY = "make outputs, and read the pages that show this output"
_CHANGING = "the sample prints something else at every run", "give it a seed; print no time and no set"
SANDBOX = Path(__file__).with_name("sandbox.py")


def outputs(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every code sample runs, and prints its committed output byte for byte."""
    wanted = [path for path in samples(book.snippets) if _topic(book, path) in {*slugs, ""}]
    known, digests = _known(book), {path: _digest(book, path) for path in wanted}
    for path, printed in run(book, [path for path in wanted if known.get(_name(book, path)) != digests[path]]):
        fault = printed if isinstance(printed, BookError) else _compared(book, path, printed)
        known.pop(_name(book, path), None)
        if fault:
            yield fault
        else:
            known[_name(book, path)] = digests[path]
    _keep(book, known)


def narrow(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """No line of a sample or of its output is too long for the code column."""
    for path in samples(book.snippets):
        for file, remedy in (
            (path, "split it, or name things shorter"),
            (path.with_suffix(".out"), "print less on a line"),
        ):
            if _topic(book, path) in {*slugs, ""} and file.exists():
                for number, line in enumerate(read(file).splitlines(), 1):
                    if len(line) > WIDTH:
                        yield BookError(file, number, f"{len(line)} characters, the page shows {WIDTH}", remedy)


def orphans(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every committed output belongs to a sample."""
    for out in sorted(book.snippets.rglob("*.out")):
        if not out.with_suffix(".py").exists():
            yield BookError(out, None, "an output without a sample", "delete it, or restore its .py")


def includes(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every piece of code on a page is a sample or a named section of one."""
    for path in samples(book.snippets):
        yield from _caught(lambda path=path: sections(path))
    for page in book.chosen(slugs):
        for item in page.includes():
            yield from _caught(lambda item=item, page=page: section(book.snippets, item.value, page.path, item.line))


def write(book: Book, tell: Callable[[str], None] = print) -> list[BookError]:
    """Runs every sample that changed and keeps what it prints as its `.out`; returns the faults."""
    known, faults = _known(book), []
    changed = [path for path in samples(book.snippets) if known.get(_name(book, path)) != _digest(book, path)]
    again = dict(run(book, changed, PYTHONHASHSEED="1"))
    for path, printed in run(book, changed):
        if isinstance(printed, BookError):
            faults.append(printed)
            continue
        if again[path] != printed:
            faults.append(BookError(path, None, *_CHANGING))
            continue
        out = path.with_suffix(".out")
        written = not out.exists() or out.read_bytes() != printed
        if written:
            out.write_bytes(printed)
        known[_name(book, path)] = _digest(book, path)
        tell(f"outputs  {_name(book, path)}: {'written' if written else 'as before'}")
    _keep(book, known)
    tell(f"outputs  {len(changed)} of {len(samples(book.snippets))} samples run, the others have not changed")
    return faults


def run(book: Book, paths: list[Path], **settings: str) -> Iterator[tuple[Path, bytes | BookError]]:
    """What each sample prints, or why it prints nothing; `settings` of its environment."""
    if not paths:
        return
    with tempfile.TemporaryDirectory() as folder:
        in_sandbox(book, folder, [_module(book, path) for path in paths], **settings)
        for path in paths:
            yield path, _result(path, Path(folder, _module(book, path)))


def in_sandbox(book: Book, folder: str, jobs: list[str], **settings: str) -> None:
    """Runs what sandbox.py can run, on all cores; `folder` gets the results."""
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(book.root)} | settings
    cores = min(os.cpu_count() or 1, len(jobs))
    with ThreadPoolExecutor(cores) as pool:
        commands = ([sys.executable, str(SANDBOX), folder, *jobs[n::cores]] for n in range(cores))
        list(pool.map(lambda each: subprocess.run(each, cwd=book.root, env=environment, check=True), commands))


def _result(path: Path, base: Path) -> bytes | BookError:
    out, err, code = (base.with_name(f"{base.name}.{kind}").read_bytes() for kind in ("out", "err", "code"))
    if code == b"0":
        return out.replace(b"\r\n", b"\n")
    lines = err.decode(errors="replace").strip().splitlines()
    places = re.findall(rf'File "{re.escape(str(path))}", line (\d+)', "\n".join(lines))
    line = int(places[-1]) if places else None
    if int(code) == -signal.SIGALRM:
        return BookError(path, line, f"the sample did not end within {SECONDS} s", "make it smaller")
    if int(code) == -signal.SIGXFSZ or len(out) >= BYTES:
        return BookError(path, line, f"the sample prints more than {BYTES:,} bytes", "print less")
    reason = lines[-1] if lines else f"exit code {int(code)}"
    remedy = f"mend it, then see it run: python -m {base.name}"
    return BookError(path, line, f"the sample fails: {reason}", remedy)


def _compared(book: Book, path: Path, printed: bytes) -> BookError | None:
    out = path.with_suffix(".out")
    if not out.exists():
        return BookError(out, None, f"no committed output of {path.name}", _REMEDY)
    if printed == (kept := out.read_bytes()):
        return None
    pairs = zip_longest(kept.split(b"\n"), printed.split(b"\n"))
    line, (old, new) = next((line, pair) for line, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    problem, remedy = f"the file says {_shown(old)}, the sample prints {_shown(new)}", _REMEDY
    if not _prints_again(book, path, printed):
        return BookError(path, None, *_CHANGING)
    return BookError(out, line, problem, remedy)


def _prints_again(book: Book, path: Path, printed: bytes) -> bool:
    """Whether other runs, with other seeds of Python's own, print the same."""
    seeds = ("1", "2", "3")
    return all(result == printed for seed in seeds for _, result in run(book, [path], PYTHONHASHSEED=seed))


def _shown(line: bytes | None) -> str:
    if line is None:
        return "nothing more"
    text = line.decode(errors="replace")
    return repr(text if len(text) < 200 else f"{text[:200]}…")


# What a sample reads, and what is known of the last run


def _name(book: Book, path: Path) -> str:
    return path.relative_to(book.snippets).as_posix()


def _module(book: Book, path: Path) -> str:
    return ".".join(path.relative_to(book.root).with_suffix("").parts)


def _topic(book: Book, path: Path) -> str:
    """The slug of the page a sample belongs to; none for what all share."""
    folder = path.relative_to(book.snippets).parent
    return folder.parts[0].replace("_", "-") if folder.parts else ""


def _digest(book: Book, path: Path) -> str:
    """A digest of all that decides what a sample prints, and of what is committed."""
    files = (*sorted(closure(book.root, path)), path.with_suffix(".out"), book.root / "requirements.txt")
    return digest(*files, extra=[sys.version])


def _known(book: Book) -> dict[str, str]:
    return kept(book.build / "stamps" / "samples.json")


def _keep(book: Book, digests: dict[str, str]) -> None:
    there = {_name(book, path) for path in samples(book.snippets)}
    keep(book.build / "stamps" / "samples.json", {name: digests[name] for name in digests.keys() & there})


def _caught(step: Callable[[], object]) -> Iterator[BookError]:
    try:
        step()
    except BookError as fault:
        yield fault
