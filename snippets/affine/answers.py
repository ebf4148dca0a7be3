"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.affine.broadcast import undo_broadcast
from snippets.difference import central_difference

a, c = np.zeros((2, 1, 4)), np.zeros((3, 1))
shapes = (a + c).shape
shapes_unstretched = (2, 1, 4)
shapes_left = (3, 1, 4)

G = np.array([[2, -1, 3], [4, 1, -2]])
column = undo_broadcast(G, (2, 1))
column_of_bias = undo_broadcast(G, (1, 3))

predictions = np.array([[1], [2], [3]])
targets = np.array([1, 2, 3])
trap = np.sum((predictions - targets) ** 2)
trap_meant = np.sum((predictions - targets[:, None]) ** 2)


# --8<-- [start:layout]
def layout(X, V, dZ):
    return dZ @ V, dZ.T @ X, dZ.sum(axis=0)


# --8<-- [end:layout]
def layout_unturned(X, V, dZ):
    return dZ @ V, X.T @ dZ, dZ.sum(axis=0)


def layout_copied(X, V, dZ):
    return dZ @ V.T, X.T @ dZ, dZ.sum(axis=0)


def layout_bias(X, V, dZ):
    return dZ @ V, dZ.T @ X, dZ.sum(axis=1)


def measured_layout(X, V, dZ, b):
    def loss(X, V, b):
        return np.sum(dZ * (X @ V.T + b))

    return (
        central_difference(lambda A: loss(A, V, b), X),
        central_difference(lambda A: loss(X, A, b), V),
        central_difference(lambda a: loss(X, V, a), b),
    )


def judge_layout(candidate):
    """Whether the three gradients are as measured."""
    random = np.random.default_rng(1)
    for m, k, n in (2, 3, 4), (3, 3, 3), (4, 1, 2):
        sizes = (m, k), (n, k), (m, n), n
        X, V, dZ, b = (random.integers(-9, 10, s) for s in sizes)
        try:
            found = candidate(X, V, dZ)
        except ValueError:
            return False
        measured = measured_layout(X, V, dZ, b)
        same = map(np.array_equal, found, measured)
        if len(found) != 3 or not all(same):
            return False
    return True
