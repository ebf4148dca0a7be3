import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:dot]
s, t = 1, 3
products = X[:, s] * dZ[:, t]  # (1)!
entry = products.sum()
# --8<-- [end:dot]
print("column", s, "of X ", X[:, s])
print("column", t, "of dZ", dZ[:, t])
print("products      ", products)
print("their sum     ", entry)

# --8<-- [start:all]
entries = np.empty_like(Y)
for s, t in np.ndindex(Y.shape):
    entries[s, t] = X[:, s] @ dZ[:, t]
dY = X.T @ dZ  # (1)!
# --8<-- [end:all]
print("X.T @ dZ =", dY, sep="\n")
print("column by column the same:", np.array_equal(entries, dY))
