import numpy as np

from snippets.attention.single import agrees


# --8<-- [start:heads]
def heads(Q, K, V, c, mask):
    S = c * np.einsum("bhid,bhjd->bhij", Q, K)
    E = np.exp(np.where(mask, S, -np.inf))  # (1)!
    P = E / E.sum(axis=-1, keepdims=True)
    return np.einsum("bhij,bhjd->bhid", P, V), P


def heads_back(Q, K, V, c, P, O, dO):
    dV = np.einsum("bhij,bhid->bhjd", P, dO)
    dP = np.einsum("bhid,bhjd->bhij", dO, V)
    dS = P * (dP - np.sum(O * dO, axis=-1, keepdims=True))  # (2)!
    dQ = c * np.einsum("bhij,bhjd->bhid", dS, K)
    dK = c * np.einsum("bhij,bhid->bhjd", dS, Q)
    return dQ, dK, dV


# --8<-- [end:heads]
if __name__ == "__main__":
    # --8<-- [start:shown]
    def numbers(*shape):
        return np.arange(np.prod(shape)).reshape(shape) % 7 - 3

    q, k, v, g = (numbers(2, 3, 4, size) for size in (5, 5, 2, 2))
    k = k[:, :, ::-1]
    mask = np.tri(4, dtype=bool)
    o, p = heads(q, k, v, 0.3, mask)
    gradients = heads_back(q, k, v, 0.3, p, o, g)
    print("first head:", p[0, 0].round(2), sep="\n")

    for at, name in enumerate(("dQ", "dK", "dV")):

        def loss(A, at=at):
            given = [q, k, v]
            given[at] = A
            return np.sum(g * heads(*given, 0.3, mask)[0])

        same = agrees(gradients[at], loss, (q, k, v)[at])
        print(name, gradients[at].shape, same)
    # --8<-- [end:shown]
