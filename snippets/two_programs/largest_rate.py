import numpy as np

from snippets.two_programs.fit import X, descend, loss

# --8<-- [start:limit]
eigenvalues = np.linalg.eigvalsh(X.T @ X)  # (1)!
limit = 1 / eigenvalues.max()
# --8<-- [end:limit]
if __name__ == "__main__":
    # --8<-- [start:show]
    print("eigenvalues:", *(f"{e:,.0f}" for e in eigenvalues))
    print(f"largest stable rate: {limit:.3e}")
    # --8<-- [end:show]

    # --8<-- [start:rates]
    steps = 1, 4, 10, 100, 1000
    print("rate      factor", *(f"{t:>9}" for t in steps))
    for rate in 1e-6, 3.5e-6, 3.56e-6, 3.6e-6, 4e-6:
        factor = 1 - 2 * rate * eigenvalues.max()  # (1)!
        path = descend(rate, max(steps))
        row = (f"{loss(path[t]):9.2e}" for t in steps)
        print(f"{rate:.2e}  {factor:6.3f}", *row)
    # --8<-- [end:rates]
