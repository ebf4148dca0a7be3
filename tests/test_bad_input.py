"""Bad input at the front door: the real command stops, names file, line and remedy, and loses nothing that stood.

What each rule sees is tested in test_rules.py, in process; here are whole runs.
"""

import filecmp
import re
import shutil
import subprocess
import sys

import pytest
from planted import FAULTS, Copy, plant
from the_book import BOOK

from book.__main__ import main


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A private copy of the project, built as it stands."""
    copy = Copy(tmp_path_factory.mktemp("built"))
    shutil.copytree(BOOK.site, copy.root / "site")
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
    page = built.root / "docs/en/picture.md"
    text = page.read_text(encoding="utf-8")
    built.replace(
        "docs/en/picture.md", "\\mathrm d\\mathbf Z\\,\\mathbf Y^\\top\n", "\\mathbf Y^\\top\\mathrm d\\mathbf Z\n"
    )
    run = built.run("book", "site")
    assert run.returncode == 1 and "docs/en/picture.md:" in run.stdout and "Traceback" not in run.stdout
    assert same(built, kept)
    page.write_text(text, encoding="utf-8")
    run = built.run("book", "site")
    assert run.returncode == 0 and run.stdout.count("unchanged") == 6 and same(built, kept)


def test_a_warning_of_mkdocs_costs_nothing_and_damage_is_repaired(built: Copy, tmp_path) -> None:
    kept = shutil.copytree(built.root / "site", tmp_path / "kept")
    sources = {
        language: (built.root / f"docs/{language}/picture.md").read_text("utf-8") for language in ("ja", "ko", "en")
    }
    for language in sources:
        built.replace(f"docs/{language}/picture.md", "components.md#chain-rule", "components.md#chain-of-rules")
    assert built.run("book", "reviewed", "picture").returncode == 0
    run = built.run("book", "site")
    assert run.returncode == 1 and "components.md#chain-of-rules" in run.stdout and "picture.md" in run.stdout
    assert same(built, kept)
    for language, text in sources.items():
        (built.root / f"docs/{language}/picture.md").write_text(text, encoding="utf-8")
    assert built.run("book", "reviewed", "picture").returncode == 0
    volume = built.root / "site/pdf/matgrad-ko.pdf"
    volume.write_bytes(volume.read_bytes()[:1000])
    (built.root / "site/en/assets/css/book.css").unlink()
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
