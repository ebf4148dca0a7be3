import numpy as np

from snippets.fixture import X
from snippets.fixture import Y as W

T = np.array([[0, 1, 0, 2], [1, 0, -1, 0]])
direction = np.array([[1, 0, -2], [3, 1, 1]])


# --8<-- [start:loss]
def loss(X):
    return np.sum((X @ W - T) ** 2)


dX = 2 * (X @ W - T) @ W.T
# --8<-- [end:loss]
# --8<-- [start:steps]
for step in 1, 0.1, 0.01, 0.001:
    change = step * direction
    measured = loss(X + change) - loss(X)
    predicted = np.trace(dX.T @ change)
    error = measured - predicted
    columns = f"{measured:12.6f}{predicted:11.4f}{error:13.6f}"
    print(f"{step:<6}{columns}")
# --8<-- [end:steps]
