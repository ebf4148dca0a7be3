import numpy as np

from snippets.fixture import X
from snippets.tensor_ops.adjoint import inner

# --8<-- [start:split]
B = X
y, z = np.split(B, [1])  # (1)!
dy, dz = np.array([[1, 0, 2]]), np.array([[0, -1, 1]])
dB = np.concatenate([dy, dz])
print("y =", y, " z =", z)
print("dB =", dB, sep="\n")
print("forward: ", inner(y, dy), "+", inner(z, dz))
print("backward:", inner(B, dB))
# --8<-- [end:split]

# --8<-- [start:unused]
dB = np.concatenate([dy, np.zeros_like(z)])  # (1)!
print("z unused: dB =", dB, sep="\n")
# --8<-- [end:unused]
