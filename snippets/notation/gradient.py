import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y


# --8<-- [start:entries]
def loss(X):
    return np.sum((X @ Y) ** 2) / 2  # (1)!


dX = central_difference(loss, X)  # (2)!
# --8<-- [end:entries]
print("dX =", dX, sep="\n")

# --8<-- [start:change]
generator = np.random.default_rng(0)  # (1)!
direction = generator.standard_normal(X.shape)
print("size   ΔL        <dX, ΔX>  error")
for size in 0.1, 0.01, 0.001:
    ΔX = size * direction
    ΔL = loss(X + ΔX) - loss(X)
    predicted = np.sum(dX * ΔX)  # (2)!
    error = ΔL - predicted
    print(f"{size:<5}  {ΔL:.6f}  {predicted:.6f}  {error:.6f}")
# --8<-- [end:change]
