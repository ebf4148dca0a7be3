import numpy as np

from snippets.fixture import X, Y


# --8<-- [start:product]
def gradient_at(X):  # (1)!
    return X @ Y @ Y.T


V = np.zeros_like(X)
V[0, 1] = 1

along = gradient_at(X + V) - gradient_at(X)  # (2)!
# --8<-- [end:product]
if __name__ == "__main__":
    # --8<-- [start:shown]
    print("Y Yᵀ =", Y @ Y.T, sep="\n")
    print("difference =", along, sep="\n")
    print("V Y Yᵀ =", V @ Y @ Y.T, sep="\n")
    # --8<-- [end:shown]
