import numpy as np

# --8<-- [start:quiz]
X, Y = np.zeros((5, 7)), np.zeros((7, 3))
Z = X @ Y
dX, dY, dZ = map(np.zeros_like, (X, Y, Z))  # (1)!
# --8<-- [end:quiz]
print(f"Z {Z.shape}  dX {dX.shape}  dY {dY.shape}  dZ {dZ.shape}")


# --8<-- [start:products]
def shape_of(A, B):
    fits = A.shape[1] == B.shape[0]
    return (A @ B).shape if fits else "no product"


print("dZ Yᵀ ", shape_of(dZ, Y.T))
print("Xᵀ dZ ", shape_of(X.T, dZ))
print("dZ Y  ", shape_of(dZ, Y))
print("X dZ  ", shape_of(X, dZ))
print("Y dZᵀ ", shape_of(Y, dZ.T))
# --8<-- [end:products]
