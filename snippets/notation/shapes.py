from snippets.fixture import X, Y, Z, dX, dY, dZ

# --8<-- [start:shapes]
for name, quantity, gradient in [("X", X, dX), ("Y", Y, dY), ("Z", Z, dZ)]:
    assert quantity.shape == gradient.shape  # (1)!
    print(f"{name} {quantity.shape}   d{name} {gradient.shape}")
# --8<-- [end:shapes]
