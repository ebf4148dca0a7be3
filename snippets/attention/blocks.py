import numpy as np

from snippets.attention.single import (
    K,
    O,
    Q,
    V,
    c,
    dK,
    dO,
    dQ,
    dV,
)


# --8<-- [start:blocks]
def back_in_blocks(Q, K, V, c, O, dO, L, size):
    D = np.sum(O * dO, axis=1, keepdims=True)  # (1)!
    dQ, dK, dV = (np.zeros(A.shape) for A in (Q, K, V))
    for start in range(0, len(K), size):
        block = slice(start, start + size)
        P = np.exp(c * Q @ K[block].T - L)  # (2)!
        dS = P * (dO @ V[block].T - D)
        dQ = dQ + c * dS @ K[block]
        dK[block] = c * dS.T @ Q
        dV[block] = P.T @ dO
    return dQ, dK, dV


# --8<-- [end:blocks]
if __name__ == "__main__":
    # --8<-- [start:shown]
    S = c * Q @ K.T
    L = np.log(np.sum(np.exp(S), axis=1, keepdims=True))
    found = back_in_blocks(Q, K, V, c, O, dO, L, size=2)
    same = map(np.allclose, found, (dQ, dK, dV))
    print("in blocks, without P:", *same)

    length, width = 8192, 64
    MiB = 4 / 2**20
    print("P and dP:", 2 * length * length * MiB, "MiB")
    print("O and dO:", 2 * length * width * MiB, "MiB")
    # --8<-- [end:shown]
