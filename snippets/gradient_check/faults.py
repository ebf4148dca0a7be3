import numpy as np

from snippets.difference import central_difference
from snippets.gradient_check.example import (
    G,
    Y,
    gradient,
    loss,
    product,
    tenths,
)
from snippets.gradient_check.relative import relative_error
from snippets.gradient_check.single import single

# --8<-- [start:faults]
Z = product(tenths, Y)
dX = gradient(tenths)
E = np.array([[0, 1, 0], [0, 0, 0]])
faults = {
    "none": dX,
    "wrong sign": -dX,
    "twice as large": 2 * dX,
    "root forgotten": product(G * Z, Y.T),
    "one entry off by 0.2": dX + 0.2 * E,
    "1.0001 in place of 1": product(
        G * Z / np.sqrt(1.0001 + Z * Z), Y.T
    ),
}
# --8<-- [end:faults]
# --8<-- [start:measured]
double_dX = central_difference(loss, tenths, 1e-5)
single_dX = central_difference(single, tenths, 1e-3)
# --8<-- [end:measured]
if __name__ == "__main__":
    # --8<-- [start:check]
    print("fault                  double   single")
    for fault, claimed in faults.items():
        double_error = relative_error(claimed, double_dX)
        single_error = relative_error(claimed, single_dX)
        print(f"{fault:20} {double_error:8.0e} {single_error:8.0e}")
    # --8<-- [end:check]
