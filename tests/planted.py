"""Planted faults: a copy of the whole project, one thing broken in it, and the real command run on it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    *(
        "docs",
        "snippets",
        "book",
        "check_equations",
        "overrides",
        "mkdocs.yml",
        "requirements.txt",
        "package-lock.json",
    ),
    *("build/maths", "build/stamps", "build/samples.json"),  # what the build has made, so that a copy need not
)


class Copy:
    """A private copy of the project that a test may break."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for part in PARTS:
            source, target = ROOT / part, root / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, target)
        (root / "node_modules").symlink_to(ROOT / "node_modules")

    def replace(self, file: str, old: str, new: str) -> int:
        """Replaces the first `old` in a file by `new`; returns the line it stands on."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer contains {old!r}: plant the fault elsewhere"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text.count("\n", 0, text.index(old)) + 1

    def run(self, *module: str, language: str = "en", **settings: str) -> subprocess.CompletedProcess:
        """Runs `python -m …` inside the copy; both streams are in `stdout`."""
        return subprocess.run(
            [sys.executable, "-m", *module],
            cwd=self.root,
            env=os.environ | {"BOOK_LANG": language, "NO_MKDOCS_2_WARNING": "1"} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )

    def build(self, language: str = "en") -> subprocess.CompletedProcess:
        return self.run("mkdocs", "build", "--strict", language=language)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)
