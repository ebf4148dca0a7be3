import numpy as np

# --8<-- [start:judge]
from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ

candidates = {
    "X @ dZ": lambda: X @ dZ,
    "dZ.T @ X": lambda: dZ.T @ X,
    "np.abs(X).T @ dZ": lambda: np.abs(X).T @ dZ,
    "(dZ.T @ X).T": lambda: (dZ.T @ X).T,
}
measured = central_difference(lambda A: np.sum(dZ * (X @ A)), Y)


def judge(candidate):
    try:
        dY = candidate()
    except ValueError:
        return "cannot be run"
    if dY.shape != Y.shape:
        return f"shape {dY.shape}, not {Y.shape}"
    wrong = np.sum(dY != measured)
    return f"{wrong} of {dY.size} entries are wrong"


for name, candidate in candidates.items():
    print(f"{name:17} {judge(candidate)}")
# --8<-- [end:judge]

verdicts = [judge(candidate) for candidate in candidates.values()]
first_check_loud = verdicts.index("cannot be run") + 1
first_check_shape = verdicts.index("shape (4, 3), not (3, 4)") + 1
first_check_right = verdicts.index("0 of 12 entries are wrong") + 1
(first_check,) = {1, 2, 3, 4} - {
    first_check_loud,
    first_check_shape,
    first_check_right,
}

digits = [(x, y) for x in range(10) for y in range(10)]
equal = sum(x == y for x, y in digits)
chance = 100_000 * equal // len(digits)
chance_reals = 0
chance_one_pair = 100_000 // len(digits)
