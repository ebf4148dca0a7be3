import numpy as np

from snippets.gradient_check.example import X, gradient, loss
from snippets.gradient_check.three_ways import (
    central,
    complex_step,
    forward,
)


# --8<-- [start:relative]
def relative_error(A, B):
    size = max(np.linalg.norm(A), np.linalg.norm(B))
    return np.linalg.norm(A - B) / size if size else 0.0  # (1)!


# --8<-- [end:relative]
# --8<-- [start:errors]
def error(method, h, precision=np.float64):
    measured = method(loss, X.astype(precision), h)
    return relative_error(measured.astype(float), gradient(X))


# --8<-- [end:errors]
# --8<-- [start:table]
def shown(error):
    return f"{error:.1e}" if error > 1e-15 else "< 1e-15"  # (1)!


def table(methods, steps, precision=np.float64):
    print("step  ", *(f"{m.__name__:>12}" for m in methods))
    for h in steps:
        row = (shown(error(m, h, precision)) for m in methods)
        print(f"{h:.0e} ", *(f"{entry:>12}" for entry in row))


# --8<-- [end:table]
if __name__ == "__main__":
    # --8<-- [start:double]
    steps = 1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14, 1e-30
    table((forward, central, complex_step), steps)
    # --8<-- [end:double]
