import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X
from snippets.fixture import Y as W
from snippets.fixture import dZ as G

b = np.array([1, -1, 2, 0])


# --8<-- [start:layer]
def forward(X, W, b):
    return X @ W + b  # (1)!


def backward(X, W, G):
    dX = G @ W.T
    dW = X.T @ G
    db = G.sum(axis=0)  # (2)!
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
    print("Y =", forward(X, W, b), sep="\n")
    print("db =", db)
    print("dX measured:", np.array_equal(dX, measured_dX))
    print("dW measured:", np.array_equal(dW, measured_dW))
    print("db measured:", np.array_equal(db, measured_db))
