import numpy as np

from snippets.gradient_check.answers import direction
from snippets.gradient_check.example import gradient, loss, tenths

# --8<-- [start:compare]
signs = np.random.default_rng(0).choice([-1, 1], size=6)  # (1)!
V = signs.reshape(2, 3)
print(f"measured {direction(loss, tenths, V, 1e-5):.6f}")
print(f"inner product {np.sum(gradient(tenths) * V):.6f}")
# --8<-- [end:compare]
