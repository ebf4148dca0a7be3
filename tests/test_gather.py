"""What runs Python in the browser: gathered whole, the same bytes every time, and no condition for a site."""

import hashlib
import json
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from planted import DATE, Copy
from the_book import BOOK, with_whole

from book.ground.faults import BookError
from book.run import gather
from book.site import gather_or_say
from book.source.book import Book
from book.web import site as web


@pytest.fixture
def bare(tmp_path: Path) -> Book:
    """A book in which nothing is built, with the packages of this one."""
    for name in ("package-lock.json", "snippets", "check_equations", "node_modules"):
        (tmp_path / name).symlink_to(BOOK.root / name)
    return Book(tmp_path)


def fail_with(reason: Exception) -> Callable[[str], bytes]:
    def fail(name: str) -> bytes:
        raise reason

    return fail


def numpy_of(book: Book) -> bytes:
    name, _ = gather._wanted(BOOK)
    return (BOOK.build / "runtime" / name).read_bytes()


@with_whole("made a second time")
def test_the_same_files_make_the_same_bytes(bare: Book, monkeypatch) -> None:
    monkeypatch.setattr(gather, "_member", lambda name: numpy_of(BOOK))
    assert gather.missing(bare) == "" and gather.here(bare)
    gather.build(bare)
    mine, its = gather.folder(bare), gather.folder(BOOK)
    for file in sorted(its.iterdir()):
        assert (mine / file.name).read_bytes() == file.read_bytes(), file.name


def test_samples_lie_in_it_and_nothing_that_tests_or_builds() -> None:
    with zipfile.ZipFile(gather.folder(BOOK) / "book.zip") as bundle:
        names = bundle.namelist()
    assert {"cells.py", "referee.py", "snippets/fixture.py", "snippets/affine/exercises.toml"} <= set(names)
    assert {name.partition("/")[0] for name in names} == {"cells.py", "referee.py", "snippets", "check_equations"}


def test_the_library_keeps_its_sources_and_has_the_bytecode_of_a_start() -> None:
    pyodide = zipfile.ZipFile(BOOK.node_modules / "pyodide" / gather.LIBRARY)
    with zipfile.ZipFile(gather.folder(BOOK) / gather.LIBRARY) as ours, pyodide as plain:
        assert all(ours.read(name) == plain.read(name) for name in plain.namelist())
        compiled = set(ours.namelist()) - set(plain.namelist())
    assert {
        "asyncio/__init__.pyc",
        "tomllib/__init__.pyc",
        "_pyodide/_base.pyc",
    } <= compiled and "doctest.pyc" not in compiled


@pytest.mark.parametrize(
    "reason", [OSError("no route to host"), StopIteration(), BookError("x", None, "is another", "")]
)
def test_without_a_network_there_is_a_reason_and_no_file(reason: Exception, bare: Book, monkeypatch) -> None:
    monkeypatch.setattr(gather, "_member", fail_with(reason))
    assert type(reason).__name__ in gather.missing(bare)
    assert not gather.here(bare)


def test_another_file_of_that_name_is_refused(bare: Book, monkeypatch) -> None:
    monkeypatch.setattr(gather, "_member", lambda name: b"another")
    found = hashlib.sha256(b"another").hexdigest()
    assert found in gather.missing(bare)
    assert not gather.here(bare) and not list((bare.build / "runtime").glob("*"))


def test_a_file_that_is_damaged_in_build_is_fetched_anew(bare: Book, monkeypatch) -> None:
    monkeypatch.setattr(gather, "_member", lambda name: numpy_of(BOOK))
    assert gather.missing(bare) == ""
    name, sha256 = gather._wanted(bare)
    (bare.build / "runtime" / name).write_bytes(b"half")
    assert gather.missing(bare) == ""
    assert hashlib.sha256((bare.build / "runtime" / name).read_bytes()).hexdigest() == sha256


def test_a_package_that_is_not_installed_is_named(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "node_modules" / "pyodide").mkdir(parents=True)
    lock = json.dumps({"packages": {"numpy": {"file_name": "numpy.whl", "sha256": hashlib.sha256(b"").hexdigest()}}})
    (tmp_path / "node_modules" / "pyodide" / "pyodide-lock.json").write_text(lock, encoding="utf-8")
    monkeypatch.setattr(gather, "_member", lambda name: b"")
    with pytest.raises(BookError) as fault:
        gather.build(Book(tmp_path))
    assert fault.value.file.name == "pyodide.mjs" and fault.value.remedy.startswith("rm -rf node_modules")


def test_the_site_without_it_says_so_and_offers_nothing(copy: Copy, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE)
    monkeypatch.chdir(copy.root)
    monkeypatch.setattr(sys, "path", [*sys.path])  # the hooks of the copy put its folder there
    copy.shorten()
    shutil.rmtree(copy.root / "build" / "runtime")
    (copy.root / "site" / "runtime").mkdir(parents=True)  # of an earlier build
    monkeypatch.setattr(gather, "_member", fail_with(OSError("no route to host")))
    told: list[str] = []
    gather_or_say(Book(copy.root), False, told.append)
    assert told == ["runtime  not here, so the pages show no Run button: OSError: no route to host"]
    assert not (copy.root / "site" / "runtime").exists()
    web.build(Book(copy.root), "en", copy.root / "site" / "en")
    page = (copy.root / "site" / "en" / "alpha.html").read_text(encoding="utf-8")
    assert 'id="runtime"' not in page and 'class="highlight"' in page
