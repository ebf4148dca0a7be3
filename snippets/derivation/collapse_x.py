import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:influence]
influence = np.empty(dZ.shape + X.shape, X.dtype)  # (1)!
for s, t in np.ndindex(X.shape):
    moved = X.copy()
    moved[s, t] += 1
    influence[:, :, s, t] = moved @ Y - X @ Y
# --8<-- [end:influence]

# --8<-- [start:lines]
rows, columns = (np.eye(size, dtype=int) for size in X.shape)
lines = {
    "line 1": np.einsum("ij,ijst->st", dZ, influence),
    "line 4": np.einsum("ij,is,lt,lj->st", dZ, rows, columns, Y),
    "line 5": np.einsum("ij,is,tj->st", dZ, rows, Y),  # (1)!
    "line 6": np.einsum("sj,tj->st", dZ, Y),  # (2)!
    "line 7": np.einsum("sj,jt->st", dZ, Y.T),
    "dZ Yᵀ": dZ @ Y.T,
}
# --8<-- [end:lines]
for line, dX in lines.items():
    print(f"{line:7}", dX.tolist())
