from snippets.fixture import X, dZ
from snippets.tensor_ops.adjoint import inner

# --8<-- [start:add]
A, B, dY = X[0], X[1], dZ[0, :3]
Y = A + B
dA, dB = dY, dY
# --8<-- [end:add]
print("A =", A, " B =", B, " A + B =", Y)
print("dA =", dA, " dB =", dB)
print(inner(Y, dY), "=", inner(A, dA), "+", inner(B, dB))
