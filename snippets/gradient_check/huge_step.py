import numpy as np

from snippets.difference import central_difference
from snippets.fixture import X
from snippets.gradient_check.example import G, Y, product, tenths
from snippets.gradient_check.relative import relative_error
from snippets.gradient_check.v_curve import shown


# --8<-- [start:plain]
def plain(X):
    return np.sum(G * product(X, Y))


dX = product(G, Y.T)
# --8<-- [end:plain]
if __name__ == "__main__":
    # --8<-- [start:errors]
    print("step      integers   tenths")
    for h in 1024, 1, 1e-3, 1e-6, 1e-9, 1e-12:
        whole, tenth = (
            relative_error(central_difference(plain, A, h), dX)
            for A in (X, tenths)
        )
        print(f"{h:<8g}  {shown(whole):9}  {shown(tenth)}")
    for h in 1024, 1, 0.5, 0.1:
        equal = np.array_equal(central_difference(plain, X, h), dX)
        print(f"integers, step {h:<4g} equal: {equal}")
    # --8<-- [end:errors]
