"""A step is skipped when nothing it reads has changed and nobody has touched what it made.

A stamp holds the digest of a step's inputs and of its results' own bytes. It is withdrawn before a result is
replaced and written when the new one stands, so no stamp ever speaks for a result that is not there, or not whole.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def digest(*inputs: Path, extra: Iterable[str] = ()) -> str:
    """A digest over the names and contents of files and folders, and over `extra` words; what is missing counts."""
    seen = hashlib.sha256("\0".join(extra).encode())
    for top in inputs:
        files = sorted(file for file in top.rglob("*") if file.is_file()) if top.is_dir() else [top]
        for file in files:
            if not any(part[0] == "." or part == "__pycache__" for part in file.relative_to(top).parts[:-1]):
                name = file.relative_to(top.parent).as_posix()
                seen.update(f"\0{name}\0".encode() + (file.read_bytes() if file.exists() else b"\0missing"))
    return seen.hexdigest()


@dataclass(frozen=True)
class Step:
    """One step of the build: its name, the digest of its inputs, the files or folders that it makes."""

    folder: Path
    name: str
    inputs: str
    results: tuple[Path, ...]

    @property
    def _stamp(self) -> Path:
        return self.folder / self.name

    def done(self) -> bool:
        """Whether the results stand as this step made them from these inputs."""
        return self._stamp.exists() and self._stamp.read_text() == self._value()

    def _value(self) -> str:
        return f"{self.inputs} {digest(*self.results)}"

    def withdraw(self) -> None:
        """From here on the results are not to be trusted."""
        self._stamp.unlink(missing_ok=True)

    def record(self) -> None:
        """The results stand."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._stamp.write_text(self._value())


def kept(file: Path) -> dict[str, Any]:
    """What a rule noted of the things that were whole at its last run: name → digest, or what it found."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def keep(file: Path, digests: dict[str, Any]) -> None:
    """Notes the digests, or what was found, for the next run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(dict(sorted(digests.items()))), encoding="utf-8")
    part.replace(file)


def replace(new: Path, old: Path) -> None:
    """Puts what was built beside `old` in its place by renaming, so that `old` is never half of either."""
    old.parent.mkdir(parents=True, exist_ok=True)
    if new.is_dir() and old.exists():
        aside = new.with_name(f"{new.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        old.rename(aside)
        new.rename(old)
        shutil.rmtree(aside)
    else:
        new.replace(old)
