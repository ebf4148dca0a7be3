import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X

# --8<-- [start:vector]
x, dz = np.array([2, -1, 1]), np.array([3, 2])
dX, dx = np.outer(dz, x), X.T @ dz  # (1)!
# --8<-- [end:vector]
print("dX =", dX.tolist(), np.array_equal(dX, central_difference(lambda A: dz @ (A @ x), X)))
print("dx =", dx.tolist(), np.array_equal(dx, central_difference(lambda a: dz @ (X @ a), x)))

# --8<-- [start:square]
dZ = np.array([[1, 2], [-3, 4]])
dX = (dZ + dZ.T) @ X  # (1)!
# --8<-- [end:square]
print("dX =", dX.tolist(), np.array_equal(dX, central_difference(lambda A: np.sum(dZ * (A @ A.T)), X)))
