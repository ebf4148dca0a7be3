import numpy as np

from snippets.two_programs.fit import X, y


# --8<-- [start:units]
def updates_needed(X):
    eta = 1 / (2 * np.linalg.eigvalsh(X.T @ X).max())
    least = np.linalg.lstsq(X, y, rcond=None)[1][0]  # (1)!
    updates, w = 0, np.zeros(4)
    while ((X @ w - y) ** 2).sum() >= 1.01 * least:
        w = w - eta * 2 * X.T @ (X @ w - y)
        updates += 1
    return updates


def condition_number(X):
    eigenvalues = np.linalg.eigvalsh(X.T @ X)
    return eigenvalues.max() / eigenvalues.min()


scaled = X / np.pi ** np.arange(4)  # (2)!
# --8<-- [end:units]
if __name__ == "__main__":
    # --8<-- [start:compare]
    for name, columns in {"x": X, "x / pi": scaled}.items():
        print(f"{name:6} condition number", end=" ")
        print(f"{condition_number(columns):3.0f}", end=", ")
        print(f"{updates_needed(columns)} updates")
    # --8<-- [end:compare]
