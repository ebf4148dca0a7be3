import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:all]
entries = np.empty_like(Y)
for s, t in np.ndindex(Y.shape):
    entries[s, t] = X[:, s] @ dZ[:, t]  # (1)!
dY = X.T @ dZ  # (2)!
print("X.T @ dZ =", dY, sep="\n")
print("column by column the same:", np.array_equal(entries, dY))
# --8<-- [end:all]
