import numpy as np

from snippets.difference import central_difference

if __name__ == "__main__":
    # --8<-- [start:shown]
    S = np.array([[3, 1], [1, 3]])
    p = np.array([1, 3])

    def weighted(A):
        return p @ np.linalg.eigvalsh((A + A.T) / 2)  # (1)!

    values, Q = np.linalg.eigh(S)
    measured = central_difference(weighted, S, 1e-5)
    print("eigenvalues:", values.round(6))
    print("dS =", (Q @ np.diag(p) @ Q.T).round(6).tolist())
    print("dS =", measured.round(6).tolist())

    for h in (-0.1, 0, 0.1):
        largest = np.linalg.eigvalsh([[1, h], [h, 1]])[1]
        print(f"h = {h:4}: the largest is {largest:.3f}")
    # --8<-- [end:shown]
