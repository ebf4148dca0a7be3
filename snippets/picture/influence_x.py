import numpy as np

from snippets.fixture import X, Y

# --8<-- [start:nudge]
s, t = 0, 1
ΔX = np.zeros_like(X)
ΔX[s, t] = 1  # (1)!
change = (X + ΔX) @ Y - X @ Y
print("change of Z =", change, sep="\n")
print("row", t, "of Y =", Y[t])
# --8<-- [end:nudge]
