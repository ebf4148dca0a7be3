import numpy as np

from snippets.difference import central_difference

if __name__ == "__main__":
    # --8<-- [start:shown]
    random = np.random.default_rng(0)
    X, W, A, B, G = (
        random.integers(-3, 4, shape)
        for shape in ((5, 4), (4, 3), (4, 2), (2, 3), (5, 3))
    )
    H = X @ A  # (1)!
    dA = X.T @ (G @ B.T)
    dB = H.T @ G

    def adapted(A, B):
        return np.sum(G * (X @ (W + A @ B)))

    measured = central_difference(lambda A: adapted(A, B), A)
    print("dA:", np.array_equal(dA, measured))
    measured = central_difference(lambda B: adapted(A, B), B)
    print("dB:", np.array_equal(dB, measured))

    m, k, n, r = 2048, 4096, 4096, 8
    print(f"the whole first: {m * k * n + 2 * k * n * r:,}")
    print(f"the thin ones:   {2 * m * n * r + m * k * r:,}")
    # --8<-- [end:shown]
