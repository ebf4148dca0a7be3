import numpy as np

from snippets.gradient_check.example import X, gradient, loss
from snippets.gradient_check.kink import relu
from snippets.gradient_check.v_curve import relative_error

# --8<-- [start:best_step]
for precision in np.float64, np.float32:
    u = np.finfo(precision).eps / 2  # (1)!
    name, h, error = precision.__name__, 2 * u**0.5, 2 * u**0.5
    print(f"{name}: forward {h:.0e}, error {error:.0e}")
    h, error = (3 * u) ** (1 / 3), (3 * u) ** (2 / 3) / 2
    print(f"{name}: central {h:.0e}, error {error:.0e}")
# --8<-- [end:best_step]

# --8<-- [start:crossing]
x = 0.002
for h in 0.01, 0.002, 0.001:
    central = (relu(x + h) - relu(x - h)) / (2 * h)
    print(f"h = {h}: central difference {central:.2f}")
# --8<-- [end:crossing]

# --8<-- [start:allclose]
true = gradient(X) / 1e10  # (1)!
zero = np.zeros_like(true)
print("allclose:", np.allclose(zero, true))
print("relative error:", relative_error(zero, true))
# --8<-- [end:allclose]

# --8<-- [start:direction]
V = np.random.default_rng(0).choice([-1, 1], size=X.shape)  # (1)!
h = 1e-5
measured = (loss(X + h * V) - loss(X - h * V)) / (2 * h)
claimed = (gradient(X) * V).sum()
print(f"measured {measured:.6f}, claimed {claimed:.6f}")
# --8<-- [end:direction]
