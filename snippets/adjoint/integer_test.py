import numpy as np


# --8<-- [start:test]
def inner(A, B):
    return np.sum(A * B)


def agrees(line, X, ΔY, dZ):
    return inner(dZ, X @ ΔY) == inner(line(X, dZ), ΔY)


# --8<-- [end:test]
# --8<-- [start:lines]
def right(X, dZ):
    return X.T @ dZ


def twin(X, dZ):
    return dZ.T @ X


# --8<-- [end:lines]
# --8<-- [start:count]
def count(line, symmetric=False):
    random, agreed = np.random.default_rng(0), 0  # (1)!
    for _ in range(1000):
        X, dZ, ΔY = (
            random.integers(-2, 3, (n, 3)) for n in (4, 4, 3)
        )
        if symmetric:
            ΔY = ΔY + ΔY.T
        agreed += agrees(line, X, ΔY, dZ)
    return agreed


# --8<-- [end:count]
if __name__ == "__main__":
    # --8<-- [start:results]
    print("of 1000 draws the two numbers agree")
    print("right line:", count(right))
    print("twin:", count(twin))
    print("twin, symmetric changes:", count(twin, symmetric=True))
    # --8<-- [end:results]
