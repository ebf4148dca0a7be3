# --8<-- [start:errors]
for h in 1, 0.1, 0.01:
    growth = (2 + h) ** 3 - 2**3
    error = growth - 12 * h
    print(f"h = {h:<4}: growth {growth:.6f}, error {error:.6f}")
# --8<-- [end:errors]
