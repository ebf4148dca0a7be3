import numpy as np

from snippets.two_programs.fit import X, gradient, x, y

# --8<-- [start:sums]
w = np.array([1, -1, 2, 0])
e = X @ w - y
dw = [2 * (x**j * e).sum() for j in range(4)]  # (1)!
print("four sums:  ", np.round(dw))
print("one product:", np.round(gradient(w)))
# --8<-- [end:sums]
