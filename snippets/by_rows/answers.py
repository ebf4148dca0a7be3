import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:outer]
tables = [np.outer(X[i], dZ[i]) for i in range(len(X))]
dY = sum(tables)
for table in tables:
    print(table.tolist())
print("sum =", dY.tolist())
print("equal to X.T @ dZ:", np.array_equal(dY, X.T @ dZ))
# --8<-- [end:outer]

# --8<-- [start:silent]
silent = dZ.copy()
silent[1] = 0
print("dX =", (silent @ Y.T).tolist())
print("dY =", (X.T @ silent).tolist())
# --8<-- [end:silent]

# --8<-- [start:columns]
pieces = [np.outer(dZ[:, j], Y[:, j]) for j in range(Y.shape[1])]
dX = sum(pieces)
print("dX =", dX.tolist(), np.array_equal(dX, dZ @ Y.T))
# --8<-- [end:columns]
