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
δ_is, δ_lt = (np.eye(size, dtype=int) for size in X.shape)
lines = {
    "①": np.einsum("ij,ijst->st", dZ, influence),
    "④": np.einsum("ij,is,lt,lj->st", dZ, δ_is, δ_lt, Y),
    "⑤": np.einsum("ij,is,tj->st", dZ, δ_is, Y),
    "⑥": np.einsum("sj,tj->st", dZ, Y),
    "⑦": np.einsum("sj,jt->st", dZ, Y.T),
}
for name, dX in lines.items():
    print("line", name, dX.tolist())
# --8<-- [end:lines]

# --8<-- [start:fault]
every_i = np.ones_like(δ_is)  # (1)!
false = np.einsum("ij,is,lt,lj->st", dZ, every_i, δ_lt, Y)
print("without δ_is:", false.tolist())
# --8<-- [end:fault]
