import numpy as np

from snippets.difference import central_difference
from snippets.inverse.solve import A

if __name__ == "__main__":
    # --8<-- [start:shown]
    def log_det(A):
        return np.linalg.slogdet(A)[1]  # (1)!

    gradient = np.linalg.inv(A).T  # (2)!
    measured = central_difference(log_det, A, 1e-5)
    print("log det:", gradient, measured.round(6), sep="\n")
    print("det:", 4 * gradient, sep="\n")
    print(central_difference(np.linalg.det, A).round(6))
    # --8<-- [end:shown]
