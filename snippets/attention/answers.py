"""The answers of the exercises, and typical wrong ones."""

import numpy as np

P = np.array([[0.5, 0.5]])
V, dO = np.array([[6], [2]]), np.array([[3]])
values = P.T @ dO
values_whole = np.array([[3], [3]])
values_own = P.T * V * dO

dP = dO @ V.T
scores = P * (dP - np.sum(P * dP, axis=1, keepdims=True))
scores_own = P * dP
scores_sum = P * (dP - np.sum(dP, axis=1, keepdims=True))


# --8<-- [start:scores]
def scores_back(P, V, O, dO):
    D = np.sum(O * dO, axis=1, keepdims=True)
    return P * (dO @ V.T - D)


# --8<-- [end:scores]
def scores_back_own(P, V, O, dO):
    return P * (dO @ V.T)


def scores_back_columns(P, V, O, dO):
    D = np.sum(P * (dO @ V.T), axis=0)
    return P * (dO @ V.T - D)


def scores_back_mean(P, V, O, dO):
    D = np.mean(dO @ V.T, axis=1, keepdims=True)
    return P * (dO @ V.T - D)


def scores_back_spread(P, V, O, dO):
    D = np.sum(O * dO, axis=1)
    return P * (dO @ V.T - D)


def given_scores():
    for m, n, r in ((2, 2, 2), (3, 4, 2)):
        P = np.arange(1.0, m * n + 1).reshape(m, n)
        P = P / P.sum(axis=1, keepdims=True)
        V = np.arange(n * r).reshape(n, r) % 5 - 2
        dO = np.arange(m * r).reshape(m, r) % 4 - 1
        yield P, V, dO
        yield P[::-1], V, dO
        yield P, V[::-1], dO
        yield P, V, dO[::-1]


def judge_scores(candidate):
    for P, V, dO in given_scores():
        n = len(V)
        dS = np.asarray(candidate(P.copy(), V, P @ V, dO))
        jacobian = np.einsum("st,tj->stj", P, np.eye(n))
        jacobian = jacobian - np.einsum("st,sj->stj", P, P)
        right = np.einsum("sj,stj->st", dO @ V.T, jacobian)
        if dS.shape != P.shape or not np.allclose(dS, right):
            return False
    return True
