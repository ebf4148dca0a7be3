import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:dot]
s, t = 0, 1
products = dZ[s] * Y[t]  # (1)!
entry = products.sum()
print("row", s, "of dZ:", dZ[s])
print("row", t, "of Y: ", Y[t])
print("products:   ", products)
print("their sum:  ", entry)
# --8<-- [end:dot]

# --8<-- [start:all]
entries = np.empty_like(X)
for s, t in np.ndindex(X.shape):
    entries[s, t] = dZ[s] @ Y[t]
dX = dZ @ Y.T  # (1)!
print("dZ @ Y.T =", dX, sep="\n")
print("row by row the same:", np.array_equal(entries, dX))
# --8<-- [end:all]
