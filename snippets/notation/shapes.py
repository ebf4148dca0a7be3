from snippets.fixture import X, Y, dZ

# --8<-- [start:shapes]
Z = X @ Y
dX = dZ @ Y.T
dY = X.T @ dZ

for name, A, dA in ("X", X, dX), ("Y", Y, dY), ("Z", Z, dZ):
    assert A.shape == dA.shape  # (1)!
    print(f"{name} and d{name} have the shape {A.shape}")
# --8<-- [end:shapes]
