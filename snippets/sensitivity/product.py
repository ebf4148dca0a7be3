# --8<-- [start:gradient]
def product(x, y):
    return x * y


def gradient(x, y):
    return y, x  # (1)!


x, y = 4, -3
dx, dy = gradient(x, y)
print(f"product {product(x, y)}, dx = {dx}, dy = {dy}")
# --8<-- [end:gradient]

# --8<-- [start:move]
h = 0.01
for change_x, change_y in (h, 0), (0, h), (h, h):
    predicted = dx * change_x + dy * change_y
    moved = product(x + change_x, y + change_y)
    measured = moved - product(x, y)
    print(f"x {change_x:+.2f}, y {change_y:+.2f}: ", end="")
    print(f"predicted {predicted:+.4f}, measured {measured:+.4f}")
# --8<-- [end:move]
