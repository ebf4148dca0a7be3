"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.softmax.alone import softmax_back
from snippets.softmax.cross_entropy import softmax

p = softmax(np.log([[2.0, 1.0, 1.0]]))
t = np.array([[0, 1, 0]])
towards = p - t
forgotten = p
turned = t - p

dp = np.array([[0, 4, 0]])
alone = softmax_back(p, dp)
alone_own = p * dp
alone_whole = p * (dp - dp.sum())


# --8<-- [start:stable]
def cross_entropy_back(Z, T):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    return (P - T) / len(Z)


# --8<-- [end:stable]
def stable_written(Z, T):
    with np.errstate(all="ignore"):
        E = np.exp(Z)
        P = E / E.sum(axis=1, keepdims=True)
        return (P - T) / len(Z)


def stable_summed(Z, T):
    return cross_entropy_back(Z, T) * len(Z)


def stable_columns(Z, T):
    E = np.exp(Z - Z.max(axis=0))
    return (E / E.sum(axis=0) - T) / len(Z)


def stable_whole(Z, T):
    with np.errstate(all="ignore"):
        E = np.exp(Z - Z.max())
        P = E / E.sum(axis=1, keepdims=True)
        return (P - T) / len(Z)


def stable_spread(Z, T):
    with np.errstate(all="ignore"):
        E = np.exp(Z - Z.max(axis=1))
        return (E / E.sum(axis=1) - T) / len(Z)


def stable_turned(Z, T):
    return -cross_entropy_back(Z, T)


GIVEN = (
    (
        np.log([[1.0, 3.0], [4.0, 4.0]]),
        [[0.25, 0.75], [0.5, 0.5]],
        [[1, 0], [0, 1]],
    ),
    (
        np.log([[1.0, 3.0], [4.0, 4.0]]),
        [[0.25, 0.75], [0.5, 0.5]],
        [[0, 1], [0, 1]],
    ),
    (np.zeros((2, 2)), [[0.5, 0.5], [0.5, 0.5]], [[0, 1], [0, 1]]),
    (
        np.log([[5.0, 1.0, 4.0], [1.0, 1.0, 2.0]]),
        [[0.5, 0.1, 0.4], [0.25, 0.25, 0.5]],
        [[0, 0, 1], [1, 0, 0]],
    ),
    (
        np.array([[1000.0, 1000.0], [-1000.0, 0.0]]),
        [[0.5, 0.5], [0, 1]],
        [[1, 0], [1, 0]],
    ),
)


def judge_stable(candidate):
    return all(
        np.allclose(
            candidate(Z.copy(), np.array(T)),
            np.subtract(P, T) / len(Z),
        )
        for Z, P, T in GIVEN
    )
