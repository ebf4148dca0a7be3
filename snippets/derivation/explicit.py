import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:backward]
dX, dY = np.zeros_like(X), np.zeros_like(Y)
for i in range(dZ.shape[0]):
    for j in range(dZ.shape[1]):
        for l in range(X.shape[1]):
            dX[i, l] += dZ[i, j] * Y[l, j]  # (1)!
            dY[l, j] += dZ[i, j] * X[i, l]
print("dX =", dX.tolist())
print("dY =", dY.tolist())
# --8<-- [end:backward]
