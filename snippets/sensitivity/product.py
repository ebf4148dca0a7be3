# --8<-- [start:gradient]
def product(x, y):
    return x * y


def gradient(x, y):
    return y, x  # (1)!


# --8<-- [end:gradient]


# --8<-- [start:move]
x, y, h = 4, -3, 0.01
dx, dy = gradient(x, y)
value = product(x, y)
grow_x = product(x + h, y) - value
grow_y = product(x, y + h) - value
# --8<-- [end:move]
print("value", value, " dx", dx, " dy", dy)
print(f"x + {h}: predicted {h * dx:+.4f}, measured {grow_x:+.4f}")
print(f"y + {h}: predicted {h * dy:+.4f}, measured {grow_y:+.4f}")

# --8<-- [start:both]
both = product(x + h, y + h) - value
predicted = dx * h + dy * h
# --8<-- [end:both]
print(f"both:     predicted {predicted:+.4f}, measured {both:+.4f}")
