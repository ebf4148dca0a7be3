"""The solutions of the puzzles, and typical wrong ones."""

import numpy as np

from snippets.puzzles.forward import (
    centre,
    convolve,
    copy_row,
    cut,
    flatten,
    join,
    mirror,
    product,
    relu,
    row_sums,
    same,
    softmax,
    square,
    steps,
    take,
    times,
    total,
    triple,
    turn,
)
from snippets.puzzles.judge import OUTPUT, judge


# --8<-- [start:same]
def same_back(dy):
    return dy


# --8<-- [end:same]
def same_ones(dy):
    return np.ones(dy.shape)


judge_same = judge(same, (3, 3), (2, 3))


# --8<-- [start:triple]
def triple_back(dy):
    return 3 * dy


# --8<-- [end:triple]
def triple_third(dy):
    return dy / 3


def triple_unscaled(dy):
    return dy


judge_triple = judge(triple, (3, 3), (2, 3))


# --8<-- [start:mirror]
def mirror_back(dy):
    return -dy[::-1]


# --8<-- [end:mirror]
def mirror_sign(dy):
    return dy[::-1]


def mirror_order(dy):
    return -dy


judge_mirror = judge(mirror, 4, 5)


# --8<-- [start:turn]
def turn_back(dy):
    return dy.T


# --8<-- [end:turn]
def turn_unturned(dy):
    return dy


judge_turn = judge(turn, (3, 3), (2, 3))


# --8<-- [start:flatten]
def flatten_back(x, dy):
    return dy.reshape(x.shape)


# --8<-- [end:flatten]
def flatten_columns(x, dy):
    return dy.reshape(x.T.shape).T


def flatten_flat(x, dy):
    return dy


judge_flatten = judge(flatten, (3, 3), (2, 3), needs=[0])


# --8<-- [start:cut]
def cut_back(x, dy):
    dx = np.zeros(x.shape)
    dx[:, 1:] = dy
    return dx


# --8<-- [end:cut]
def cut_side(x, dy):
    dx = np.zeros(x.shape)
    dx[:, :-1] = dy
    return dx


def cut_copied(x, dy):
    dx = x.copy()
    dx[:, 1:] = dy
    return dx


judge_cut = judge(cut, (3, 3), (2, 4), needs=[0])


# --8<-- [start:join]
def join_back(x, y, dz):
    return dz[: len(x)], dz[len(x) :]


# --8<-- [end:join]
def join_exchanged(x, y, dz):
    return dz[len(x) :], dz[: len(x)]


def join_halves(x, y, dz):
    return np.split(dz, 2)


judge_join = judge(
    join, [(2, 3), (2, 3)], [(3, 2), (1, 2)], needs=[0, 1]
)


# --8<-- [start:total]
def total_back(x, dy):
    return dy * np.ones(x.shape)


# --8<-- [end:total]
def total_one(x, dy):
    return dy


def total_shared(x, dy):
    return dy / x.size * np.ones(x.shape)


judge_total = judge(total, (3, 3), (2, 3), needs=[0])


# --8<-- [start:row_sums]
def row_sums_back(x, dy):
    return dy[:, None] * np.ones(x.shape)


# --8<-- [end:row_sums]
def row_sums_direction(x, dy):
    return dy * np.ones(x.shape)


def row_sums_all(x, dy):
    return dy.sum() * np.ones(x.shape)


judge_row_sums = judge(row_sums, (3, 3), (2, 3), needs=[0])


# --8<-- [start:copy_row]
def copy_row_back(dy):
    return dy.sum(axis=0)


# --8<-- [end:copy_row]
def copy_row_direction(dy):
    return dy.sum(axis=1)


def copy_row_mean(dy):
    return dy.mean(axis=0)


def copy_row_first(dy):
    return dy[0]


judge_copy_row = judge(copy_row, 3, 4)


# --8<-- [start:square]
def square_back(x, dy):
    return 2 * x * dy


# --8<-- [end:square]
def square_upstream(x, dy):
    return 2 * x


def square_two(x, dy):
    return x * dy


judge_square = judge(
    square, (3, 3), (2, 3), needs=[0], linear=False
)


# --8<-- [start:relu]
def relu_back(x, dy):
    return dy * (x > 0)


# --8<-- [end:relu]
def relu_unmasked(x, dy):
    return dy


def relu_mask(x, dy):
    return np.maximum(dy, 0)


judge_relu = judge(relu, (3, 3), (2, 3), needs=[0], linear=False)


# --8<-- [start:times]
def times_back(x, y, dz):
    return dz * y, dz * x


# --8<-- [end:times]
def times_exchanged(x, y, dz):
    return dz * x, dz * y


def times_upstream(x, y, dz):
    return y, x


judge_times = judge(
    times,
    [(3, 3), (3, 3)],
    [(2, 3), (2, 3)],
    needs=[0, 1],
    linear=False,
)


# --8<-- [start:left]
def left_back(W, dZ):
    return dZ @ W.T


# --8<-- [end:left]
def left_untransposed(W, dZ):
    return dZ @ W


def left_side(W, dZ):
    return W.T @ dZ


judge_left = judge(
    product, [(3, 3), (3, 3)], [(2, 3), (3, 4)], needs=[1], of=[0]
)


# --8<-- [start:right]
def right_back(X, dZ):
    return X.T @ dZ


# --8<-- [end:right]
def right_swapped(X, dZ):
    return dZ.T @ X


def right_untransposed(X, dZ):
    return X @ dZ


judge_right = judge(
    product, [(3, 3), (3, 3)], [(2, 3), (3, 4)], needs=[0], of=[1]
)


# --8<-- [start:steps]
def steps_back(dy):
    dx = np.zeros(len(dy) + 1)
    dx[1:] += dy
    dx[:-1] -= dy
    return dx


# --8<-- [end:steps]
def steps_overwritten(dy):
    dx = np.zeros(len(dy) + 1)
    dx[1:] = dy
    dx[:-1] = -dy
    return dx


def steps_sign(dy):
    dx = np.zeros(len(dy) + 1)
    dx[1:] -= dy
    dx[:-1] += dy
    return dx


judge_steps = judge(steps, 5, 3)


# --8<-- [start:take]
def take_back(x, places, dy):
    dx = np.zeros(x.shape)
    np.add.at(dx, places, dy)
    return dx


# --8<-- [end:take]
def take_overwritten(x, places, dy):
    dx = np.zeros(x.shape)
    dx[places] += dy
    return dx


def take_again(x, places, dy):
    return dy[places]


judge_take = judge(
    take,
    [5, np.array([3, 0, 3, 1, 1, 1])],
    [2, np.array([0, 0])],
    needs=[0, 1],
)


# --8<-- [start:centre]
def centre_back(dy):
    return dy - dy.mean(axis=0)


# --8<-- [end:centre]
def centre_constant(dy):
    return dy


def centre_axis(dy):
    return dy - dy.mean(axis=1, keepdims=True)


def centre_all(dy):
    return dy - dy.mean()


judge_centre = judge(centre, (3, 3), (2, 3))


# --8<-- [start:softmax]
def softmax_back(y, dy):
    mean = (y * dy).sum(axis=1, keepdims=True)
    return y * (dy - mean)


# --8<-- [end:softmax]
def softmax_own(y, dy):
    return y * (1 - y) * dy


def softmax_exponent(y, dy):
    return y * dy


def softmax_axis(y, dy):
    return y * (dy - (y * dy).sum(axis=0))


judge_softmax = judge(
    softmax,
    (3, 3),
    (2, 3),
    needs=[OUTPUT],
    most=2,
    linear=False,
    smooth=True,
)


# --8<-- [start:convolve]
def convolve_back(x, w, dy):
    n = len(dy)
    dx = np.zeros(len(x))
    dw = np.zeros(len(w))
    for j in range(len(w)):
        dx[j : j + n] += w[j] * dy
        dw[j] = x[j : j + n] @ dy
    return dx, dw


# --8<-- [end:convolve]
def convolve_overwritten(x, w, dy):
    n = len(dy)
    dx = np.zeros(len(x))
    dw = np.zeros(len(w))
    for j in range(len(w)):
        dx[j : j + n] = w[j] * dy
        dw[j] = x[j : j + n] @ dy
    return dx, dw


def convolve_reversed(x, w, dy):
    n = len(dy)
    dx = np.zeros(len(x))
    dw = np.zeros(len(w))
    for j in range(len(w)):
        dx[j : j + n] += w[-1 - j] * dy
        dw[j] = x[j : j + n] @ dy
    return dx, dw


def convolve_one(x, w, dy):
    n = len(dy)
    dx = np.zeros(len(x))
    for j in range(len(w)):
        dx[j : j + n] += w[j] * dy
    return dx


judge_convolve = judge(
    convolve, [6, 3], [4, 2], needs=[0, 1], linear=False
)
