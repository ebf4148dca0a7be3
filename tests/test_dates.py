"""The date of the book is that of its sources, whoever fetched them and however; or the build says why not."""

import os
import subprocess
from pathlib import Path

import pytest

from book.ground.faults import BookError
from book.source.book import Book
from book.source.dates import shown_date, source_date


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which a page was written on 1 May, and the README on 2 June 2026."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = tmp_path / "sources"
    (root / "docs" / "en").mkdir(parents=True)
    git(root, "init", "--quiet")
    for file, day in ("LICENSE", "2026-04-30"), ("docs/en/page.md", "2026-05-01"), ("README.md", "2026-06-02"):
        (root / file).write_text("words\n")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--message", file, date=f"{day}T12:00:00Z")
    return root


def git(root: Path, *arguments: str, date: str = "") -> None:
    names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} if date else {}
    subprocess.run(["git", *arguments], cwd=root, env=os.environ | names | dates, check=True)


def test_the_date_is_that_of_the_last_commit_that_touched_the_sources(sources: Path) -> None:
    assert source_date(Book(sources)).date().isoformat() == "2026-05-01"
    assert shown_date(Book(sources), "en") == "1 May 2026"


def test_a_shallow_clone_says_that_it_does_not_know(sources: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", sources.as_uri(), "shallow")
    with pytest.raises(BookError, match="shallow clone") as fault:
        source_date(Book(tmp_path / "shallow"))
    assert "git fetch --unshallow" in fault.value.remedy
    git(tmp_path / "shallow", "fetch", "--quiet", "--unshallow")
    assert source_date(Book(tmp_path / "shallow")) == source_date(Book(sources))


def test_a_shallow_clone_that_holds_the_commit_knows(sources: Path, tmp_path: Path) -> None:
    (sources / "README.md").write_text("more\n")
    git(sources, "commit", "--quiet", "--all", "--message", "more", date="2026-07-03T12:00:00Z")
    git(tmp_path, "clone", "--quiet", "--depth", "4", sources.as_uri(), "enough")
    assert source_date(Book(tmp_path / "enough")).date().isoformat() == "2026-05-01"


def test_a_folder_of_somebody_else_is_named(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(BookError, match="dubious ownership") as fault:
        source_date(Book(sources))
    assert "safe.directory" in fault.value.remedy and "SOURCE_DATE_EPOCH" in fault.value.remedy


def test_a_date_that_is_given_counts(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert shown_date(Book(sources), "ja") == "1970年1月1日"
