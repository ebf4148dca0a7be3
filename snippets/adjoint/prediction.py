import numpy as np

# --8<-- [start:import]
from snippets.difference import central_difference

# --8<-- [end:import]
from snippets.fixture import X, Y


# --8<-- [start:gradient]
def loss(X):
    return np.sum((X @ Y) ** 2) / 2


dX = central_difference(loss, X)
print("dX =", dX.tolist())
# --8<-- [end:gradient]

# --8<-- [start:predict]
direction = np.array([[2, 1, 0], [-1, 0, 1]])
for size in 0.1, 0.01, 0.001:
    ΔX = size * direction
    ΔL = loss(X + ΔX) - loss(X)  # (1)!
    inner = np.sum(dX * ΔX)  # (2)!
    print(f"size {size}: ΔL = {ΔL:.6f}, error {ΔL - inner:.6f}")
# --8<-- [end:predict]
