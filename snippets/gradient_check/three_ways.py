import numpy as np

from snippets.difference import central_difference
from snippets.gradient_check.example import gradient, loss, tenths


# --8<-- [start:others]
def forward_difference(loss, A, step):
    dA = np.zeros(A.shape)
    start = loss(A)
    for place in np.ndindex(A.shape):
        E = np.zeros(A.shape)
        E[place] = step
        dA[place] = (loss(A + E) - start) / step
    return dA


def complex_step(loss, A, step):
    dA = np.zeros(A.shape)
    for place in np.ndindex(A.shape):
        E = np.zeros(A.shape)
        E[place] = step
        dA[place] = loss(A + 1j * E).imag / step  # (1)!
    return dA


# --8<-- [end:others]
# --8<-- [start:methods]
methods = {
    "forward": forward_difference,
    "central": central_difference,
    "complex": complex_step,
}
# --8<-- [end:methods]
if __name__ == "__main__":
    # --8<-- [start:compare]
    dX = gradient(tenths)
    for way, method in methods.items():
        worst = abs(method(loss, tenths, 0.001) - dX).max()
        print(f"{way}: largest error {worst:.1e}")
    # --8<-- [end:compare]
