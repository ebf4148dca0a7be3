import numpy as np

from snippets.difference import central_difference
from snippets.shared_weights.stored import S, dS, places, u

if __name__ == "__main__":
    # --8<-- [start:shown]
    def of_whole(A):
        return np.sum(dS * (A + A.T) / 2)

    def of_triangle(u):
        return np.sum(dS * u[places])

    print("whole:", central_difference(of_whole, S).tolist())
    print("triangle:", central_difference(of_triangle, u).tolist())
    # --8<-- [end:shown]
