import numpy as np

from snippets.fixture import X
from snippets.tensor_ops.adjoint import adjoint


# --8<-- [start:pair]
def copy_rows(b):
    return np.broadcast_to(b, (2, 3))


def sum_rows(C):
    return C.sum(axis=0)


b, dC = np.array([1, -2, 3]), np.array([[1, 0, 2], [0, -1, 1]])
print("copied: C =", copy_rows(b), sep="\n")
print("summed: db =", sum_rows(dC))
print("copy there, sum back:", adjoint(copy_rows, sum_rows, 3))
# --8<-- [end:pair]

# --8<-- [start:both]
print("sum there, copy back:", adjoint(sum_rows, copy_rows, (2, 3)))
# --8<-- [end:both]

# --8<-- [start:all]
y = X.sum()
dy = 2
dX = np.full(X.shape, dy)
print("y =", y, "  dy =", dy)
print("dX =", dX, sep="\n")
# --8<-- [end:all]
