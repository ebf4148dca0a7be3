import numpy as np


# --8<-- [start:test]
def inner(a, b):
    return np.sum(a * b)


def adjoint(there, back, shape, seed=0):
    draw = np.random.default_rng(seed).integers
    x = draw(-9, 10, shape)
    y = there(x)
    u = draw(-9, 10, y.shape)  # (1)!
    v = back(u)
    same_shape = v.shape == x.shape  # (2)!
    return same_shape and bool(inner(y, u) == inner(x, v))


# --8<-- [end:test]
if __name__ == "__main__":
    # --8<-- [start:matrix]
    A = np.array([[1, 2], [3, 4]])
    print("A.T:", adjoint(lambda x: A @ x, lambda u: A.T @ u, 2))
    print("A:  ", adjoint(lambda x: A @ x, lambda u: A @ u, 2))
    # --8<-- [end:matrix]
