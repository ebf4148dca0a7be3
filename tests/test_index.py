"""The first page: the two lines of which one learns, and the list of chapters."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from gradients import METHODS, Trial, rejected_by, sample
from the_book import BOOK

from book.checks import particles, prose, rules, ways
from book.source import path
from book.source.book import Book

SAMPLE = "index.two_lines"


def learns(line: str, W: np.ndarray) -> bool:
    """Whether 30 steps of this line of the sample bring the loss of its layer below a thousandth of what it was."""
    module = sample(SAMPLE)
    losses = []
    for _ in range(31):
        dZ = module.X @ W - module.T
        losses.append(np.sum(dZ**2) / 2)
        W = W - 0.05 * module.lines[line](dZ)
    return losses[-1] < losses[0] / 1000


@pytest.mark.parametrize("seed", range(5))
def test_one_line_learns_and_its_twin_does_not_wherever_they_begin(seed):
    start = np.random.default_rng(seed).standard_normal((2, 2))
    assert [line for line in sample(SAMPLE).lines if learns(line, start)] == ["dW = X.T @ dZ"]


def test_the_twin_is_refused_in_the_layer_of_the_page():
    """Every referee refuses it, although its shape fits."""
    module = sample(SAMPLE)
    trial = Trial(module.X, np.zeros((2, 2), dtype=int), -module.T, lambda Z: ((Z - module.T) ** 2).sum() / 2)
    found = {name: rejected_by(lambda X, Y, dZ, f=f: {"dY": f(dZ)}, trial) for name, f in module.lines.items()}
    assert found == {"dW = X.T @ dZ": set(), "dW = dZ.T @ X": set(METHODS)}


def test_the_list_says_number_part_title_and_sentence():
    first, second, *others, last = path.items(BOOK, "en")
    assert first == (
        "1.  **Before the matrices**{ .part }<br>\n"
        "    [What does a derivative tell me?](sensitivity.md) "
        "Move one number a little, and see how far the result moves."
    )
    assert second.startswith("2.  [") and "](circuits.md) " in second
    assert last.startswith(f"{len(others) + 3}. [") and "](memory.md) " in last


FAULTS = [
    ("en/picture.md", "summary: ", "# summary: ", "front matter lacks `summary`"),
    ("ja/picture.md", "part: ", "# part: ", "front matter lacks `part`"),
    ("en/sensitivity.md", "summary: Move", "summary: Move $x$", "`summary` is not plain text"),
    ("en/index.md", "/// path\n///\n", "", "does not list the chapters"),
    ("ko/sensitivity.md", "summary: 수 하나를", "summary: 기울기을", "을 does not follow 기"),
    ("en/sensitivity.md", "summary: Move", "summary: A backprop", "“backprop” is a word readers search for"),
]


@pytest.mark.parametrize(("file", "old", "new", "problem"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_what_the_list_is_made_of_is_checked_where_it_is_written(tmp_path: Path, file, old, new, problem):
    shutil.copytree(BOOK.docs, tmp_path / "docs", ignore=shutil.ignore_patterns("assets"))
    shutil.copy(BOOK.root / "mkdocs.yml", tmp_path)
    page = tmp_path / "docs" / file
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    book = Book(tmp_path)
    assert book.page(page.parent.name, page.stem), "the fault is planted in a page that can be read"
    found = rules.faults(book, (ways.listed, prose.terms, particles.particles), [page.stem])
    assert [fault.problem for fault in found if fault.file == page and problem in fault.problem]


def test_the_book_has_no_such_fault():
    assert rules.faults(BOOK, (ways.listed,)) == []
