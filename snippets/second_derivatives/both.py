import numpy as np

from snippets.fixture import X, Y

# --8<-- [start:both]
T = np.array([[0, 1, 0, 2], [1, 0, -1, 0]])


def backward(X, Y):
    dZ = X @ Y - T
    return dZ @ Y.T, X.T @ dZ


def along(X, Y, V, U):  # (1)!
    dZ, moved = X @ Y - T, V @ Y + X @ U
    return moved @ Y.T + dZ @ U.T, V.T @ dZ + X.T @ moved


# --8<-- [end:both]
if __name__ == "__main__":
    # --8<-- [start:shown]
    V = np.array([[1, 0, -1], [0, 2, 1]])
    U = np.array([[0, 1, 0, -1], [1, 0, 1, 0], [0, 0, -1, 2]])
    AX, AY = along(X, Y, V, U)
    step = 2.0**-100  # (1)!
    measured = backward(X + 1j * step * V, Y + 1j * step * U)
    print("along V and U, for X:", AX, sep="\n")
    print("for Y:", AY, sep="\n")
    right = (m.imag / step for m in measured)
    print("measured:", *map(np.array_equal, right, (AX, AY)))

    P, Q = np.ones_like(X), np.ones_like(Y)
    BX, BY = along(X, Y, P, Q)
    there = np.sum(P * AX) + np.sum(Q * AY)
    back = np.sum(BX * V) + np.sum(BY * U)
    print("symmetric:", there, back)
    # --8<-- [end:shown]
