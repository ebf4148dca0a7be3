import numpy as np

from snippets.affine.data import G, W, X, b

# --8<-- [start:difference]
from snippets.difference import central_difference

# --8<-- [end:difference]


# --8<-- [start:layer]
def forward(X, W, b):
    return X @ W + b  # (1)!


def backward(X, W, dZ):
    dX = dZ @ W.T
    dW = X.T @ dZ
    db = dZ.sum(axis=0)  # (2)!
    return dX, dW, db


# --8<-- [end:layer]
# --8<-- [start:check]
def loss(X, W, b):
    return np.sum(G * forward(X, W, b))


dX, dW, db = backward(X, W, G)
measured_dX = central_difference(lambda A: loss(A, W, b), X)
measured_dW = central_difference(lambda A: loss(X, A, b), W)
measured_db = central_difference(lambda a: loss(X, W, a), b)
# --8<-- [end:check]
if __name__ == "__main__":
    # --8<-- [start:report]
    print("Z =", forward(X, W, b), sep="\n")
    print("db =", db)
    print("dX as measured:", np.array_equal(dX, measured_dX))
    print("dW as measured:", np.array_equal(dW, measured_dW))
    print("db as measured:", np.array_equal(db, measured_db))
    # --8<-- [end:report]
