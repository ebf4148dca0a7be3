import numpy as np

from snippets.two_programs.fit import X, gradient, x, y

# --8<-- [start:sums]
w = np.array([1, -1, 2, 0])
error = X @ w - y
dw = [2 * (x**j * error).sum() for j in range(4)]  # (1)!
print(np.allclose(dw, gradient(w)))
# --8<-- [end:sums]
