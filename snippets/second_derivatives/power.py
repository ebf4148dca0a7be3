import numpy as np

# --8<-- [start:power]
x = np.linspace(-np.pi, np.pi, 2000)
powers = np.stack([x**0, x, x**2, x**3], axis=1)


def fit_gradient(w):  # (1)!
    return 2 * powers.T @ (powers @ w - np.sin(x))


def steepest(gradient, w, updates):
    at_w, v = gradient(w), np.ones_like(w)
    for _ in range(updates):
        v = v / np.linalg.norm(v)
        v = gradient(w + v) - at_w  # (2)!
    return np.linalg.norm(v)  # (3)!


# --8<-- [end:power]
if __name__ == "__main__":
    # --8<-- [start:shown]
    w = np.zeros(4)
    for updates in 1, 2, 3, 5:
        curvature = steepest(fit_gradient, w, updates)
        print(updates, f"{curvature:13,.3f}  {2 / curvature:.4e}")

    eigenvalues = np.linalg.eigvalsh(2 * powers.T @ powers)
    print(f"  {max(eigenvalues):13,.3f}  the largest eigenvalue")
    # --8<-- [end:shown]
