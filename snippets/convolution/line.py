# --8<-- [start:line]
import numpy as np

from snippets.difference import central_difference

x = np.array([1, -2, 3, 0, 4])
w = np.array([2, 0, -1])
dy = np.array([1, 0, 2])


def windows(x, k):
    return np.lib.stride_tricks.sliding_window_view(x, k)


y = windows(x, len(w)) @ w  # (1)!
dw = windows(x, len(w)).T @ dy  # (2)!
dx = np.convolve(dy, w)  # (3)!
# --8<-- [end:line]
if __name__ == "__main__":
    # --8<-- [start:shown]
    def loss(w, x):
        return dy @ windows(x, len(w)) @ w

    print("y =", y)
    print("dw =", dw, central_difference(lambda w: loss(w, x), w))
    print("dx =", dx, central_difference(lambda x: loss(w, x), x))
    # --8<-- [end:shown]
    # --8<-- [start:matrix]
    A = np.zeros((3, 5), dtype=int)
    for i in range(3):
        A[i, i : i + 3] = w

    print("A =", A, sep="\n")
    print("A x:", A @ x, " A.T dy:", A.T @ dy)
    dA = np.outer(dy, x)
    print("dw:", [int(np.trace(dA, offset=j)) for j in range(3)])
    # --8<-- [end:matrix]
