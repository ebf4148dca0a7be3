import numpy as np

from snippets.difference import central_difference
from snippets.normalisation.layer import (
    X,
    normalise,
    normalise_back,
)

# --8<-- [start:scaled]
B = X.T  # (1)!
gain, shift = np.array([[2, -1]]), np.array([[0, 3]])
dO = np.array([[2, 0], [0, -1], [-1, 1], [3, 3]])


def batch_norm(B, gain, shift):
    Y, S = normalise(B.T)
    return gain * Y.T + shift, Y.T, S.T


O, Y, S = batch_norm(B, gain, shift)
d_gain = np.sum(dO * Y, axis=0, keepdims=True)  # (2)!
d_shift = np.sum(dO, axis=0, keepdims=True)
dB = normalise_back(Y.T, S.T, (gain * dO).T).T
# --8<-- [end:scaled]
if __name__ == "__main__":
    # --8<-- [start:shown]
    given = {"B": B, "gain": gain, "shift": shift}
    found = {"B": dB, "gain": d_gain, "shift": d_shift}
    print("dB =", dB.round(2), sep="\n")
    for name, A in given.items():

        def loss(A, name=name):
            return np.sum(dO * batch_norm(**given | {name: A})[0])

        measured = central_difference(loss, A, step=1e-5)
        print(name, np.allclose(found[name], measured, atol=1e-6))
    # --8<-- [end:shown]
