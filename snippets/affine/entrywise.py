import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X
from snippets.fixture import Y as W
from snippets.fixture import dZ as G

# --8<-- [start:mask]
H = X @ W
M = (H > 0).astype(int)
dH = G * M  # (1)!
# --8<-- [end:mask]
print("M =", M, sep="\n")
print("dH =", dH, sep="\n")

# --8<-- [start:scale]
g = np.array([2, 1, -1, 3])
dH = G * g
dg = (G * H).sum(axis=0)  # (1)!
# --8<-- [end:scale]
measured_dH = central_difference(lambda A: np.sum(G * (A * g)), H)
measured_dg = central_difference(lambda a: np.sum(G * (H * a)), g)
print("dg =", dg)
print("dH measured:", np.array_equal(dH, measured_dH))
print("dg measured:", np.array_equal(dg, measured_dg))
