from snippets.fixture import X, dZ

dY = dZ.ravel()[:6].reshape(3, 2)
print("X =", X, sep="\n")
print("dY =", dY, sep="\n")

# --8<-- [start:reshape]
Y = X.reshape(3, 2)
dX = dY.reshape(X.shape)  # (1)!
# --8<-- [end:reshape]
print("reshaped: Y =", Y, sep="\n")
print("reshaped back: dX =", dX, sep="\n")

# --8<-- [start:transpose]
Y = X.T
dX = dY.T
# --8<-- [end:transpose]
print("transposed: Y =", Y, sep="\n")
print("transposed back: dX =", dX, sep="\n")
