"""The book that the tests look at, and whether they look at all of it."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from book.source.book import Book

BOOK = Book(Path(__file__).resolve().parents[1])
# `make test` looks at a sample where many places are alike, drawn by their names; CI sets WHOLE and looks at all.
WHOLE = bool(os.environ.get("WHOLE"))


def alike(cases: Sequence, turn: int, of: int = 0) -> Sequence:
    """The cases of a test that asks the same of each: in a sample one of so many, which are others in each file.

    `of` is 0 for one of all. What cases have of their own, as words that must fit, is no reason for a sample.
    """
    every = of or len(cases)
    return cases if WHOLE else cases[turn % every :: every]


def with_whole(reason: str) -> pytest.MarkDecorator:
    """For a test that costs much and whose like a sample has: it runs only where all is looked at."""
    return pytest.mark.skipif(not WHOLE, reason=f"{reason}: with WHOLE only")
