import numpy as np

from snippets.gradient_check.example import X, gradient, loss


# --8<-- [start:each]
def each_entry(slope, X):
    dX = np.zeros_like(X)
    for place in np.ndindex(X.shape):
        E = np.zeros_like(X)
        E[place] = 1  # (1)!
        dX[place] = slope(E)
    return dX


# --8<-- [end:each]
# --8<-- [start:methods]
def forward(f, X, h):
    at = f(X)
    return each_entry(lambda E: (f(X + h * E) - at) / h, X)


def central(f, X, h):
    def slope(E):
        return (f(X + h * E) - f(X - h * E)) / (2 * h)

    return each_entry(slope, X)


def complex_step(f, X, h):
    def slope(E):
        return f(X + 1j * h * E).imag / h  # (1)!

    return each_entry(slope, X)


# --8<-- [end:methods]
if __name__ == "__main__":
    # --8<-- [start:compare]
    dX = gradient(X)
    for method in forward, central, complex_step:
        measured = method(loss, X, 0.001)
        worst = abs(measured - dX).max()
        print(f"{method.__name__:12}  worst error {worst:.1e}")
    # --8<-- [end:compare]
