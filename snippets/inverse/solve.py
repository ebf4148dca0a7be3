# --8<-- [start:solve]
import numpy as np

from snippets.difference import central_difference

A = np.array([[3, 1], [2, 2]])
b = np.array([5, 2])
dx = np.array([9, 7])

x = np.linalg.solve(A, b)
db = np.linalg.solve(A.T, dx)  # (1)!
dA = -np.outer(db, x)  # (2)!
# --8<-- [end:solve]
if __name__ == "__main__":
    # --8<-- [start:shown]
    def loss(A, b):
        return dx @ np.linalg.solve(A, b)

    step = 1e-5
    measured = central_difference(lambda A: loss(A, b), A, step)
    print("x =", x)
    print("db =", db, central_difference(lambda b: loss(A, b), b))
    print("dA =", dA, measured.round(6), sep="\n")
    # --8<-- [end:shown]
