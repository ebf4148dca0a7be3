import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:forward]
(m, k), n = X.shape, Y.shape[1]
Z = np.zeros_like(dZ)
for i in range(m):
    for j in range(n):
        for l in range(k):
            Z[i, j] += X[i, l] * Y[l, j]  # (1)!
# --8<-- [end:forward]

# --8<-- [start:backward]
dX, dY = np.zeros_like(X), np.zeros_like(Y)
for i in range(m):
    for j in range(n):
        for l in range(k):
            dX[i, l] += dZ[i, j] * Y[l, j]  # (1)!
            dY[l, j] += dZ[i, j] * X[i, l]
# --8<-- [end:backward]

print("Z =", Z, "dX =", dX, "dY =", dY, sep="\n")
