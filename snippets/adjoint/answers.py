import numpy as np

from snippets.adjoint.integer_test import inner
from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ

ones = np.array([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
two_ones = inner(dZ, X @ ones)
two_ones_sign = 1 - 2 + 12
two_ones_product = 1 * 14

move = np.array([[0, 1, 0], [-2, 0, 0]])
cancel_prediction = inner(X @ Y @ Y.T, move) / 100
second_order = np.sum((move @ Y / 100) ** 2) / 2
cancel = round(cancel_prediction + second_order, 6)
cancel_signs = round(cancel_prediction - second_order, 6)


# --8<-- [start:between]
def between(A, B, dZ):
    return A.T @ dZ @ B.T


# --8<-- [end:between]
def between_sides(A, B, dZ):
    return B.T @ dZ @ A.T


def between_plain(A, B, dZ):
    return A @ dZ @ B


def measured(A, X, B, dZ):
    return central_difference(lambda X: inner(dZ, A @ X @ B), X)


def judge_between(candidate):
    """Whether it is right for rectangular factors, and square."""
    for m, k, n in (2, 3, 4), (3, 3, 3):
        random = np.random.default_rng(m)
        A, X, B, dZ = (
            random.integers(-2, 3, size)
            for size in ((m, m), (m, k), (k, n), (m, n))
        )
        try:
            found = candidate(A, B, dZ)
        except ValueError:
            return False
        if not np.array_equal(found, measured(A, X, B, dZ)):
            return False
    return True


if __name__ == "__main__":
    # --8<-- [start:check]
    random = np.random.default_rng(0)
    A = random.integers(-2, 3, (2, 2))
    B = random.integers(-2, 3, (3, 4))
    dX = central_difference(lambda X: inner(dZ, A @ X @ B), X)
    print("as measured:", np.array_equal(between(A, B, dZ), dX))
    # --8<-- [end:check]
