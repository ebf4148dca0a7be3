# --8<-- [start:given]
import numpy as np

X = np.array([[1, -2, 3], [0, 4, -1]])
Y = np.array([[2, 0, -1, 3], [1, 3, 0, -2], [-1, 1, 2, 4]])
dZ = np.array([[1, 0, 2, -1], [0, -1, 1, 3]])
# --8<-- [end:given]

# --8<-- [start:computed]
Z = X @ Y
dX = dZ @ Y.T
dY = X.T @ dZ
# --8<-- [end:computed]

if __name__ == "__main__":
    for name, A in dict(X=X, Y=Y, Z=Z, dZ=dZ, dX=dX, dY=dY).items():
        print(name, "=", np.array2string(A, prefix=f"{name} = "))
