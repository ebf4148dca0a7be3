import numpy as np

if __name__ == "__main__":
    # --8<-- [start:shown]
    i = np.arange(1, 13)
    H = 1 / (i[:, None] + i - 1)  # (1)!
    u = np.ones(12)
    solved = np.abs(H @ np.linalg.solve(H, u) - u).max()
    inverted = np.abs(H @ (np.linalg.inv(H) @ u) - u).max()
    print("solve is off by less than 1e-6:", solved < 1e-6)
    print("inv is off by more than 1e-2:", inverted > 1e-2)

    small = 0.1 * np.eye(400)
    print("det:", np.linalg.det(small))
    print("log det:", np.linalg.slogdet(small)[1].round(6))
    # --8<-- [end:shown]
