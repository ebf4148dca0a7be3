import numpy as np

from snippets.by_rows.three_steps import matrix_times_matrix
from snippets.fixture import X, Y, dZ

# --8<-- [start:both]
dX = matrix_times_matrix(Y, dZ)
dY = matrix_times_matrix(X.T, dZ.T).T  # (1)!
# --8<-- [end:both]

print("dX =", dX, sep="\n")
print("dY =", dY, sep="\n")
print("equal to X.T @ dZ:", np.array_equal(dY, X.T @ dZ))
