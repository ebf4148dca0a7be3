import numpy as np

from snippets.fixture import X, Y

# --8<-- [start:nudge]
s, t = 1, 3
ΔY = np.zeros_like(Y)
ΔY[s, t] = 1  # (1)!
change = X @ (Y + ΔY) - X @ Y
print("change of Z =", change, sep="\n")
print("column", s, "of X =", X[:, s])
# --8<-- [end:nudge]
