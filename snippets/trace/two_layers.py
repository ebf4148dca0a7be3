import numpy as np

from snippets.affine.data import G, X

# --8<-- [start:difference]
from snippets.difference import central_difference

# --8<-- [end:difference]

# --8<-- [start:network]
U = np.array([[1, 0], [-1, 2], [0, 1]])
V = np.array([[1, 2, 0, -1], [0, 1, -1, 1]])


def loss(U, V):
    return np.sum(G * ((X @ U) ** 2 @ V))


P = X @ U
H = P**2
dV = H.T @ G
dH = G @ V.T
dP = dH * (2 * P)  # (1)!
dU = X.T @ dP
measured_dU = central_difference(lambda A: loss(A, V), U)
measured_dV = central_difference(lambda A: loss(U, A), V)
print("dU =", dU, sep="\n")
print("dU as measured:", np.array_equal(dU, measured_dU))
print("dV as measured:", np.array_equal(dV, measured_dV))
# --8<-- [end:network]
