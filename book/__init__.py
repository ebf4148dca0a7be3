"""The way from sources to website and printed book, in rooms one above the other; `python -m book` is the door.

ground → source → run → maths → figures/kit → figures → checks → web → print → here. A room imports only
rooms before it.
"""

import os

# The arrays of a book are small: with more threads than one, those of several processes wait for each other.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
