import numpy as np

# --8<-- [start:entrywise]
from snippets.difference import central_difference
from snippets.tensor_ops.adjoint import inner

functions = {
    "square": (lambda A: A**2, lambda A: 2 * A),
    "1/A": (lambda A: 1 / A, lambda A: -1 / A**2),
    "exp": (np.exp, np.exp),
    "log": (np.log, lambda A: 1 / A),
    "tanh": (np.tanh, lambda A: 1 - np.tanh(A) ** 2),
}
A = np.array([[1, 0.5, 2], [3, 0.25, 1.5]])
dC = np.array([[1, 0, 2], [0, -1, 1]])
for name, (f, slope) in functions.items():
    dA = dC * slope(A)
    measured = central_difference(
        lambda A, f=f: inner(f(A), dC), A, step=1e-6
    )
    print(f"{name:7} as measured:", np.allclose(dA, measured))
# --8<-- [end:entrywise]
