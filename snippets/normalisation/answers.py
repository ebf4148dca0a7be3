"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.normalisation.layer import normalise, normalise_back

x, dy = np.array([[0, 0, 4, 4]]), np.array([[1, 0, 2, -1]])
row = normalise_back(*normalise(x), dy)
row_divided = dy / normalise(x)[1]
row_unscaled = row * normalise(x)[1]

Y = np.array([[-1, 1], [-1, -1], [1, -1], [1, 1]])
dO = np.array([[0, 1], [-1, 3], [2, 1], [1, -3]])
gain = np.sum(dO * Y, axis=0, keepdims=True)
gain_summed = np.sum(dO, axis=0, keepdims=True)
gain_mean = gain / len(dO)


# --8<-- [start:rms]
def rms_back(Y, R, dY):
    along = np.mean(Y * dY, axis=1, keepdims=True)
    return (dY - Y * along) / R


# --8<-- [end:rms]
def rms_back_layer(Y, R, dY):
    along = np.mean(Y * dY, axis=1, keepdims=True)
    return (dY - dY.mean(axis=1, keepdims=True) - Y * along) / R


def rms_back_divided(Y, R, dY):
    return dY / R


def rms_back_summed(Y, R, dY):
    along = np.sum(Y * dY, axis=1, keepdims=True)
    return (dY - Y * along) / R


def rms_back_spread(Y, R, dY):
    along = np.mean(Y * dY, axis=1)
    return (dY - Y * along) / R


def judge_rms(candidate):
    first = np.array([[1, 3], [2, 0]])
    for X, dY in (
        (np.array([[3.0, 3.0], [-1.0, 1.0]]), first),
        (np.array([[1.0, 1.0], [-2.0, 2.0]]), first),
        (np.array([[1.0, 1.0], [2.0, 2.0]]), first),
        (np.array([[1.0, 1.0], [2.0, 2.0]]), first[::-1]),
        (
            np.array([[1.0, 5.0, 5.0, 7.0]]),
            np.array([[2, -1, 0, 3]]),
        ),
    ):
        R = np.sqrt(np.mean(X**2, axis=1, keepdims=True))
        Y = X / R
        n = X.shape[1]
        found = np.asarray(candidate(Y.copy(), R.copy(), dY.copy()))
        jacobian = np.eye(n) - np.einsum("si,sj->sij", Y, Y) / n
        right = np.einsum("sj,sji->si", dY, jacobian) / R
        if found.shape != X.shape or not np.allclose(found, right):
            return False
    return True
