import numpy as np

# --8<-- [start:imports]
from snippets.difference import central_difference

# --8<-- [end:imports]
from snippets.fixture import X, Y

# --8<-- [start:softmax]
from snippets.softmax.cross_entropy import softmax

# --8<-- [end:softmax]


# --8<-- [start:attention]
def attention(Q, K, V, c):
    P = softmax(c * Q @ K.T)
    return P @ V, P


def attention_back(Q, K, V, c, P, dO):
    dV = P.T @ dO  # (1)!
    dP = dO @ V.T
    D = np.sum(P * dP, axis=1, keepdims=True)
    dS = P * (dP - D)  # (2)!
    dQ = c * dS @ K
    dK = c * dS.T @ Q  # (3)!
    return dQ, dK, dV


# --8<-- [end:attention]
# --8<-- [start:data]
Q, K, c = X, Y.T, 1 / 8  # (1)!
V = np.array([[1, 0], [0, 2], [-1, 1], [3, -2]])
dO = np.array([[1, -1], [2, 0]])

O, P = attention(Q, K, V, c)
dQ, dK, dV = attention_back(Q, K, V, c, P, dO)
# --8<-- [end:data]


# --8<-- [start:measure]
def agrees(gradient, loss, A):
    measured = central_difference(loss, A, step=1e-5)
    return np.allclose(gradient, measured)


# --8<-- [end:measure]
if __name__ == "__main__":
    # --8<-- [start:shown]
    print("P =", P.round(2), sep="\n")
    print("O =", O.round(2), sep="\n")

    def loss(Q=Q, K=K, V=V):
        return np.sum(dO * attention(Q, K, V, c)[0])

    print("dQ:", agrees(dQ, lambda Q: loss(Q=Q), Q))
    print("dK:", agrees(dK, lambda K: loss(K=K), K))
    print("dV:", agrees(dV, lambda V: loss(V=V), V))
    # --8<-- [end:shown]
