from snippets.sensitivity.maximum import gradient

# --8<-- [start:predict]
x, y, change_x, change_y = 5, -2, -0.1, 0.2
dx, dy = y, x
predicted = dx * change_x + dy * change_y
measured = (x + change_x) * (y + change_y) - x * y
print(f"predicted {predicted:+.2f}, measured {measured:+.2f}")
print(f"difference {measured - predicted:+.2f}")
# --8<-- [end:predict]

# --8<-- [start:ties]
for x, y in (7, 3), (3, 7), (7, 7):
    print(f"max({x}, {y}): gradient", gradient(x, y))
# --8<-- [end:ties]

# --8<-- [start:cube]
for h in 1, 0.1, 0.01:
    measured = (2 + h) ** 3 - 2**3
    error = measured - 12 * h
    print(f"h = {h:<4}  measured {measured:.6f}  error {error:.6f}")
# --8<-- [end:cube]
