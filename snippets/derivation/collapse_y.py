import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:influence]
influence = np.empty(dZ.shape + Y.shape, Y.dtype)  # (1)!
for s, t in np.ndindex(Y.shape):
    moved = Y.copy()
    moved[s, t] += 1
    influence[:, :, s, t] = X @ moved - X @ Y
# --8<-- [end:influence]

# --8<-- [start:lines]
rows, columns = (np.eye(size, dtype=int) for size in Y.shape)
lines = {
    "line 1": np.einsum("ij,ijst->st", dZ, influence),
    "line 4": np.einsum("ij,il,ls,jt->st", dZ, X, rows, columns),
    "line 5": np.einsum("ij,is,jt->st", dZ, X, columns),  # (1)!
    "line 6": np.einsum("it,is->st", dZ, X),  # (2)!
    "line 7": np.einsum("si,it->st", X.T, dZ),
    "Xᵀ dZ": X.T @ dZ,
}
# --8<-- [end:lines]
for line, dY in lines.items():
    print(f"{line:7}", dY.tolist())
