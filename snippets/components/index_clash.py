import numpy as np


# --8<-- [start:right]
def backward(A, dz):
    rows, columns = A.shape
    return [
        sum(dz[j] * A[j, t] for j in range(rows))
        for t in range(columns)
    ]


# --8<-- [end:right]
# --8<-- [start:clash]
def clash(A, dz):
    rows, columns = A.shape
    return [
        sum(dz[t] * A[t, t] for t in range(rows))  # (1)!
        for t in range(columns)
    ]


# --8<-- [end:clash]
A = np.array([[1, 2, 0], [3, 1, 4], [0, -1, 2]])
dz = np.array([1, -2, 3])
print("free t, summed j:", *backward(A, dz))
print("t used for both: ", *clash(A, dz))
print("dz @ A:          ", *(dz @ A))
