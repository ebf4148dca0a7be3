import numpy as np

from snippets.affine.data import G, W, X

# --8<-- [start:ring]
print("tr(Gᵀ X W) =", np.trace(G.T @ X @ W))
print("tr(W Gᵀ X) =", np.trace(W @ G.T @ X))
print("tr(X W Gᵀ) =", np.trace(X @ W @ G.T))
print("inner product =", np.sum(G * (X @ W)))  # (1)!
# --8<-- [end:ring]

# --8<-- [start:swap]
A = np.array([[0, 1], [0, 0]])
B = np.array([[0, 0], [1, 0]])
C = np.array([[1, 0], [0, 0]])
print("tr(A B C) =", np.trace(A @ B @ C))
print("tr(B C A) =", np.trace(B @ C @ A))
print("tr(B A C) =", np.trace(B @ A @ C))
# --8<-- [end:swap]
