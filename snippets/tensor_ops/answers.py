import numpy as np

from snippets.fixture import X
from snippets.tensor_ops.adjoint import adjoint


# --8<-- [start:cumsum]
def cumsum_back(dy):
    return np.flip(np.cumsum(np.flip(dy)))


# --8<-- [end:cumsum]
print("cumsum of x =", np.cumsum([1, -2, 3]))
print("dx =", cumsum_back(np.array([1, 0, 2])))
print("cumsum", adjoint(np.cumsum, cumsum_back, 3))


# --8<-- [start:flip]
def flip(x):
    return np.flip(x, axis=1)


# --8<-- [end:flip]
print("flip  ", adjoint(flip, flip, X.shape))


# --8<-- [start:pad]
def pad(x):
    return np.pad(x, ((1, 2), (0, 1)))


def pad_back(dy):
    return dy[1:-2, :-1]


# --8<-- [end:pad]
print("pad   ", adjoint(pad, pad_back, X.shape))

# --8<-- [start:take]
rows = [1, 0, 1]


def take(x):
    return x[rows]


def take_back(dy):
    dx = np.zeros((2, 3), dy.dtype)
    np.add.at(dx, rows, dy)  # (1)!
    return dx


# --8<-- [end:take]
def forgetful(dy):
    dx = np.zeros((2, 3), dy.dtype)
    dx[rows] += dy
    return dx


print("take  ", adjoint(take, take_back, X.shape))
print("with +=", adjoint(take, forgetful, X.shape))
