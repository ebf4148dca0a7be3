import numpy as np

from snippets.affine.data import G, W, X

# --8<-- [start:row]
x, dz = X[0], G[0]
dx = W @ dz  # (1)!
dW = np.outer(x, dz)
db = dz
print("dx =", dx)
print("dW =", dW, sep="\n")
print("db =", db)
# --8<-- [end:row]
