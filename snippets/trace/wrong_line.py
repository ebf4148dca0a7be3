import numpy as np

from snippets.fixture import X
from snippets.fixture import dZ as G

# --8<-- [start:shapes]
W_change = np.array([[1, 0, 0, 0], [0, 2, 0, 1], [0, -1, 1, 0]])
print("right:", np.trace(G.T @ X @ W_change))
print("right:", np.trace((X.T @ G).T @ W_change))
try:
    np.trace(X.T @ G @ W_change)
except ValueError:
    print("wrong: shapes", (X.T @ G).shape, W_change.shape)
# --8<-- [end:shapes]

# --8<-- [start:square]
X, G = np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, 2]])
W_change = np.array([[0, 1], [0, 0]])
print("right:", np.trace(G.T @ X @ W_change))
print("wrong:", np.trace(X.T @ G @ W_change))
# --8<-- [end:square]
