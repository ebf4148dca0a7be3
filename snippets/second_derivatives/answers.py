"""The answers of the exercises, and typical wrong ones."""

from functools import partial

import numpy as np

from snippets.fixture import Y

V = np.zeros((2, 3), dtype=int)
V[1, 2] = 1
row = V @ Y @ Y.T
row_column = np.array([[0, 0, 8], [0, 0, -6]])
row_diagonal = V * 22

p, v = np.array([0.5, 0.25, 0.25]), np.array([1, 0, 0])
scores = (p * (v - p @ v))[None]
scores_diagonal = (p * v)[None]
scores_single = (p * (1 - p) * v)[None]


# --8<-- [start:hessian]
def hessian(gradient, w):
    at_w = gradient(w)
    steps = np.eye(len(w))
    return np.array([gradient(w + e) - at_w for e in steps])


# --8<-- [end:hessian]
def hessian_at_zero(gradient, w):
    return np.array([gradient(e) for e in np.eye(len(w))])


def hessian_forgotten(gradient, w):
    return np.array([gradient(w + e) for e in np.eye(len(w))])


def hessian_ones(gradient, w):
    return np.diag(gradient(w + np.ones(len(w))) - gradient(w))


def straight(S, c, w):
    return S @ w + c


def judge_hessian(candidate):
    random = np.random.default_rng(0)
    for k in (2, 4, 1):
        M = random.integers(-4, 5, (k, k))
        S, c = M + M.T, random.integers(1, 5, k)
        w = random.integers(1, 5, k).astype(float)
        gradient = partial(straight, S, c)
        found = np.asarray(candidate(gradient, w.copy()))
        if found.shape != (k, k) or not np.allclose(found, S):
            return False
    return True
