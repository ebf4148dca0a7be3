"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.memory.over_time import run

nothing = 3
nothing_square = 1
nothing_relu = 2
nothing_reciprocal = 4


def peak_of(layers, checkpoints):
    one = np.ones((1, 1))
    counts = run(one, np.ones((layers, 1, 1)), one, checkpoints)[1]
    return max(counts)


lengths = [c for c in range(1, 101) if 100 % c == 0]
peaks = {c: peak_of(100, range(0, 100, c)) for c in lengths}
peak = min(peaks.values())
peak_all = peaks[1]
peak_checkpoints = 100 // min(peaks, key=peaks.get)
peak_twice = 2 * peak_checkpoints

stretches = range(10, 0, -1)
starts = [sum(stretches[:i]) for i in range(len(stretches))]
deepest = sum(stretches)
deepest_even = max(
    c * n
    for c in range(1, 11)
    for n in range(1, 11)
    if peak_of(c * n, range(0, c * n, c)) <= 10
)
deepest_square = 10 * 10


# --8<-- [start:sigmoid]
def sigmoid_back(y, dy):
    return dy * y * (1 - y)


# --8<-- [end:sigmoid]
def sigmoid_from_input(y, dy):
    s = 1 / (1 + np.exp(-y))
    return dy * s * (1 - s)


def sigmoid_tanh(y, dy):
    return dy * (1 - y**2)


def judge_sigmoid(candidate):
    for shape in (2,), (2, 3), (1, 4):
        draw = np.random.default_rng(0).integers
        one, up = draw(1, 8, shape) / 8, draw(-4, 5, shape) * 1.0
        for y, dy in ((one, up), (one / 2, up), (one, up + 1)):
            right = dy * (y - y * y)
            dx = candidate(y.copy(), dy.copy())
            if np.shape(dx) != shape:
                return False
            if not np.allclose(dx, right):
                return False
    return True


if __name__ == "__main__":
    print(nothing, peak, deepest, peak_of(deepest, starts))
