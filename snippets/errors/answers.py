import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ

# --8<-- [start:candidates]
candidates = {
    "X @ dZ": lambda: X @ dZ,
    "dZ.T @ X": lambda: dZ.T @ X,
    "np.abs(X).T @ dZ": lambda: np.abs(X).T @ dZ,
    "(dZ.T @ X).T": lambda: (dZ.T @ X).T,
}
# --8<-- [end:candidates]

# --8<-- [start:judge]
measured = central_difference(lambda A: np.sum(dZ * (X @ A)), Y)


def judge(candidate):
    try:
        dY = candidate()
    except ValueError:
        return "cannot be run"
    if dY.shape != Y.shape:
        return f"shape {dY.shape}, not {Y.shape}"
    wrong = np.sum(dY != measured)  # (1)!
    return f"{wrong} of {dY.size} entries are wrong"


for name, candidate in candidates.items():
    print(f"{name:17} {judge(candidate)}")
# --8<-- [end:judge]
