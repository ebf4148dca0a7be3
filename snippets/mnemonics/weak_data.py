import numpy as np

# --8<-- [start:passing]
from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ
from snippets.mnemonics.candidates import candidates


def passing(X, Y, dZ):
    def loss(A):
        return np.sum(dZ * (A @ Y))

    truth = central_difference(loss, X)  # (1)!
    return [
        name
        for name, A, B in candidates(dZ, Y)
        if A.shape[1] == B.shape[0] and np.array_equal(A @ B, truth)
    ]


# --8<-- [end:passing]
# --8<-- [start:data]
ones, identity = np.ones((3, 3)), np.eye(3)
square = np.array([[2, -1, 3], [0, 4, 1], [5, -2, 1]])
symmetric = square + square.T
other = np.array([[1, 2, 0], [-3, 1, 4], [2, 0, -1]])
trials = {
    "all ones": (ones, ones, ones),
    "identity": (identity, identity, identity),
    "symmetric Y": (square, symmetric, other),
    "square": (square, square, other),
    "fixture": (X, Y, dZ),
}
# --8<-- [end:data]
if __name__ == "__main__":
    # --8<-- [start:report]
    for trial, data in trials.items():
        wrong = [name for name in passing(*data) if name != "dZ Yᵀ"]
        print(f"{trial}: {len(wrong)} wrong pass")
        if wrong:
            print("    " + ", ".join(wrong))
    # --8<-- [end:report]
