import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X


# --8<-- [start:vector]
def backward_vector(X, x, dz):  # (1)!
    return np.outer(dz, x), X.T @ dz


x, dz = np.array([2, -1, 1]), np.array([3, 2])
dX, dx = backward_vector(X, x, dz)
measured_dX = central_difference(lambda A: dz @ (A @ x), X)
measured_dx = central_difference(lambda a: dz @ (X @ a), x)
print("dX =", dX.tolist(), np.array_equal(dX, measured_dX))
print("dx =", dx.tolist(), np.array_equal(dx, measured_dx))
# --8<-- [end:vector]


# --8<-- [start:square]
def backward_square(X, dZ):  # (1)!
    return (dZ + dZ.T) @ X


dZ = np.array([[1, 2], [-3, 4]])
dX = backward_square(X, dZ)
measured = central_difference(lambda A: np.sum(dZ * (A @ A.T)), X)
print("dX =", dX.tolist(), np.array_equal(dX, measured))
# --8<-- [end:square]
