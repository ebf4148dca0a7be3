import numpy as np

from snippets.two_programs.fit import X, descend, loss

# --8<-- [start:limit]
eigenvalues = np.linalg.eigvalsh(X.T @ X)  # (1)!
limit = 1 / eigenvalues.max()
ratio = eigenvalues.max() / eigenvalues.min()
# --8<-- [end:limit]
if __name__ == "__main__":
    # --8<-- [start:show]
    print("eigenvalues:", *(f"{one:,.0f}" for one in eigenvalues))
    print(f"limit of the learning rate: {limit:.3e}")
    print(f"condition number: {ratio:.0f}")
    # --8<-- [end:show]

    # --8<-- [start:rates]
    updates = 1, 4, 10, 100, 1000
    print("eta       factor", *(f"{t:>9}" for t in updates))
    for eta in 1e-6, 3.5e-6, 3.56e-6, 3.6e-6, 4e-6:
        factor = 1 - 2 * eta * eigenvalues.max()  # (1)!
        path = descend(eta, max(updates))
        row = (f"{loss(path[t]):9.2e}" for t in updates)
        print(f"{eta:.2e} {factor:7.3f}", *row)
    # --8<-- [end:rates]
