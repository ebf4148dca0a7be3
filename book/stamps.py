"""Steps are skipped when nothing they read has changed: a digest of the inputs is kept beside the result."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from book.errors import ROOT

STAMPS = ROOT / "build" / "stamps"


def digest(*inputs: str | Path, extra: Iterable[str] = ()) -> str:
    """A digest over the names and contents of files and folders below the root, and over `extra` words."""
    seen = hashlib.sha256("\0".join(extra).encode())
    for top in inputs:
        path = ROOT / top
        files = sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" not in file.parts:
                seen.update(f"\0{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return seen.hexdigest()


def unchanged(step: str, value: str, result: Path) -> bool:
    """Whether the step's result exists and was made from inputs with this digest."""
    stamp = STAMPS / step
    return result.exists() and stamp.exists() and stamp.read_text() == value


def record(step: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(value)
