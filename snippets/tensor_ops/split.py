import numpy as np

from snippets.fixture import X, dZ
from snippets.tensor_ops.adjoint import inner

# --8<-- [start:split]
y, z = np.split(X, [1])  # (1)!
dy, dz = np.split(dZ[:, :3], [1])
dX = np.concatenate([dy, dz])
# --8<-- [end:split]
print("y =", y, " z =", z)
print("dX =", dX, sep="\n")
print(inner(y, dy), "+", inner(z, dz), "=", inner(X, dX))

# --8<-- [start:unused]
dX = np.concatenate([dy, np.zeros_like(z)])  # (1)!
# --8<-- [end:unused]
print("z unused: dX =", dX, sep="\n")
