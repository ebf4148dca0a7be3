import numpy as np

from snippets.affine.data import T, W, X, b
from snippets.affine.layer import backward, forward
from snippets.difference import central_difference

# --8<-- [start:once]
m = len(X)


def mean_loss(X, W, b):
    return np.sum((forward(X, W, b) - T) ** 2) / m


dZ = 2 * (forward(X, W, b) - T) / m  # (1)!
dX, dW, db = backward(X, W, dZ)  # (2)!
measured = central_difference(lambda a: mean_loss(X, W, a), b)
# --8<-- [end:once]
if __name__ == "__main__":
    # --8<-- [start:report]
    print("measured:     ", measured)
    print("divided once: ", db)
    print("divided twice:", backward(X, W, dZ)[2] / m)
    print("not divided:  ", backward(X, W, dZ * m)[2])
    # --8<-- [end:report]
