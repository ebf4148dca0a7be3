import numpy as np

from snippets.fixture import X, Y
from snippets.tensor_ops.adjoint import adjoint

# --8<-- [start:matrices]
print(adjoint(lambda A: A @ Y, lambda dZ: dZ @ Y.T, X.shape))
print(adjoint(lambda B: X @ B, lambda dZ: X.T @ dZ, Y.shape))
# --8<-- [end:matrices]

# --8<-- [start:stack]
P = np.arange(30).reshape(5, 2, 3)
Q = np.arange(60).reshape(5, 3, 4)


def turn(a):
    return np.swapaxes(a, -1, -2)  # (1)!


print(adjoint(lambda A: A @ Q, lambda dZ: dZ @ turn(Q), P.shape))
print(adjoint(lambda B: P @ B, lambda dZ: turn(P) @ dZ, Q.shape))
# --8<-- [end:stack]
print("Q.T has shape", Q.T.shape, "and turn(Q)", turn(Q).shape)
