"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y, dZ
from snippets.gradient_check.kink import relu

u = 2.0**-8
best_step = 2 * u**0.5
best_step_root = u**0.5
best_step_central = round((3 * u) ** (1 / 3), 3)

x, h = 0.003, 0.004
kink = round(float(relu(x + h) - relu(x - h)) / (2 * h), 9)
kink_slope = 1
kink_mean = 0.5

always = 3
always_largest = 2
always_tolerance = 4


# --8<-- [start:direction]
def direction(loss, X, V, step):
    change = loss(X + step * V) - loss(X - step * V)
    return change / (2 * step)


# --8<-- [end:direction]
def direction_undivided(loss, X, V, step):
    return (loss(X + step * V) - loss(X - step * V)) / step


def direction_unsigned(loss, X, V, step):
    return central_difference(loss, X, step).sum()


def judge_direction(candidate):
    """Whether it is exact along V, with two evaluations."""
    random, evaluations = np.random.default_rng(1), []

    def linear(A):
        evaluations.append(A)
        return np.sum(dZ * (A @ Y))

    def square(A):
        evaluations.append(A)
        return np.sum((A @ Y) ** 2)

    losses = (linear, dZ @ Y.T), (square, 2 * X @ Y @ Y.T)
    for _ in range(3):
        V = random.choice([-2, -1, 1, 3], size=X.shape)
        for loss, dX in losses:
            for step in 1, 2:
                evaluations.clear()
                found = candidate(loss, X, V, step)
                if found != np.sum(dX * V) or len(evaluations) != 2:
                    return False
    return True
