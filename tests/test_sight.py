"""What a page shows runs as it stands, and a block that is copied alone brings what it needs."""

import re
from pathlib import Path

import pytest
from planted import replace
from the_book import BOOK, alike

from book.checks import samples, sight
from book.checks.rules import faults
from book.source.alone import Program
from book.source.book import Book
from book.source.samples import blocks

HELPER = """import numpy as np

# --8<-- [start:half]
h = 2


def half(x):
    return np.abs(x) / h  # (1)!


# --8<-- [end:half]
X = half(4)
if __name__ == "__main__":
    print(X)
"""
CASES = {  # the blocks of a page, and what is copied for the last of them
    "as it stands": (["x = 1", "y = 2\nprint(y)"], "y = 2\nprint(y)"),
    "the last value counts": (["x = 1\nprint(x)", "x = 2", "print(x)"], "x = 2\n\nprint(x)"),
    "a value made of another": (["x = 1\nz = 5\ny = x", "x = 2", "print(y)"], "x = 1\n\ny = x\n\nprint(y)"),
    "what a function needs when it is called": (
        ["h = 1", "def f(x):\n    return x + h", "h = 2", "print(f(1))"],
        "def f(x):\n    return x + h\n\nh = 2\n\nprint(f(1))",
    ),
    "and what it needed before": (
        ["h = 1", "def f(x):\n    return x + h", "a = f(0)", "h = 2", "print(a, f(1))"],
        "h = 1\n\ndef f(x):\n    return x + h\n\na = f(0)\n\nh = 2\n\nprint(a, f(1))",
    ),
    "a branch may not be taken": (
        ["x = 1", "if x > 2:\n    x = 2", "print(x)"],
        "x = 1\n\nif x > 2:\n    x = 2\n\nprint(x)",
    ),
    "a loop has its own variable": (
        ["for h in 1, 2:\n    print(h)", "for h in 3, 4:\n    y = h\n    print(y)"],
        "for h in 3, 4:\n    y = h\n    print(y)",
    ),
    "entries are changed": (["x = [1]", "y = x[0]", "x[0] = 3", "print(x)"], "x = [1]\n\nx[0] = 3\n\nprint(x)"),
    "added up in place": (["x = 1", "x += 1", "print(x)"], "x = 1\n\nx += 1\n\nprint(x)"),
    "by a method": (["x = [1]\nprint(x)", "x.append(2)", "print(x)"], "x = [1]\n\nx.append(2)\n\nprint(x)"),
    "by a function": (
        ["def step(x):\n    x[0] = 2", "def show(x):\n    print(x)", "x = [1]", "show(x)\nstep(x)", "print(x)"],
        "def step(x):\n    x[0] = 2\n\nx = [1]\n\nstep(x)\n\nprint(x)",
    ),
    "by a function that calls one": (
        ["def a(x):\n    x[0] = 2", "def b(x):\n    a(x)", "x = [1]\ny = b(x)", "print(x)"],
        "def a(x):\n    x[0] = 2\n\ndef b(x):\n    a(x)\n\nx = [1]\ny = b(x)\n\nprint(x)",
    ),
    "through what it was made of": (
        ["x = [1]\nz = 1", "y = [x]", "y.sort()", "print(x)"],
        "x = [1]\n\ny = [x]\n\ny.sort()\n\nprint(x)",
    ),
    "outside of a function": (
        ["log = []", "def f(x):\n    log.append(x)\n    return x", "y = f(1)", "print(log)"],
        "log = []\n\ndef f(x):\n    log.append(x)\n    return x\n\ny = f(1)\n\nprint(log)",
    ),
    "a class gets a method": (
        ["class A:\n    pass", "def run(self):\n    return h", "h = 1", "A.run = run", "a = A()\nprint(a.run())"],
        "class A:\n    pass\n\ndef run(self):\n    return h\n\nh = 1\n\nA.run = run\n\na = A()\nprint(a.run())",
    ),
    "draws come in order": (
        ["from random import Random", "r = Random(1)", "a = r.random()", "b = r.random()\nprint(b)"],
        "from random import Random\n\nr = Random(1)\n\na = r.random()\n\nb = r.random()\nprint(b)",
    ),
    "a sample is written out": (
        ["from snippets.helper import half\n\nx = 3", "h = 0\nprint(half(x))"],
        "import numpy as np\nh = 2\n\n\ndef half(x):\n    return np.abs(x) / h\n\nx = 3\n\nh = 0\nprint(half(x))",
    ),
    "under another name": (
        ["import numpy as np\nfrom snippets.helper import h as W", "print(W, np.pi)"],
        "h = 2\nW = h\n\nimport numpy as np\n\nprint(W, np.pi)",
    ),
    "each import once": (
        ["import numpy as np\nfrom snippets.helper import X\n\nprint(X, np.pi)"],
        "import numpy as np\nh = 2\n\n\ndef half(x):\n    return np.abs(x) / h\n\n\nX = half(4)\n\nprint(X, np.pi)",
    ),
    "marks are no code": (["x = 1  # (1)!\n\n\ny = 2  # (2)!\n", "print(x)  # (1)!\n"], "x = 1\n\nprint(x)"),
}


@pytest.mark.parametrize(("shown", "copied"), CASES.values(), ids=CASES)
def test_a_block_brings_what_it_needs(shown: list[str], copied: str, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(HELPER)
    assert Program(shown, tmp_path).alone(len(shown) - 1) == f"{copied}\n"


def squeezed(text: str) -> str:
    """Without empty lines: the page has fewer."""
    return re.sub(r"\n{2,}", "\n", text)


def test_the_button_copies_what_runs(address: str, visit) -> None:
    """In a browser, the text of every block is the one that the rule has run; the marks of notes are not in it."""
    tab, seen = visit(), 0
    for page in alike([*BOOK.pages("en")], 1, 4):
        code = [block.text for block in blocks(BOOK.snippets, page) if not block.output]
        if code:
            program = Program(code, BOOK.snippets)
            found = tab.open(f"{address}en/{page.slug}.html").evaluate(
                "[...document.querySelectorAll('.highlight:not(.output)')].map((_, at, all) => textOf(all[at], all))"
            )
            assert [squeezed(text) for text in found] == [squeezed(program.alone(n)) for n in range(len(code))], (
                page.slug
            )
            seen += len(code)
    assert seen


def test_a_page_that_has_not_changed_is_not_run_again(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    run = sight.run
    monkeypatch.setattr(sight, "run", lambda book, jobs, **more: (ran.extend(jobs), run(book, jobs, **more))[1])
    found = lambda: faults(Book(tiny), [sight.in_sight])  # noqa: E731
    assert found() == [] and ran == ["alpha", "delta", "copy-0", "copy-1", "copy-2"]
    assert found() == [] and len(ran) == 5
    ran.clear()
    replace(tiny, "snippets/delta/halves.py", "x = 3", "x = 4")
    assert len(found()) == len(found()) == 1 and ran == ["delta", "delta"]
    replace(tiny, "snippets/delta/halves.out", "1.5", "2.0")
    ran.clear()
    assert found() == [] and found() == [] and ran == ["delta", "copy-0", "copy-1"]


def test_a_name_that_is_missing_twice_is_said_once(tiny: Path) -> None:
    replace(tiny, "snippets/delta/halves.py", "x = 3", "x = y")
    replace(tiny, "snippets/delta/halves.py", "print(half())", "print(x, y)")
    assert [fault.problem for fault in faults(Book(tiny), [sight.in_sight])] == [
        "delta/halves.py:whole fails at “x = y”: NameError: name 'y' is not defined"
    ]


def test_what_one_sample_prints_is_not_another_s_output(tiny: Path) -> None:
    other = '    ``` python\n    --8<-- "alpha/double.py:double"\n    ```\n\n'
    replace(tiny, "docs/ja/delta.md", "    ``` python", f"{other}    ``` python")
    [fault] = faults(Book(tiny), [sight.in_sight])
    assert "alpha/double.py:double prints '6', and its output is not shown" in fault.problem


def test_code_that_never_ends_is_said(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = tiny / "sandbox.py"
    sandbox.write_text(samples.SANDBOX.read_text().replace("SECONDS = 120", "SECONDS = 1"))
    monkeypatch.setattr(samples, "SANDBOX", sandbox)
    replace(tiny, "snippets/delta/halves.py", "print(half())", "while True: pass")
    [fault] = faults(Book(tiny), [sight.in_sight])
    assert "delta/halves.py:half: it ends Python, or does not end within" in fault.problem
