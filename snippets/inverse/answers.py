"""The answers of the exercises, and typical wrong ones."""

from fractions import Fraction

import numpy as np

root, upstream = 2, 6
cube_root = Fraction(upstream, 3 * root**2)
cube_root_straight = upstream * 3 * root**2
cube_root_alone = Fraction(1, 3 * root**2)

A = np.array([[2, 1], [5, 3]])
Q = np.array([[3, -1], [-5, 2]])
dQ = np.array([[1, 0], [2, -1]])

through = -Q.T @ dQ @ Q.T
through_straight = -Q @ dQ @ Q
through_sign = Q.T @ dQ @ Q.T
through_matrix = -A.T @ dQ @ A.T


# --8<-- [start:several]
def solve_back(A, X, dX):
    dB = np.linalg.solve(A.T, dX)
    return -dB @ X.T, dB


# --8<-- [end:several]
def straight(A, X, dX):
    dB = np.linalg.solve(A, dX)
    return -dB @ X.T, dB


def turned(A, X, dX):
    dB = np.linalg.solve(A.T, dX)
    return -X @ dB.T, dB


def positive(A, X, dX):
    dB = np.linalg.solve(A.T, dX)
    return dB @ X.T, dB


def judge_several(candidate):
    random = np.random.default_rng(0)
    given = []
    for n, k in ((2, 2), (3, 2), (3, 5)):
        below = np.tril(random.integers(-2, 3, (n, n)), -1)
        above = np.triu(random.integers(-2, 3, (n, n)), 1)
        below[-1, 0], above[0, -1] = 2, -1
        A = (below + np.eye(n)) @ (above + np.eye(n))
        X, dB = random.integers(-3, 4, (2, n, k))
        dX = A.T @ dB
        given += [(A, X, dX), (A, X + 1, dX), (A, X, dX - A.T @ X)]
        given += [(A.T, X, dX)]
    for A, X, dX in given:
        dA, dB = candidate(A.copy(), X.copy(), dX.copy())
        if np.shape(dA) != A.shape or np.shape(dB) != X.shape:
            return False
        if not np.allclose(A.T @ dB, dX):
            return False
        if not np.allclose(dA, -dB @ X.T):
            return False
    return True
