import numpy as np

from snippets.fixture import X, Y, dZ

# --8<-- [start:loss]
from snippets.gradient_check.product import product  # (1)!

tenths = X / 10
Y, G = Y.astype(np.float32), dZ.astype(np.float32)  # (2)!


def loss(X):
    Z = product(X, Y)
    return np.sum(G * np.sqrt(1 + Z * Z))


def gradient(X):  # (3)!
    Z = product(X, Y)
    dZ = G * Z / np.sqrt(1 + Z * Z)
    return product(dZ, Y.T)


# --8<-- [end:loss]
if __name__ == "__main__":
    # --8<-- [start:values]
    print(f"loss = {loss(tenths):.4f}")
    print("dX =", gradient(tenths).round(4), sep="\n")
    # --8<-- [end:values]
