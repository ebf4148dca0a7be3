# --8<-- [start:fork]
def backward(x, y):
    q = x + y
    dq = x  # (1)!
    dx = q
    dx += dq  # (2)!
    dy = dq
    return dx, dy


# --8<-- [end:fork]


if __name__ == "__main__":
    # --8<-- [start:check]
    x, y = 3, -4
    dx, dy = backward(x, y)
    measured = ((x + 1 + y) * (x + 1) - (x - 1 + y) * (x - 1)) / 2
    print("dx", dx, " measured dx", measured, " dy", dy)
    # --8<-- [end:check]
