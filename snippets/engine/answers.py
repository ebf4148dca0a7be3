"""The answers of the exercises, and typical wrong ones."""

import numpy as np

from snippets.engine import operations
from snippets.engine.bugs import BUGS, engine
from snippets.engine.operations import Tanh, Variable
from snippets.engine.variable import tape


def twice(e, passes=2):
    x = e.Variable(2)
    a = x * x
    y = a * a + a
    for _ in range(passes):
        y.backward()
    return int(x.grad)


passes = twice(operations)
passes_once = twice(operations, 1)
passes_fork = twice(engine(**BUGS["1"]))

x, w = Variable(3), Variable(2)
p = x * w
q = Tanh()(p)
r = q + x
y = r * q
lines = [p.maker, r.maker, y.maker, q.maker]
steps = [lines.index(step) + 1 for step in tape(y)]
backwards = steps[::-1]
backwards_forward = steps
backwards_early = [3, 4, 2, 1]


# --8<-- [start:where]
def where_back(mask, dz):
    return np.where(mask, dz, 0), np.where(mask, 0, dz)


# --8<-- [end:where]
def where_both(mask, dz):
    return dz, dz


def where_exchanged(mask, dz):
    return np.where(mask, 0, dz), np.where(mask, dz, 0)


def judge_where(candidate):
    draw = np.random.default_rng(0).integers
    for shape in (5,), (2, 3):
        mask = draw(0, 2, shape) == 1
        x, y, dz = draw(-9, 10, (3, *shape))
        dx, dy = candidate(mask, dz)
        if np.shape(dx) != shape or np.shape(dy) != shape:
            return False
        there = np.sum(np.where(mask, x, y) * dz)
        if np.sum(x * dx) + np.sum(y * dy) != there:
            return False
    return True


if __name__ == "__main__":
    print(passes, passes_once, passes_fork, backwards)
