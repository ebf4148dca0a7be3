import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X, Y

second_formula = [4, 6, 2, 7, 1, 5, 3]
second_formula_early = [4, 6, 2, 7, 1, 3, 5]
second_formula_linear = [4, 6, 7, 2, 1, 5, 3]


# --8<-- [start:transposed]
def transposed(X, V, dZ):
    return dZ @ V, dZ.T @ X


# --8<-- [end:transposed]
def transposed_plain(X, V, dZ):
    return dZ @ V.T, X.T @ dZ


def transposed_twin(X, V, dZ):
    return dZ @ V, X.T @ dZ


def transposed_agrees(candidate, X, V, dZ):
    def loss(X, V):
        return np.sum(dZ * (X @ V.T))

    dX, dV = candidate(X, V, dZ)
    measured_dX = central_difference(lambda A: loss(A, V), X)
    measured_dV = central_difference(lambda A: loss(X, A), V)
    same = np.array_equal
    return same(dX, measured_dX) and same(dV, measured_dV)


def judge_transposed(candidate):
    """Whether it is right for Z = X Vᵀ, rectangular and square."""
    square = np.array([[2, -1], [0, 4]])
    data = (X, Y.T, X @ Y), (square, square + 1, square.T - 2)
    try:
        return all(transposed_agrees(candidate, *it) for it in data)
    except ValueError:
        return False


x, dz = np.array([2, -1, 1]), np.array([3, 2])
vector = np.outer(dz, x)
vector_turned = np.outer(x, dz)
vector_value = np.outer(X @ x, x)


# --8<-- [start:same_matrix]
def same_matrix(X, dS):
    return (dS + dS.T) @ X


# --8<-- [end:same_matrix]
def same_matrix_once(X, dS):
    return dS @ X


def same_matrix_double(X, dS):
    return 2 * dS @ X


def judge_same_matrix(candidate):
    """Whether it is right for Z = X Xᵀ."""
    dS = np.array([[1, 2], [-3, 4]])

    def loss(X):
        return np.sum(dS * (X @ X.T))

    found = candidate(X, dS)
    return np.array_equal(found, central_difference(loss, X))
