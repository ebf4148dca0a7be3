"""The answers of the exercises, and typical wrong ones."""

from fractions import Fraction

import numpy as np

from snippets.gate_patterns.gates import add, larger, multiply

x, y, z, w = -2, 3, 1, 4
dsum, dmax = multiply(x + y, max(z, w), 1)
circuit = np.array([*add(x, y, dsum), *larger(z, w, dmax)])
own = [*add(x, y, dmax), *larger(z, w, dsum)]
circuit_unswapped = np.array(own)
circuit_split = np.array([dsum / 2, dsum / 2, *larger(z, w, dmax)])

inner, last = larger(7, 7, Fraction(1))
shares = np.array([*larger(7, 7, inner), last])
shares_equal = np.array([Fraction(1, 3)] * 3)
shares_halves = np.array([Fraction(1, 2)] * 3)

square_once = multiply(5, 5, 1)[0]
square = sum(multiply(5, 5, 1))
square_value = 5 * 5

data, mean = np.array([1001, 999]), 1000
common, opposite = np.array([1, 1]), np.array([1, -1])
shift = data @ common, data @ opposite
shift_centred = (data - mean) @ common, (data - mean) @ opposite
