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
    "Σ_ij dZ_ij ∂Z_ij/∂X_st": np.einsum("ij,ijst->st", dZ, influence),
    "Σ_ijl dZ_ij δ_is δ_lt Y_lj": np.einsum("ij,is,lt,lj->st", dZ, rows, columns, Y),
    "Σ_ij dZ_ij δ_is Y_tj": np.einsum("ij,is,tj->st", dZ, rows, Y),  # (1)!
    "Σ_j dZ_sj Y_tj": np.einsum("sj,tj->st", dZ, Y),  # (2)!
    "Σ_j dZ_sj (Yᵀ)_jt": np.einsum("sj,jt->st", dZ, Y.T),
    "(dZ Yᵀ)_st": dZ @ Y.T,
}
# --8<-- [end:lines]
for line, dX in lines.items():
    print(f"{line:28}", dX.tolist())
