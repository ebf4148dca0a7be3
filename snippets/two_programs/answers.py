import numpy as np

from snippets.two_programs.fit import X, y
from snippets.two_programs.largest_rate import limit
from snippets.two_programs.network import start

# --8<-- [start:by_hand]
for rate in 0.1, 0.2, 0.25:
    w, path = 0, [0]
    for _ in range(4):
        w = w - rate * 2 * (5 * w - 5)
        path.append(w)
    print(f"rate {rate:4}:", *(f"{w:g}" for w in path))
# --8<-- [end:by_hand]

# --8<-- [start:mean]
n = len(y)
print(f"mean: rate {1e-6 * n:.3f}, limit {limit * n:.6f}")
# --8<-- [end:mean]


# --8<-- [start:zeros]
S, T, U, V = start(samples=5, inputs=4, hidden=3, outputs=2)
H = S @ (0 * U)
A = np.maximum(H, 0)
dY = 2 * (A @ V - T)
print("dV is zero:", not (A.T @ dY).any())
for name, open_gates in {">": H > 0, ">=": H >= 0}.items():
    dU = S.T @ (dY @ V.T * open_gates)
    print(f"with H {name:2} 0, dU is zero:", not dU.any())
# --8<-- [end:zeros]


# --8<-- [start:rescale]
def steps_needed(X):
    eigenvalues = np.linalg.eigvalsh(X.T @ X)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    goal, w = 1.01 * ((X @ best - y) ** 2).sum(), np.zeros(4)
    for t in range(100_000):
        if ((X @ w - y) ** 2).sum() < goal:
            return t
        w = w - 2 * X.T @ (X @ w - y) / (2 * eigenvalues.max())
    raise RuntimeError("no fit found")


scaled = X / np.pi ** np.arange(4)
for name, columns in dict(x=X, scaled=scaled).items():
    eigenvalues = np.linalg.eigvalsh(columns.T @ columns)
    ratio = eigenvalues.max() / eigenvalues.min()
    steps = steps_needed(columns)
    print(f"{name:6} ratio {ratio:3.0f}, {steps} steps")
# --8<-- [end:rescale]
