import numpy as np

# --8<-- [start:measure]
from snippets.difference import central_difference

# --8<-- [end:measure]
from snippets.fixture import X, Y, dZ


# --8<-- [start:back]
def einsum_back(letters, dZ, *operands):
    inputs, output = letters.split("->")
    inputs = inputs.split(",")

    def gradient(at):
        rest = inputs[:at] + inputs[at + 1 :]
        swap = ",".join([output, *rest]) + "->" + inputs[at]  # (1)!
        return np.einsum(
            swap, dZ, *operands[:at], *operands[at + 1 :]
        )

    return [gradient(at) for at in range(len(operands))]


# --8<-- [end:back]
if __name__ == "__main__":
    # --8<-- [start:product]
    dX, dY = einsum_back("sj,jt->st", dZ, X, Y)
    print("dX:", np.array_equal(dX, dZ @ Y.T))
    print("dY:", np.array_equal(dY, X.T @ dZ))
    three = np.einsum("st,sj,jt->", dZ, X, Y)
    print("all three:", three, np.sum(dX * X), np.sum(dY * Y))

    # --8<-- [end:product]
    # --8<-- [start:scores]
    def numbers(*shape):
        return np.arange(np.prod(shape)).reshape(shape) % 7 - 3

    Q = numbers(2, 3, 4, 5)  # (1)!
    K = numbers(2, 3, 6, 5)
    dS = numbers(2, 3, 4, 6)

    def loss(Q, K):
        return np.sum(dS * np.einsum("bhid,bhjd->bhij", Q, K))

    dQ, dK = einsum_back("bhid,bhjd->bhij", dS, Q, K)
    measured = central_difference(lambda Q: loss(Q, K), Q)  # (2)!
    print("dQ:", dQ.shape, np.array_equal(dQ, measured))
    measured = central_difference(lambda K: loss(Q, K), K)
    print("dK:", dK.shape, np.array_equal(dK, measured))
    # --8<-- [end:scores]
