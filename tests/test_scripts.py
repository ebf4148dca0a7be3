"""What the pages' scripts decide, tested in Node without a page; what they do to a page is seen in test_look.py."""

import re
import subprocess
from collections import defaultdict
from pathlib import Path

from the_book import BOOK

from book.maths.temml import tool

TESTS = sorted(map(str, (Path(__file__).parent / "js").glob("*.test.mjs")))


def test_in_node() -> None:
    assert TESTS
    run = subprocess.run([tool("node"), "--test", *TESTS], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0, run.stdout


def doubled(sources: dict[str, str]) -> dict[str, list[str]]:
    """What several scripts call the same: a page may load all, and the second `const` of a name ends its script."""
    places = defaultdict(list)
    for file, text in sources.items():
        for name in re.findall(r"^(?:async )?(?:function\*?|var|let|const|class) (\w+)", text, re.M):
            places[name].append(file)
    return {name: files for name, files in places.items() if len(files) > 1}


def test_no_two_scripts_call_something_the_same() -> None:
    folders = [BOOK.docs / "assets" / folder for folder in ("js", "interactive")]
    files = sorted(file for folder in folders for file in folder.rglob("*.js"))
    sources = {str(file.relative_to(BOOK.docs)): file.read_text(encoding="utf-8") for file in files}
    assert len(sources) > 30
    assert doubled(sources) == {}
    assert doubled(sources | {"planted.js": "const AT_FIRST = 1;"}) == {
        "AT_FIRST": ["assets/js/search/box.js", "planted.js"]
    }
