import numpy as np

from snippets.gradient_check.example import loss
from snippets.gradient_check.v_curve import error, table


# --8<-- [start:single]
def single(X):
    return loss(X.astype(np.float32))


# --8<-- [end:single]
if __name__ == "__main__":
    # --8<-- [start:table]
    steps = 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6
    table(("forward", "central"), steps, single)
    # --8<-- [end:table]

    # --8<-- [start:best]
    steps = [float(f"1e-{k}") for k in range(11)]
    for precision, f in dict(double=loss, single=single).items():
        for name in "forward", "central":
            best = min(steps, key=lambda h: error(name, h, f))
            least = error(name, best, f)
            print(f"{precision} precision, {name}:", end=" ")
            print(f"best step {best:.0e}, error {least:.1e}")
    # --8<-- [end:best]
