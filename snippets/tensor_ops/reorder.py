import numpy as np

from snippets.fixture import X

# --8<-- [start:reshape]
dC = np.array([[1, 0], [2, -1], [0, -1]])
C = X.reshape(3, 2)
dX = dC.reshape(X.shape)  # (1)!
print("reshaped: C =", C, "and back: dX =", dX, sep="\n")
# --8<-- [end:reshape]

# --8<-- [start:transpose]
C = X.T
dX = dC.T
print("transposed: C =", C, "and back: dX =", dX, sep="\n")
# --8<-- [end:transpose]
