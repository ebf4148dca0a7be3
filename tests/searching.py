"""Search without a page: the index that the build has written, and what search finds in it."""

import json
import subprocess
import zlib
from base64 import b64decode
from pathlib import Path

from book.maths.temml import tool

SCRIPT = Path(__file__).parent / "js" / "search.mjs"


def read(folder: Path) -> dict:
    """The index in a folder, each entry with its text."""
    index, texts = (unpacked(folder / name) for name in ("index.js", "texts.js"))
    entries = [entry | {"text": text} for entry, text in zip(index["entries"], texts, strict=True)]
    return index | {"entries": entries}


def unpacked(script: Path) -> dict | list:
    """What `packed` of book/web/search.py packed into a script."""
    return json.loads(zlib.decompress(b64decode(script.read_text("utf-8").split('"')[1]), wbits=-zlib.MAX_WBITS))


def answers(folder: Path, queries: list[str]) -> list[list[str]]:
    """For each query the places that search finds by the index in a folder, best first: `page` or `page#section`."""
    asked = json.dumps({"folder": str(folder), "queries": queries})
    run = subprocess.run([tool("node"), str(SCRIPT)], input=asked, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
