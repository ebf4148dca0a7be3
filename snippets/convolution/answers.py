"""The answers of the exercises, and typical wrong ones."""

import numpy as np

x, w, dy = (
    np.array([2, 1, -1, 3]),
    np.array([1, -2]),
    np.array([1, 2, 0]),
)

weights = np.array([[dy @ x[:3], dy @ x[1:]]])
weights_turned = weights[:, ::-1]
weights_first = np.array([[dy[0] * x[0], dy[0] * x[1]]])

inputs = np.convolve(dy, w)[None]
inputs_same_way = np.convolve(dy, w[::-1])[None]
inputs_overwritten = np.array([[1, 2, 0, 0]])


# --8<-- [start:strided]
def strided_back(dy, w, n):
    dx = np.zeros(n, dtype=dy.dtype)
    for i in range(len(dy)):
        dx[2 * i : 2 * i + len(w)] += dy[i] * w
    return dx


# --8<-- [end:strided]
def strided_close(dy, w, n):
    dx = np.zeros(n, dtype=dy.dtype)
    for i in range(len(dy)):
        dx[i : i + len(w)] += dy[i] * w
    return dx


def strided_overwritten(dy, w, n):
    dx = np.zeros(n, dtype=dy.dtype)
    for i in range(len(dy)):
        dx[2 * i : 2 * i + len(w)] = dy[i] * w
    return dx


def strided_turned(dy, w, n):
    dx = np.zeros(n, dtype=dy.dtype)
    for i in range(len(dy)):
        dx[2 * i : 2 * i + len(w)] += dy[i] * w[::-1]
    return dx


def strided_short(dy, w, n):
    dx = np.zeros(2 * (len(dy) - 1) + len(w), dtype=dy.dtype)
    for i in range(len(dy)):
        dx[2 * i : 2 * i + len(w)] += dy[i] * w
    return dx


def judge_strided(candidate):
    random = np.random.default_rng(0)
    given = []
    for k, m in ((2, 2), (3, 2), (3, 4)):
        n = 2 * (m - 1) + k
        w, dy = random.integers(-4, 5, k), random.integers(-4, 5, m)
        given += [(dy, w, n), (dy, w, n + 1)]
        given += [(dy + 1, w, n), (dy, w - 2, n)]
    for dy, w, n in given:
        k, m = len(w), len(dy)
        A = np.zeros((m, n), dtype=int)
        for i in range(m):
            A[i, 2 * i : 2 * i + k] = w
        dx = np.asarray(candidate(dy.copy(), w.copy(), n))
        if dx.shape != (n,) or not np.array_equal(dx, dy @ A):
            return False
    return True
