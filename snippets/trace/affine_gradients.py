import numpy as np

from snippets.affine.layer import G, W, X, b, forward

ones = np.ones(len(X), dtype=int)
X_change = np.array([[0, 1, -2], [3, 0, 1]])
W_change = np.array([[1, 0, 0, 0], [0, 2, 0, 1], [0, -1, 1, 0]])
b_change = np.array([2, 0, -1, 1])

# --8<-- [start:changes]
moved = X_change @ W + X @ W_change + np.outer(ones, b_change)
by_trace = np.trace(G.T @ moved)
by_gradients = (
    np.sum((G @ W.T) * X_change)
    + np.sum((X.T @ G) * W_change)
    + np.sum((G.T @ ones) * b_change)
)
# --8<-- [end:changes]
# --8<-- [start:rest]
Y = forward(X, W, b)
new = forward(X + X_change, W + W_change, b + b_change)
measured = np.trace(G.T @ (new - Y))
dropped = np.trace(G.T @ X_change @ W_change)
# --8<-- [end:rest]
print("by the trace of the change:", by_trace)
print("by the three gradients:    ", by_gradients)
print("measured:                  ", measured)
print("measured less what we drop:", measured - dropped)
