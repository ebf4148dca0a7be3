"""The book that the tests look at, and whether they look at all of it."""

import os
from pathlib import Path

from book.source.book import Book

BOOK = Book(Path(__file__).resolve().parents[1])
# `make test` looks at a sample where many places are alike, drawn by their names; CI sets WHOLE and looks at all.
WHOLE = bool(os.environ.get("WHOLE"))
