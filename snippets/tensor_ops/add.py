import numpy as np

from snippets.fixture import X
from snippets.tensor_ops.adjoint import inner

# --8<-- [start:add]
A, B, dC = X[0], X[1], np.array([1, 0, 2])
C = A + B
dA, dB = dC, dC
print("forward, inner product of C and dC: ", inner(C, dC))
print("backward, of A and dA plus B and dB:", end=" ")
print(inner(A, dA), "+", inner(B, dB))
# --8<-- [end:add]
