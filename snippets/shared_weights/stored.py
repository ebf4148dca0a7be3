# --8<-- [start:stored]
import numpy as np

u = np.array([2, -1, 3])
places = np.array([[0, 1], [1, 2]])
dS = np.array([[1, 4], [-2, 3]])

S = u[places]  # (1)!
du = np.zeros(3, dtype=int)
np.add.at(du, places, dS)  # (2)!
# --8<-- [end:stored]
if __name__ == "__main__":
    # --8<-- [start:shown]
    C = np.eye(3, dtype=int)[places.ravel()]
    print("S =", S.tolist())
    print("du =", du, C.T @ dS.ravel())
    # --8<-- [end:shown]
