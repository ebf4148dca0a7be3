import numpy as np

from snippets.fixture import X, dZ
from snippets.tensor_ops.adjoint import adjoint


# --8<-- [start:pair]
def copy_rows(b):
    return np.broadcast_to(b, (2, 3))


def sum_rows(Y):
    return Y.sum(axis=0)


# --8<-- [end:pair]
b, dY = X[0], dZ[:, :3]
print("b =", b, "copied: Y =", copy_rows(b), sep="\n")
print("dY =", dY, "summed: db =", sum_rows(dY), sep="\n")

# --8<-- [start:both]
print("copy there, sum back", adjoint(copy_rows, sum_rows, 3))
print("sum there, copy back", adjoint(sum_rows, copy_rows, (2, 3)))
# --8<-- [end:both]

# --8<-- [start:all]
y = X.sum()
dy = 2
dX = np.full(X.shape, dy)
# --8<-- [end:all]
print("y =", y)
print("dX =", dX, sep="\n")
