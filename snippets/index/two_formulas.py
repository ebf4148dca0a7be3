import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ

# --8<-- [start:formulas]
dX = dZ @ Y.T
dY = X.T @ dZ
# --8<-- [end:formulas]


# --8<-- [start:check]
def loss(X, Y):
    return np.sum(dZ * (X @ Y))  # (1)!


measured_dX = central_difference(lambda A: loss(A, Y), X)  # (2)!
measured_dY = central_difference(lambda A: loss(X, A), Y)
# --8<-- [end:check]

print("dX =", dX, sep="\n")
print("dY =", dY, sep="\n")
print("dX == measured:", np.array_equal(dX, measured_dX))
print("dY == measured:", np.array_equal(dY, measured_dY))
