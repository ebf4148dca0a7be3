import numpy as np

from snippets.fixture import X, Y


# --8<-- [start:move]
def rows_that_change(i):
    moved = X.copy()
    moved[i] += 1  # (1)!
    change = moved @ Y - X @ Y
    return np.flatnonzero(change.any(axis=1))


# --8<-- [end:move]
# --8<-- [start:run]
for i in range(len(X)):
    print("move row", i, "of X: rows", rows_that_change(i), "of Z")
# --8<-- [end:run]
