import numpy as np

# --8<-- [start:right]
A = np.array([[1, 2, 0], [3, 1, 4], [0, -1, 2]])
dz = np.array([1, -2, 3])


def backward(A, dz):
    rows, columns = A.shape
    return [
        sum(dz[j] * A[j, t] for j in range(rows))
        for t in range(columns)
    ]


print("t free, j summed:", *backward(A, dz))
# --8<-- [end:right]


# --8<-- [start:clash]
def clash(A, dz):
    rows, columns = A.shape
    return [
        sum(dz[j] * A[j, j] for j in range(rows))  # (1)!
        for t in range(columns)
    ]


print("j used for both: ", *clash(A, dz))
# --8<-- [end:clash]
