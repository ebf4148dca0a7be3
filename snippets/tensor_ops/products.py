import numpy as np

from snippets.fixture import X, Y
from snippets.tensor_ops.adjoint import adjoint

# --8<-- [start:matrices]
left = adjoint(lambda A: A @ Y, lambda U: U @ Y.T, X.shape)
right = adjoint(lambda B: X @ B, lambda U: X.T @ U, Y.shape)
print("matrices, left and right factor:", left, right)
# --8<-- [end:matrices]

# --8<-- [start:stack]
P = np.arange(30).reshape(5, 2, 3)
Q = np.arange(60).reshape(5, 3, 4)


def turn(a):
    return np.swapaxes(a, -1, -2)  # (1)!


left = adjoint(lambda A: A @ Q, lambda U: U @ turn(Q), P.shape)
right = adjoint(lambda B: P @ B, lambda U: turn(P) @ U, Q.shape)
print("stacks, left and right factor:  ", left, right)
print("Q.T has shape", Q.T.shape, "and turn(Q)", turn(Q).shape)
# --8<-- [end:stack]


# --8<-- [start:shared]
def shared_back(dZ):
    return (turn(P) @ dZ).sum(axis=0)  # (1)!


def tall_back(dZ):
    return P.reshape(10, 3).T @ dZ.reshape(10, 4)  # (2)!


for name, back in ("sum", shared_back), ("tall matrix", tall_back):
    passed = adjoint(lambda W: P @ W, back, (3, 4))
    print(f"one W for the whole stack, as a {name}:", passed)
# --8<-- [end:shared]
