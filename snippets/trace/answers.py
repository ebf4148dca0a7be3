"""The answers of the exercises, and typical wrong ones."""

import numpy as np

read_off = 2
read_off_early = 1
read_off_trace = 3

X = np.array([[1, 2], [3, -1]])
W = np.array([[1, 0], [-1, 1]])
V = np.array([[1, 0], [2, -1]])
T = np.array([[2, -1], [4, 0]])
R = X @ W @ V - T
squared_error = 2 * X.T @ R @ V.T
squared_error_half = X.T @ R @ V.T
squared_error_early = squared_error.T


def squares(W):
    return np.sum((X @ W @ V - T) ** 2)


A = np.array([[1, -1], [2, 3]])
K = np.array([[1, 2], [0, -1]])
B = np.array([[1, 0], [2, -1]])
Z = A * (K @ B)
hadamard = 2 * (Z * A) @ B.T
hadamard_once = 2 * Z @ B.T
hadamard_passed = 2 * Z @ B.T * A


def masked(K):
    return np.trace((A * (K @ B)) @ (A * (K @ B)).T)


S = np.array([[2, 1], [5, 3]])
S_inverse = np.array([[3, -1], [-5, 2]])
a, u = np.array([1, 2]), np.array([1, -1])
inverse = -np.outer(S_inverse.T @ a, S_inverse @ u)
inverse_sign = -inverse
inverse_early = inverse.T


def solved(S):
    return a @ np.linalg.inv(S) @ u
