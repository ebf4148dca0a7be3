import numpy as np

A = np.array([[1, 2, 0], [3, 1, 4], [0, -1, 2]])
dz = np.array([1, -2, 3])

# --8<-- [start:right]
dx = [sum(dz[j] * A[j, t] for j in range(3)) for t in range(3)]
# --8<-- [end:right]
# --8<-- [start:clash]
clash = [sum(dz[t] * A[t, t] for t in range(3)) for t in range(3)]  # (1)!
# --8<-- [end:clash]

print("free t, summed j:", *dx)
print("t used for both: ", *clash)
print("dz @ A:          ", *(dz @ A))
