"""What the pages' scripts decide, tested in Node without a page; what they do to a page is seen in test_look.py."""

import subprocess
from pathlib import Path

from book.maths.temml import tool

TESTS = sorted(map(str, (Path(__file__).parent / "js").glob("*.test.mjs")))


def test_in_node() -> None:
    assert TESTS
    run = subprocess.run([tool("node"), "--test", *TESTS], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0, run.stdout
