"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.einsum.swap import einsum_back

queries = 2
queries_kept, queries_keys, queries_turned = 1, 3, 4

G = np.array([[1, 0, 2], [0, -1, 1]])
x, y = np.array([1, 2]), np.array([3, 0, -1])
outer, outer_other = (
    gradient[None] for gradient in einsum_back("i,j->ij", G, x, y)
)
outer_summed = G.sum(axis=1)[None]


# --8<-- [start:diagonal]
def diagonal_back(dy, n):
    eye = np.eye(n, dtype=dy.dtype)
    return np.einsum("j,ik->ikj", dy, eye)


# --8<-- [end:diagonal]
def diagonal_copied(dy, n):
    return np.einsum(
        "j,ik->ikj", dy, np.ones((n, n), dtype=dy.dtype)
    )


def diagonal_first(dy, n):
    dx = np.zeros((n, n, len(dy)), dtype=dy.dtype)
    dx[0, 0] = dy
    return dx


def diagonal_last(dy, n):
    return np.einsum("j,ik->jik", dy, np.eye(n, dtype=dy.dtype))


def judge_diagonal(candidate):
    random = np.random.default_rng(0)
    one, other = random.integers(-4, 5, (2, 2)).astype(float)
    for dy, n in ((one, 2), (one, 3), (other, 3)):
        dA = np.asarray(candidate(dy.copy(), n))
        units = np.eye(n * n * len(dy)).reshape(-1, n, n, len(dy))
        true = [dy @ np.einsum("iij->j", unit) for unit in units]
        if dA.shape != units[0].shape or list(dA.flat) != true:
            return False
    return True
