"""The book's path from sources to website: assets → figures → pages → site. `book.site` is the way in."""

import os

# The arrays of a book are small: with more threads than one, those of several processes wait for each other.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
