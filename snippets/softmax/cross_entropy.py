# --8<-- [start:softmax]
import numpy as np

from snippets.difference import central_difference


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))  # (1)!
    return E / E.sum(axis=1, keepdims=True)  # (2)!


# --8<-- [end:softmax]
# --8<-- [start:batch]
Z = np.log([[5.0, 1.0, 4.0], [1.0, 1.0, 2.0]])  # (1)!
T = np.array([[0, 0, 1], [1, 0, 0]])


def loss(Z):
    return -np.sum(T * np.log(softmax(Z))) / len(Z)


dZ = (softmax(Z) - T) / len(Z)  # (2)!
# --8<-- [end:batch]
if __name__ == "__main__":
    # --8<-- [start:shown]
    print("P =", softmax(Z).round(3), sep="\n")
    print("dZ =", dZ.round(3), sep="\n")
    measured = central_difference(loss, Z, step=1e-5)
    print("measured:", np.allclose(measured, dZ))
    print("rows sum to 0:", np.allclose(dZ.sum(axis=1), 0))
    # --8<-- [end:shown]
