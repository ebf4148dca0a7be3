"""Planted faults: a private copy of the tiny book, or of the whole project, and one thing broken in it."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.source.book import Book
from book.source.dates import source_date

HERE = Path(__file__).resolve().parent
DATE = str(int(source_date(BOOK).timestamp()))  # a copy has no git to tell it
FAULTS: list[dict] = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))["fault"]
PARTS = (
    *("docs", "snippets", "book", "check_equations", "overrides", "mkdocs.yml", "requirements.txt"),
    *("package.json", "package-lock.json", "Makefile", "CITATION.cff", "LICENSES"),
    *("build/stamps", "build/runtime"),  # what the build has made, so that a copy need not
)
FONTS = "build/print/fonts"


def replace(root: Path, file: str, old: str, new: str) -> int:
    """Replaces the first `old` in a file by `new`; returns the line it stands on."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer contains {old!r}: plant the fault elsewhere"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def plant(root: Path, fault: dict) -> str:
    """Breaks one thing, as a row of planted.toml says; returns the place that a message should name."""
    place = fault["file"]
    if "new" not in fault:
        (root / place).unlink()
    elif not fault["old"]:
        (root / place).write_text(fault["new"], encoding="utf-8")
    else:
        place += f":{replace(root, place, fault['old'], fault['new'])}"
    return fault.get("at", place)


class Copy:
    """A private copy of the whole project that a test may break."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for part in PARTS:
            source, target = BOOK.root / part, root / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)  # with its bytecode: to compile the book takes a second
            elif source.exists():
                shutil.copy(source, target)
        (root / "node_modules").symlink_to(BOOK.node_modules)
        shutil.copytree(BOOK.root / FONTS, root / FONTS, copy_function=os.symlink)

    def shorten(self) -> None:
        """Leaves of pages, figures and samples only those of the tiny book, and a glossary: a build takes seconds."""
        tiny, docs = HERE / "tiny", self.root / "docs"
        for language in LANGUAGES:
            shutil.rmtree(docs / language)
            shutil.copytree(tiny / "docs" / language, docs / language)
            page = (docs / language / "beta.md").read_text(encoding="utf-8")
            page = page.replace("{#beta}", "{#glossary}").replace("| beta-", "| glossary-")
            (docs / language / "glossary.md").write_text(f"{page}\n/// glossary\n///\n", encoding="utf-8")
        for table in (tiny / "docs").glob("*.*"):
            shutil.copy(table, docs)
        for samples in (self.root / "snippets").glob("*/"):
            shutil.rmtree(samples)
        shutil.copytree(tiny / "snippets", self.root / "snippets", dirs_exist_ok=True)
        for figures in (self.root / "book/figures").glob("*.py"):
            if figures.stem not in ("__init__", "index"):  # which needs no samples of a page
                figures.unlink()
        config = self.root / "mkdocs.yml"
        nav = (tiny / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2] + "  - glossary.md\n"
        text = config.read_text(encoding="utf-8")
        config.write_text(re.sub(r"(?<=^nav:\n)(?:  - .*\n)+", nav, text, flags=re.M), encoding="utf-8")
        assert self.run("book", "reviewed", "glossary").returncode == 0

    def replace(self, file: str, old: str, new: str) -> int:
        return replace(self.root, file, old, new)

    def run(self, *module: str, language: str = "en", **settings: str) -> subprocess.CompletedProcess:
        """Runs `python -m …` inside the copy; both streams are in `stdout`."""
        return self.python("-m", *module, language=language, **settings)

    def python(self, *arguments: str, language: str = "en", **settings: str) -> subprocess.CompletedProcess:
        """Runs Python inside the copy; both streams are in `stdout`."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=os.environ | {"BOOK_LANG": language, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": DATE} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )

    def build(self, language: str = "en") -> subprocess.CompletedProcess:
        return self.run("mkdocs", "build", "--strict", language=language)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a private copy of the tiny book; messages name places in it as in a project's own folder."""
    folder = tmp_path / "tiny"
    shutil.copytree(HERE / "tiny", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def tiny_book(tiny: Path) -> Book:
    return Book(tiny)
