import numpy as np

from snippets import fixture

# --8<-- [start:loss]
X = fixture.X / 10
Y = fixture.Y.astype(np.int8)  # (1)!
C = fixture.dZ.astype(np.int8)


def product(A, B):  # (2)!
    return (A[:, :, None] * B).sum(axis=1)


def loss(X):
    Z = product(X, Y)
    return (C * np.sqrt(1 + Z * Z)).sum()


def gradient(X):  # (3)!
    Z = product(X, Y)
    dZ = C * Z / np.sqrt(1 + Z * Z)
    return product(dZ, Y.T)


# --8<-- [end:loss]
if __name__ == "__main__":
    print(f"loss = {loss(X):.4f}")
    print("dX =", gradient(X).round(4), sep="\n")
