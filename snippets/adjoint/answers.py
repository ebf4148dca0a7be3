import numpy as np

from snippets.adjoint.integer_test import inner
from snippets.fixture import X, dZ

# --8<-- [start:two_ones]
ΔY = np.array([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]])
print("⟨dZ, X ΔY⟩ =", inner(dZ, X @ ΔY))
print("⟨X.T dZ, ΔY⟩ =", inner(X.T @ dZ, ΔY))
# --8<-- [end:two_ones]


# --8<-- [start:between]
def between(A, B, dZ):
    return A.T @ dZ @ B.T


draw = np.random.default_rng(1).integers
A, ΔX, B = (draw(-9, 10, size) for size in [(4, 2), (2, 3), (3, 4)])
G = draw(-9, 10, (4, 4))
same = inner(G, A @ ΔX @ B) == inner(between(A, B, G), ΔX)
print("A.T @ dZ @ B.T passes:", same)
# --8<-- [end:between]
