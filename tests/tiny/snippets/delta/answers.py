import numpy as np

one, two_ones, half = 1, 1 + 1, 1 / 2
row = np.array([[1, -2]])
turned = row.T
first, second = 1, 2


def double(x):
    return x + x


def square(x):
    return x * x


def doubles(f):
    return all(f(x) == 2 * x for x in (-1, 2, 3))


print("1 + 1 =", two_ones)
