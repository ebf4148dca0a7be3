import numpy as np

from snippets.by_rows.three_steps import matrix_times_matrix
from snippets.fixture import X, dZ

# --8<-- [start:second]
dY = matrix_times_matrix(X.T, dZ.T).T  # (1)!
print("dY =", dY.tolist())
print("equal to X.T @ dZ:", np.array_equal(dY, X.T @ dZ))
# --8<-- [end:second]
