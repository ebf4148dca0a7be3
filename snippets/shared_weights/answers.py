"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.fixture import X, Y, dZ

mask = np.array([[1, 0, 1], [0, 1, 1]])
masked = (dZ @ Y.T) * mask
masked_not = dZ @ Y.T
masked_values = X * mask

G = np.array([[1, 2, 0], [4, 3, -1], [2, 5, 6]])
upper = np.triu_indices(3)
triangle = (G + G.T - np.diag(np.diag(G)))[upper][None]
triangle_half = ((G + G.T) // 2)[upper][None]
triangle_one = G[upper][None]
triangle_double = (G + G.T)[upper][None]

m, k, n, r = 100, 200, 300, 8
cheap = m * n * r + k * m * r
cheap_dear = k * m * n + k * n * r
cheap_first = m * n * r


# --8<-- [start:rotated]
def rotated_back(dW):
    n = len(dW)
    i, j = np.indices(dW.shape)
    dw = np.zeros(n, dtype=dW.dtype)
    np.add.at(dw, (j - i) % n, dW)
    return dw


# --8<-- [end:rotated]
def rotated_first(dW):
    return dW[0]


def rotated_columns(dW):
    return dW.sum(axis=0)


def rotated_turned(dW):
    return rotated_back(dW.T)


def rotated_last(dW):
    n = len(dW)
    i, j = np.indices(dW.shape)
    dw = np.zeros(n, dtype=dW.dtype)
    dw[(j - i) % n] = dW
    return dw


def judge_rotated(candidate):
    random = np.random.default_rng(0)
    for n in (3, 2, 4, 5):
        dW = random.integers(-4, 5, (n, n))
        both = np.hstack([dW, dW])
        true = [np.trace(both[:, s:]) for s in range(n)]
        dw = np.asarray(candidate(dW.copy()))
        if dw.shape != (n,) or not np.array_equal(dw, true):
            return False
    return True
