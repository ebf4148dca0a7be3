import numpy as np


# --8<-- [start:relu]
def relu(x):
    return np.where(np.real(x) > 0, x, 0)  # (1)!


def slope(x):
    return float(x > 0)


# --8<-- [end:relu]
if __name__ == "__main__":
    # --8<-- [start:points]
    h = 0.001
    print("     x  program  central  complex step")
    for x in -0.002, -0.0005, 0, 0.0005, 0.002:
        central = (relu(x + h) - relu(x - h)) / (2 * h)
        sideways = relu(x + 1j * h).imag / h
        print(f"{x:7g}  {slope(x):7.2f}  {central:7.2f}", end="")
        print(f"  {sideways:12.2f}")
    # --8<-- [end:points]

    # --8<-- [start:sides]
    right = (relu(h) - relu(0)) / h
    left = (relu(0) - relu(-h)) / h
    print(f"at 0: right {right:.0f}, left {left:.0f}")
    # --8<-- [end:sides]
