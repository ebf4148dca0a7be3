# --8<-- [start:gradient]
def gradient(x, y):
    if x > y:
        return 1, 0  # (1)!
    if y > x:
        return 0, 1
    return 0.5, 0.5  # (2)!


# --8<-- [end:gradient]


if __name__ == "__main__":
    # --8<-- [start:move]
    x, y = 4, 2
    for h in 0.01, 1, 3:
        change = max(x, y + h) - max(x, y)
        print(f"y + {h:<4}: the maximum grows by {change}")
    # --8<-- [end:move]
