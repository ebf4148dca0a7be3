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
    "Σ_ij dZ_ij ∂Z_ij/∂Y_st": np.einsum("ij,ijst->st", dZ, influence),
    "Σ_ijl dZ_ij X_il δ_ls δ_jt": np.einsum("ij,il,ls,jt->st", dZ, X, rows, columns),
    "Σ_ij dZ_ij X_is δ_jt": np.einsum("ij,is,jt->st", dZ, X, columns),  # (1)!
    "Σ_i dZ_it X_is": np.einsum("it,is->st", dZ, X),  # (2)!
    "Σ_i (Xᵀ)_si dZ_it": np.einsum("si,it->st", X.T, dZ),
    "(Xᵀ dZ)_st": X.T @ dZ,
}
# --8<-- [end:lines]
for line, dY in lines.items():
    print(f"{line:28}", dY.tolist())
