import numpy as np

from snippets.fixture import X
from snippets.fixture import Y as W
from snippets.fixture import dZ as G

# --8<-- [start:cycle]
print(np.trace(G.T @ X @ W))
print(np.trace(W @ G.T @ X))
print(np.trace(X @ W @ G.T))
# --8<-- [end:cycle]
# --8<-- [start:cheap]
A, B = G, X @ W
print(np.trace(A.T @ B), np.sum(A * B))  # (1)!
# --8<-- [end:cheap]


# --8<-- [start:swap]
P = np.array([[0, 1], [0, 0]])
Q = np.array([[0, 0], [1, 0]])
R = np.array([[1, 0], [0, 0]])
print(np.trace(P @ Q @ R), np.trace(Q @ R @ P), np.trace(Q @ P @ R))
# --8<-- [end:swap]
