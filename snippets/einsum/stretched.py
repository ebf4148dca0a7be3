import numpy as np

from snippets.einsum.swap import einsum_back

# --8<-- [start:stretched]
B = np.array([[1], [2]])  # (1)!
C = np.array([[1, 0], [3, 1], [0, 2]])
G = np.array([[1, 0], [2, -1]])

dB = einsum_back("ij,jk->ik", G, B, C)[0]
print("shape of B:", B.shape, "shape of dB:", dB.shape)
dB = dB.sum(axis=1, keepdims=True)  # (2)!
print("dB =", dB, sep="\n")
# --8<-- [end:stretched]
