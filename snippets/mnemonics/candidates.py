import numpy as np


# --8<-- [start:candidates]
def candidates(dZ, Y):
    gradient, partner = {"dZ": dZ, "dZᵀ": dZ.T}, {"Y": Y, "Yᵀ": Y.T}
    for left, right in (gradient, partner), (partner, gradient):
        for a, A in left.items():
            for b, B in right.items():
                yield f"{a} {b}", A, B


def fitting(m, k, n):
    dZ, Y = np.zeros((m, n)), np.zeros((k, n))
    return [
        name
        for name, A, B in candidates(dZ, Y)
        if A.shape[1] == B.shape[0] and (A @ B).shape == (m, k)
    ]


# --8<-- [end:candidates]
if __name__ == "__main__":
    # --8<-- [start:count]
    for m, k, n in (2, 3, 4), (2, 3, 3), (3, 3, 3):
        names = fitting(m, k, n)
        print(f"m={m} k={k} n={n}: {len(names)} fit")
        print("    " + ", ".join(names))
    # --8<-- [end:count]
