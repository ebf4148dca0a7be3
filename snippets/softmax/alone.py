import numpy as np

from snippets.difference import central_difference
from snippets.softmax.cross_entropy import T, Z, dZ, softmax


# --8<-- [start:back]
def softmax_back(P, dP):
    return P * (dP - np.sum(P * dP, axis=1, keepdims=True))  # (1)!


# --8<-- [end:back]
if __name__ == "__main__":
    # --8<-- [start:shown]
    P = softmax(Z)
    through_both = softmax_back(P, -T / P / len(Z))
    print("cross-entropy:", np.allclose(through_both, dZ))

    dP = np.array([[1, 0, 2], [0, 4, 1]])
    measured = central_difference(
        lambda Z: np.sum(dP * softmax(Z)), Z, step=1e-5
    )
    print("any dP:", np.allclose(softmax_back(P, dP), measured))
    # --8<-- [end:shown]
