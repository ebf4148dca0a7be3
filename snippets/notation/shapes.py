from snippets.fixture import X, Y, Z, dX, dY, dZ

# --8<-- [start:shapes]
pairs = {"X": (X, dX), "Y": (Y, dY), "Z": (Z, dZ)}
for name, (quantity, gradient) in pairs.items():
    assert quantity.shape == gradient.shape  # (1)!
    print(f"{name} {quantity.shape}   d{name} {gradient.shape}")
# --8<-- [end:shapes]
