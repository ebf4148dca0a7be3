"""Bad input at the front door: the real command stops, names file, line and remedy, and loses nothing that stood.

What each rule sees is tested in test_rules.py, in process; here are whole runs.
"""

import filecmp
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from errno import ENOSPC, EROFS

import pytest
from planted import DATE, FAULTS, Copy, plant
from the_book import BOOK

from book import site
from book.__main__ import main
from book.checks import rules
from book.ground.faults import BookError
from book.ground.stamps import Step
from book.print import volume
from book.source.book import Book
from book.web import site as web


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A private copy of the project with the pages of the tiny book, built."""
    copy = Copy(tmp_path_factory.mktemp("built"))
    copy.shorten()
    run = copy.run("book", "site")
    assert run.returncode == 0, run.stdout
    return copy


def same(copy: Copy, kept) -> bool:
    """Whether the copy's site is the one that was kept, byte for byte."""
    files = [file.relative_to(kept) for file in kept.rglob("*") if file.is_file()]
    there = [file.relative_to(copy.root / "site") for file in (copy.root / "site").rglob("*") if file.is_file()]
    _, differ, lost = filecmp.cmpfiles(kept, copy.root / "site", map(str, files), shallow=False)
    return sorted(files) == sorted(there) and not differ and not lost


def test_check_names_every_fault_and_exits_with_1(tiny, capsys) -> None:
    chosen = [fault for fault in FAULTS if fault["rule"] in ("formulas.executed", "ways.onward", "prose.named")]
    for fault in chosen:
        plant(tiny, fault)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert all(fault["says"] in said for fault in chosen)
    assert re.search(r"\n\d+ faults\n", said) and said.count("remedy: ") >= len(chosen)


def test_a_false_equation_costs_nothing(built: Copy, tmp_path) -> None:
    """The site stays as it was; taken back, the fault leaves no trace, and nothing is built again."""
    kept = shutil.copytree(built.root / "site", tmp_path / "kept")
    page = built.root / "docs/en/alpha.md"
    text = page.read_text(encoding="utf-8")
    built.replace("docs/en/alpha.md", "\ny = x + x\n", "\ny = x + x + x\n")
    run = built.run("book", "site")
    assert run.returncode == 1 and "docs/en/alpha.md:" in run.stdout and "Traceback" not in run.stdout
    assert same(built, kept)
    page.write_text(text, encoding="utf-8")
    run = built.run("book", "site")
    assert run.returncode == 0 and run.stdout.count("unchanged") == 10 and same(built, kept)


def test_what_only_the_build_sees_costs_nothing_and_damage_is_repaired(built: Copy, tmp_path, monkeypatch) -> None:
    """The first fault through the front door, the others where a language is built."""
    kept = shutil.copytree(built.root / "site", tmp_path / "kept")
    footer = "overrides/partials/footer.html"
    line = built.replace(footer, "words.licence", "words.lisence")
    run = built.run("book", "site")
    assert run.returncode == 1 and f"{footer}:{line}: no text is called “lisence”" in run.stdout
    assert "remedy: " in run.stdout and "Traceback" not in run.stdout and same(built, kept)
    built.replace(footer, "words.lisence", "words.licence")
    monkeypatch.chdir(built.root)
    monkeypatch.setattr(sys, "path", [*sys.path])  # the hooks of the copy put its folder there
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE)
    for file, old, new, says in (
        (footer, "{% if page.previous_page or", "{% if page.previous_page orr", "expected token"),
        ("mkdocs.yml", "\nstrict:", "\nstrikt:", "the build stopped\nConfig value 'strikt'"),
    ):
        line = built.replace(file, old, new)
        with pytest.raises(BookError) as fault:
            web.build(Book(built.root), "en", built.root / "build/english")
        place = f"{file}:{line}: " if file == footer else f"{file}: "
        assert str(fault.value).startswith(place) and says in fault.value.problem and fault.value.remedy
        assert same(built, kept)
        built.replace(file, new, old)
    volume = built.root / "site/pdf/matgrad-ko.pdf"
    volume.write_bytes(volume.read_bytes()[:1000])
    (built.root / "site/en/assets/css/search.css").unlink()
    run = built.run("book", "site")
    assert run.returncode == 0, run.stdout
    assert same(built, kept)


@pytest.mark.parametrize("command", [("nosuch",), ("check", "--wrong"), ()])
def test_a_wrong_command_is_refused(command) -> None:
    run = subprocess.run([sys.executable, "-m", "book", *command], cwd=BOOK.root, capture_output=True, text=True)
    assert run.returncode == 2 and "usage: python -m book" in run.stderr


def test_an_unknown_page_is_named(tiny, capsys) -> None:
    assert main(["check", "gamma"]) == 1
    said = capsys.readouterr().err
    assert "no page is called “gamma”" in said and "alpha, beta" in said


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(ENOSPC, "No space left on device"), "build: No space left on device\n    remedy: make room"),
        (OSError(EROFS, "Read-only file system", "site/en"), "site/en: Read-only file system\n    remedy: see to it"),
        (ModuleNotFoundError("No module named 'typst'", name="typst"), "the package typst is missing"),
    ],
)
def test_a_fault_of_the_machine_is_said(tiny, monkeypatch, capsys, error: Exception, says: str) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(rules, "faults", fails)
    assert main(["check"]) == 1
    assert says in capsys.readouterr().err


def test_a_process_that_the_machine_ends_is_said(tiny_book: Book) -> None:
    with pytest.raises(BookError, match="the machine ended the process that made pdf en"):
        site._all(tiny_book, [site.Stage("pdf", _step, _ended)], False, print)


def test_a_fault_of_a_worker_stops_what_waits_and_nothing_else(tiny_book: Book) -> None:
    """What is made beside it stands, and what would come after it is not begun."""
    told: list[str] = []
    stages = [site.Stage("site", _step, _failing), site.Stage("pdf", _step, _failing)]
    with pytest.raises(BookError, match="it is so") as fault:
        site._all(tiny_book, stages, False, told.append)
    assert told == ["site     ja: made"] and fault.value.remedy == "make it otherwise"


def test_a_mistake_of_ours_in_a_worker_says_where_it_is(tiny_book: Book) -> None:
    with pytest.raises(ZeroDivisionError) as fault:
        site._all(tiny_book, [site.Stage("site", _step, lambda book, language: str(1 / 0))], False, print)
    assert "1 / 0" in "".join(fault.value.__notes__)


def _step(book: Book, language: str) -> Step:
    return Step(book.build, f"stamp-{language}", "inputs", (book.docs,))


def _ended(book: Book, language: str) -> str:
    if language == "en":
        os.kill(os.getpid(), signal.SIGKILL)
    return language


def _failing(book: Book, language: str) -> str:
    if language == "ko":
        raise BookError(book.site, None, "it is so", "make it otherwise")
    time.sleep(1)
    return "made"


def test_what_cannot_be_printed_is_named_where_it_is_written(tiny_book: Book, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE)
    (tiny_book.root / "node_modules").symlink_to(BOOK.node_modules)
    for slug in tiny_book.order:
        text = f'<article><h1 id="{slug}">A</h1><h2 id="twice">B</h2><hr></article>'
        (tiny_book.root / f"{slug}.html").write_text(text if slug == "alpha" else text.replace("<hr>", ""))
    with pytest.raises(BookError, match=r"docs/en/alpha.md:19: cannot be printed, below this heading: .*<hr>"):
        volume.volume(tiny_book, "en", tiny_book.root, tiny_book.build)
