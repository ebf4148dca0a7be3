import numpy as np

from snippets.gradient_check.three_ways import central, forward
from snippets.gradient_check.v_curve import error, table

# --8<-- [start:single]
steps = 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6
table((forward, central), steps, np.float32)
# --8<-- [end:single]

# --8<-- [start:best]
steps = [float(f"1e-{k}") for k in range(11)]
for precision in np.float64, np.float32:
    for method in forward, central:
        best = min(steps, key=lambda h: error(method, h, precision))
        least = error(method, best, precision)
        name = f"{precision.__name__}  {method.__name__:8}"
        print(f"{name} best step {best:.0e}  error {least:.1e}")
# --8<-- [end:best]
