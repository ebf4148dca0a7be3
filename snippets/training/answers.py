"""The answers of the exercises, and typical wrong ones."""

import numpy as np

gradient, eta = np.array([3, -4]), 0.01
fall = round(float(eta * gradient @ gradient), 6)
fall_length = round(float(eta * np.linalg.norm(gradient)), 6)
fall_added = round(float(eta * gradient.sum()), 6)

curves = [3, 1, 4, 2]
curves_flat = [2, 1, 4, 3]
curves_swings = [3, 4, 1, 2]


# --8<-- [start:epoch]
def epoch(X, T, W, eta, size):
    for first in range(0, len(X), size):
        rows = slice(first, first + size)
        dZ = (X[rows] @ W - T[rows]) / len(X[rows])
        W = W - eta * X[rows].T @ dZ
    return W


# --8<-- [end:epoch]
def epoch_stale(X, T, W, eta, size):
    start = W
    for first in range(0, len(X), size):
        rows = slice(first, first + size)
        dZ = (X[rows] @ start - T[rows]) / len(X[rows])
        W = W - eta * X[rows].T @ dZ
    return W


def epoch_summed(X, T, W, eta, size):
    for first in range(0, len(X), size):
        rows = slice(first, first + size)
        W = W - eta * X[rows].T @ (X[rows] @ W - T[rows])
    return W


def epoch_fixed(X, T, W, eta, size):
    for first in range(0, len(X), size):
        rows = slice(first, first + size)
        W = W - eta * X[rows].T @ (X[rows] @ W - T[rows]) / size
    return W


def epoch_dropped(X, T, W, eta, size):
    full = slice(len(X) // size * size)
    return epoch(X[full], T[full], W, eta, size)


def epoch_climbs(X, T, W, eta, size):
    for first in range(0, len(X), size):
        rows = slice(first, first + size)
        dZ = (X[rows] @ W - T[rows]) / len(X[rows])
        W = W + eta * X[rows].T @ dZ
    return W


GIVEN = (
    ([[1], [2]], [[3], [1]], [[2]], 0.5, 1),
    ([[1], [2]], [[3], [1]], [[2]], 1, 1),
    ([[1], [2]], [[3], [1]], [[2]], 0.5, 2),
    ([[1], [2]], [[3], [1]], [[1]], 0.5, 1),
    ([[1], [2]], [[0], [1]], [[2]], 0.5, 1),
    ([[2], [2]], [[3], [1]], [[2]], 0.5, 1),
    ([[1, 0], [0, 2]], [[1, 1], [0, 2]], [[1, 0], [0, 1]], 1, 2),
    ([[1, 2], [0, 1], [2, 0]], [[1], [0], [4]], [[1], [1]], 0.5, 2),
)


def stepped(X, T, W, eta, size):
    """One example at a time, and the sum of what they ask for."""
    for first in range(0, len(X), size):
        last = min(first + size, len(X))
        asked = np.zeros(W.shape)
        for i in range(first, last):
            asked += np.outer(X[i], X[i] @ W - T[i])
        W = W - eta * asked / (last - first)
    return W


def judge_epoch(candidate):
    random = np.random.default_rng(0)
    given = [
        (np.array(X), np.array(T), np.array(W), eta, size)
        for X, T, W, eta, size in GIVEN
    ]
    given += [
        (
            random.integers(-3, 4, (7, 3)),
            random.integers(-3, 4, (7, 2)),
            random.integers(-3, 4, (3, 2)),
            0.125,
            3,
        )
    ]
    for X, T, W, eta, size in given:
        expected = stepped(X, T, W, eta, size)
        found = candidate(X.copy(), T.copy(), W.copy(), eta, size)
        if np.shape(found) != expected.shape:
            return False
        if not np.allclose(found, expected):
            return False
    return True
