import numpy as np

from snippets.fixture import X

# --8<-- [start:vector]
A, x, dz = X, np.array([2, -1, 1]), np.array([3, 2])
dA, dx = np.outer(dz, x), A.T @ dz  # (1)!
print("dA =", dA.tolist())
print("dx =", dx.tolist())
# --8<-- [end:vector]
