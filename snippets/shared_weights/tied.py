import numpy as np

# --8<-- [start:difference]
from snippets.difference import central_difference

# --8<-- [end:difference]

if __name__ == "__main__":
    # --8<-- [start:shown]
    X = np.array([[1, 2], [0, -1], [3, 1]])
    W = np.array([[1, -1, 2], [0, 3, 1]])
    dR = np.array([[1, 0], [2, -1], [-1, 1]])

    first = X.T @ dR @ W
    second = dR.T @ X @ W

    def reconstruct(W):
        return np.sum(dR * (X @ W @ W.T))

    print("dW =", (first + second).tolist())
    print("dW =", central_difference(reconstruct, W).tolist())
    # --8<-- [end:shown]
