"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.tensor_ops.adjoint import adjoint


def is_adjoint(there, back, *shapes):
    return all(
        adjoint(there, back, shape, seed)
        for shape in shapes
        for seed in range(5)
    )


def flip(x):
    return np.flip(x, axis=1)


upstream = np.array([[3, 0, 1], [-1, 2, 4]])
flip_back = flip(upstream)
flip_unchanged = upstream
flip_rows = np.flip(upstream, axis=0)


# --8<-- [start:cumsum]
def cumsum_back(dy):
    return np.flip(np.cumsum(np.flip(dy)))


# --8<-- [end:cumsum]
def cumsum_same(dy):
    return np.cumsum(dy)


def cumsum_inverse(dy):
    return np.diff(dy, prepend=0)


def judge_cumsum(candidate):
    return is_adjoint(np.cumsum, candidate, 3, 5)


def pad(x):
    return np.pad(x, ((1, 2), (0, 1)))


# --8<-- [start:pad]
def pad_back(dy):
    return dy[1:-2, :-1]


# --8<-- [end:pad]
def pad_more(dy):
    return pad(dy)


def pad_sides(dy):
    return dy[2:-1, 1:]


def judge_pad(candidate):
    return is_adjoint(pad, candidate, (2, 3), (1, 4))


rows = [1, 0, 1]


def take(x):
    return x[rows]


# --8<-- [start:take]
def take_back(dy):
    dx = np.zeros((2, 3), dy.dtype)
    np.add.at(dx, [1, 0, 1], dy)  # (1)!
    return dx


# --8<-- [end:take]
def forgetful(dy):
    dx = np.zeros((2, 3), dy.dtype)
    dx[rows] += dy
    return dx


def take_mean(dy):
    return np.stack([dy[1], (dy[0] + dy[2]) / 2])


def judge_take(candidate):
    return is_adjoint(take, candidate, (2, 3))


if __name__ == "__main__":
    # --8<-- [start:cumsum_check]
    print("gradient:", cumsum_back(np.array([1, 0, 2])))
    # --8<-- [end:cumsum_check]
