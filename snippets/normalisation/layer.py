# --8<-- [start:layer]
import numpy as np

from snippets.difference import central_difference


def mean(A):
    return A.mean(axis=1, keepdims=True)


def normalise(X):
    centred = X - mean(X)
    S = np.sqrt(mean(centred**2))  # (1)!
    return centred / S, S


def normalise_back(Y, S, dY):
    return (dY - mean(dY) - Y * mean(Y * dY)) / S  # (2)!


# --8<-- [end:layer]
# --8<-- [start:data]
X = np.array([[1, 1, 5, 5], [2, -1, 4, 3]])
dY = np.array([[0, 0, 2, 6], [1, -2, 0, 3]])
Y, S = normalise(X)
dX = normalise_back(Y, S, dY)
# --8<-- [end:data]
if __name__ == "__main__":
    # --8<-- [start:shown]
    def loss(X):
        return np.sum(dY * normalise(X)[0])

    print("Y =", Y.round(2), sep="\n")
    print("dX =", dX.round(2), sep="\n")
    measured = central_difference(loss, X, step=1e-5)
    print("measured:", np.allclose(dX, measured))
    print("along ones:", np.allclose(dX.sum(axis=1), 0))
    print("along Y:", np.allclose((dX * Y).sum(axis=1), 0))
    # --8<-- [end:shown]
