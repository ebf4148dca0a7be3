"""The book that the tests look at."""

from pathlib import Path

from book.source.book import Book

BOOK = Book(Path(__file__).resolve().parents[1])
