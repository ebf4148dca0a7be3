import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ


# --8<-- [start:second]
def backward_second(X, Y, dZ):  # (1)!
    return dZ @ Y, dZ.T @ X


# --8<-- [end:second]
# --8<-- [start:first]
def backward_first(X, Y, dZ):  # (1)!
    return Y @ dZ.T, X @ dZ


# --8<-- [end:first]
# --8<-- [start:check]
def check(name, product, backward, X, Y):
    def loss(X, Y):
        return np.sum(dZ * product(X, Y))

    dX, dY = backward(X, Y, dZ)
    measured_dX = central_difference(lambda A: loss(A, Y), X)
    measured_dY = central_difference(lambda A: loss(X, A), Y)
    same_dX = np.array_equal(dX, measured_dX)
    same_dY = np.array_equal(dY, measured_dY)
    print(f"{name}  dX {same_dX}  dY {same_dY}")


check("Z = X Yᵀ", lambda X, Y: X @ Y.T, backward_second, X, Y.T)
check("Z = Xᵀ Y", lambda X, Y: X.T @ Y, backward_first, X.T, Y)
# --8<-- [end:check]
