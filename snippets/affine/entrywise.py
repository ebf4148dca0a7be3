import numpy as np

from snippets.affine.data import G, W, X
from snippets.difference import central_difference

# --8<-- [start:mask]
H = X @ W
M = (H > 0).astype(int)
dH = G * M  # (1)!
print("H =", H, sep="\n")
print("M =", M, sep="\n")
print("dH =", dH, sep="\n")
# --8<-- [end:mask]

# --8<-- [start:scale]
scale = np.array([2, 1, -1, 3])
dscale = (G * H).sum(axis=0)  # (1)!
measured = central_difference(lambda a: np.sum(G * H * a), scale)
print("dscale =", dscale)
print("as measured:", np.array_equal(dscale, measured))
# --8<-- [end:scale]
