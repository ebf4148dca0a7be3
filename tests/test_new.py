"""A page that `make new` begins holds to all rules but two: it is not reviewed, and the page before leads elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import searching
from the_book import BOOK

from book.__main__ import main

PARTS = ("docs", "snippets", "book", "check_equations", "overrides", "build/stamps")
FILES = ("mkdocs.yml", "requirements.txt", "package-lock.json")


class Project:
    """A copy of the project, and the commands that an author runs in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for part in PARTS:
            if (BOOK.root / part).exists():
                shutil.copytree(BOOK.root / part, root / part)
        for name in FILES:
            shutil.copy(BOOK.root / name, root)
        (root / "node_modules").symlink_to(BOOK.node_modules)

    def run(self, *module: str) -> subprocess.CompletedProcess:
        return self.python("-m", *module)

    def python(self, *arguments: str) -> subprocess.CompletedProcess:
        path = os.pathsep.join([str(self.root), str(BOOK.root / "tests")])
        environment = os.environ | {"PYTHONPATH": path, "BOOK_LANG": "en", "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("project"))
    begun = project.run("book", "new", "low-rank")
    assert begun.returncode == 0, begun.stderr
    return project


def faults(stderr: str) -> list[str]:
    """The faults that a command printed, without their remedies."""
    return [line for line in stderr.splitlines() if ".md:" in line or line.startswith(("book/", "snippets/", "mkdocs"))]


def test_the_page_lacks_its_review_and_the_page_before_it_must_be_told(project):
    said = project.run("book", "check", "low-rank", "memory").stderr
    own = [fault for fault in faults(said) if "low-rank.md:" in fault]
    others = [fault for fault in faults(said) if fault not in own]
    assert len(own) == 9 and all("not yet reviewed" in fault for fault in own), said
    assert len(others) == 3 and all("does not lead on to “low-rank”" in fault for fault in others), said


def test_it_stands_before_the_first_appendix(project):
    config = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  - memory.md\n  - low-rank.md\n  - notation.md\n" in config


def test_its_own_test_is_green_and_can_fail(project):
    test = ("pytest", "-q", "-p", "no:cacheprovider", "--noconftest", "tests/test_low_rank.py")
    assert project.run(*test).returncode == 0
    sample = project.root / "snippets/low_rank/idea.py"
    whole = sample.read_text(encoding="utf-8")
    sample.write_text(whole.replace("gradient = A ", "gradient = A + 1 "), encoding="utf-8")
    assert "test_gradient" in project.run(*test).stdout.partition("short test summary")[2]
    sample.write_text(whole, encoding="utf-8")


BUILD = """from pathlib import Path
from book.source.book import Book
from book.web.site import preview
good, faults = preview(Book(Path.cwd()), "en", ["low-rank"], Path("site"), whole=True)
assert good == {"low-rank"} and not faults, faults
"""


def test_it_builds(project):
    built = project.python("-c", BUILD)
    assert built.returncode == 0 and not built.stdout, built.stdout + built.stderr
    page = (project.root / "site/en/low-rank.html").read_text(encoding="utf-8")
    assert 'id="eq:low-rank-gradient"' in page and "measured: True" in page and 'data-figure="low-rank-entries"' in page
    assert 'data-answer="10"' in page and "wrong-lead" in page and page.count("★") == 1 + 2 + 3
    index = str(searching.read(project.root / "site/en/search"))
    assert "Without the half" in index and "★" not in index and "If you found" not in index


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["Low"], "“Low” is no slug"),
        (["low_rank"], "“low_rank” is no slug"),
        (["class"], "“class” is no slug"),
        (["../low"], "“../low” is no slug"),
        (["picture"], "“picture” is in the nav already"),
        (["kit"], "book/figures/kit"),
        (["tensors", "--after", "nothing"], "no page of the nav is called “nothing”"),
        ([], "no page named"),
    ],
)
def test_what_is_no_name_or_is_there_already_is_refused(project, monkeypatch, capsys, arguments, problem):
    monkeypatch.chdir(project.root)
    before = times(project.root)
    assert main(["new", *arguments]) == 1
    said = capsys.readouterr().err
    assert problem in said and "remedy: " in said and before == times(project.root)


def times(root: Path) -> dict[Path, int]:
    """When each file that `new` could write was written."""
    folders = [root / name for name in ("docs", "snippets", "book", "tests")]
    files = [root / "mkdocs.yml", *(file for folder in folders for file in folder.rglob("*") if file.is_file())]
    return {file: file.stat().st_mtime_ns for file in files if file.suffix != ".pyc"}


def test_after_names_its_place(project):
    assert project.run("book", "new", "norms", "--after", "trace").returncode == 0
    config = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  - trace.md\n  - norms.md\n  - gradient-check.md\n" in config
    assert "[How do I check a gradient?](gradient-check.md)" in (project.root / "docs/en/norms.md").read_text("utf-8")
