import numpy as np

from snippets.adjoint.integer_test import inner
from snippets.difference import central_difference
from snippets.fixture import X, dZ

# --8<-- [start:two_ones]
ΔY = np.array([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
print("⟨dZ, X ΔY⟩ =", inner(dZ, X @ ΔY))
print("⟨Xᵀ dZ, ΔY⟩ =", inner(X.T @ dZ, ΔY))
# --8<-- [end:two_ones]


# --8<-- [start:between]
def between(A, B, dZ):
    return A.T @ dZ @ B.T


sizes = (4, 2), (3, 4), (4, 4)
random = np.random.default_rng(0)
A, B, G = (random.integers(-2, 3, size) for size in sizes)
measured = central_difference(lambda X: inner(G, A @ X @ B), X)
print("as measured:", np.array_equal(between(A, B, G), measured))
# --8<-- [end:between]
