import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ

dX = dZ @ Y.T


# --8<-- [start:steps]
def loss(A):
    return np.sum(dZ * (A @ Y))  # (1)!


for step in 1, 0.5, 0.1:
    measured = central_difference(loss, X, step)
    equal = np.array_equal(measured, dX)
    close = np.allclose(measured, dX)
    print(f"step {step:<3}  equal: {equal!s:5}  close: {close}")
# --8<-- [end:steps]
