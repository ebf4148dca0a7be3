import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X
from snippets.fixture import Y as W

T = np.array([[0, 1, 0, 2], [1, 0, -1, 0]])


# --8<-- [start:squares]
def squares(X, W):
    return np.sum((X @ W - T) ** 2)


dX = 2 * (X @ W - T) @ W.T
dW = 2 * X.T @ (X @ W - T)
measured_dX = central_difference(lambda A: squares(A, W), X)
measured_dW = central_difference(lambda A: squares(X, A), W)
print("dX =", dX, np.array_equal(dX, measured_dX), sep="\n")
print("dW =", dW, np.array_equal(dW, measured_dW), sep="\n")
# --8<-- [end:squares]

# --8<-- [start:between]
V = np.array([[1, 2], [0, -1], [3, 1], [-2, 0]])
G = np.array([[1, -1], [2, 3]])
dW = X.T @ G @ V.T
measured = central_difference(lambda A: np.sum(G * (X @ A @ V)), W)
print("dW =", dW.tolist(), np.array_equal(dW, measured))
# --8<-- [end:between]

# --8<-- [start:quadratic]
A = np.array([[1, 2], [0, -3]])
dX = (A + A.T) @ X
measured = central_difference(lambda M: np.trace(M.T @ A @ M), X)
print("dX =", dX.tolist(), np.array_equal(dX, measured))
# --8<-- [end:quadratic]
