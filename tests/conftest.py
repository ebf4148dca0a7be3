"""Lets tests import the project and each other's helpers without installing anything."""

import sys
from pathlib import Path

from hypothesis import settings

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import book  # noqa: E402, F401  sets the number of threads before anything imports NumPy

pytest_plugins = ("planted", "browser", "pdf_reader")

# How long an example takes says how busy the machine is, not whether the book is right.
settings.register_profile("book", deadline=None)
settings.load_profile("book")
