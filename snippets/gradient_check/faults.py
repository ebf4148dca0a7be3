import numpy as np

from snippets.gradient_check.example import (
    C,
    X,
    Y,
    gradient,
    loss,
    product,
)
from snippets.gradient_check.three_ways import central
from snippets.gradient_check.v_curve import relative_error

# --8<-- [start:faults]
Z = product(X, Y)
faults = {
    "none": gradient(X),
    "sign": -gradient(X),
    "factor 2": 2 * gradient(X),
    "no root": product(C * Z, Y.T),
    "one entry": gradient(X) + 0.1 * np.eye(2, 3),
    "1.0001 for 1": product(C * Z / np.sqrt(1.0001 + Z * Z), Y.T),
}
# --8<-- [end:faults]

# --8<-- [start:check]
double = central(loss, X, 1e-5)
single = central(loss, X.astype(np.float32), 1e-3).astype(float)
print("fault            double   single")
for fault, claimed in faults.items():
    errors = (relative_error(claimed, m) for m in (double, single))
    print(f"{fault:12}", *(f"{error:9.0e}" for error in errors))
# --8<-- [end:check]
