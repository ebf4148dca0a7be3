"""The answers of the exercises, and typical wrong ones."""

from itertools import product

import numpy as np

from snippets.mnemonics.candidates import candidates, fitting

X, dZ = np.zeros((64, 128)), np.zeros((64, 64))
lines = [
    lambda: dZ.T @ X,
    lambda: X.T @ dZ.T,
    lambda: dZ @ X.T,
    lambda: X @ dZ,
]


def shape_of(line):
    try:
        return line().shape
    except ValueError:
        return None


shapes = [shape_of(line) for line in lines]
batch = shapes.index((128, 64)) + 1
batch_twin = shapes.index((64, 128)) + 1
batch_impossible = shapes.index(None) + 1

counts = [len(fitting(*s)) for s in product((2, 3, 4), repeat=3)]
two_fit = counts.count(1)
two_fit_not_all_equal = len(counts) - counts.count(8)
two_fit_two_equal = counts.count(2)

Y = np.array([[2, -1, 3], [0, 4, 1], [5, -2, 1]])
other = np.array([[1, 2, 0], [-3, 1, 4], [2, 0, -1]])
named = {name: A @ B for name, A, B in candidates(other, Y)}
choices = "dZ Y", "dZᵀ Yᵀ", "Y dZᵀ", "Yᵀ dZ"
numbers = [sorted(named[name].flat) for name in choices]
transpose = numbers.index(sorted(named["dZ Yᵀ"].flat)) + 1
transpose_plain, transpose_inside = 1, 2

print(shapes, counts.count(1), choices[transpose - 1])
