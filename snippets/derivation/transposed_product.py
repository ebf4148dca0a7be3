import numpy as np

from snippets import fixture
from snippets.difference import central_difference


# --8<-- [start:second]
def backward_second(X, Y, dZ):  # (1)!
    return dZ @ Y, dZ.T @ X


# --8<-- [end:second]
# --8<-- [start:first]
def backward_first(X, Y, dZ):  # (1)!
    return Y @ dZ.T, X @ dZ


# --8<-- [end:first]
# --8<-- [start:check]
def check(name, product, backward, X, Y, dZ):
    dX, dY = backward(X, Y, dZ)
    measured_dX = central_difference(lambda A: np.sum(dZ * product(A, Y)), X)
    measured_dY = central_difference(lambda A: np.sum(dZ * product(X, A)), Y)
    print(f"{name}  dX {np.array_equal(dX, measured_dX)}  dY {np.array_equal(dY, measured_dY)}")


check("Z = X Yᵀ", lambda X, Y: X @ Y.T, backward_second, fixture.X, fixture.Y.T, fixture.dZ)
check("Z = Xᵀ Y", lambda X, Y: X.T @ Y, backward_first, fixture.X.T, fixture.Y, fixture.dZ)
# --8<-- [end:check]
