import numpy as np

from snippets.affine.data import G, W, X, b

# --8<-- [start:changes]
X_change = np.array([[0, 1, -2], [3, 0, 1]])
W_change = np.array([[1, 0, 0, 0], [0, 2, 0, 1], [0, -1, 1, 0]])
b_change = np.array([2, 0, -1, 1])
from_gradients = (
    np.sum((G @ W.T) * X_change)
    + np.sum((X.T @ G) * W_change)
    + np.sum(G.sum(axis=0) * b_change)
)
print("from the three gradients:", from_gradients)
# --8<-- [end:changes]

# --8<-- [start:measured]
old = X @ W + b
new = (X + X_change) @ (W + W_change) + (b + b_change)
dropped = X_change @ W_change
print("measured:", np.sum(G * (new - old)))
print("dropped by the product rule:", np.sum(G * dropped))
# --8<-- [end:measured]
