import numpy as np

from snippets.affine.layer import W, X, b, backward, forward
from snippets.difference import central_difference

T = np.array([[0, 1, 0, 2], [1, 0, -1, 0]])
m = len(X)


# --8<-- [start:once]
def mean_loss(X, W, b):
    return np.sum((forward(X, W, b) - T) ** 2) / m


G = 2 * (forward(X, W, b) - T) / m  # (1)!
dX, dW, db = backward(X, W, G)  # (2)!
# --8<-- [end:once]
measured_db = central_difference(lambda a: mean_loss(X, W, a), b)
print("db          =", db, np.array_equal(db, measured_db))

# --8<-- [start:twice]
twice = backward(X, W, G)[2] / m
never = backward(X, W, m * G)[2]
# --8<-- [end:twice]
print("once more   =", twice, np.array_equal(twice, measured_db))
print("not at all  =", never, np.array_equal(never, measured_db))
