# --8<-- [start:move]
x, y = 4, 2
for h in 0.01, 1, 3:
    change = max(x, y + h) - max(x, y)
    print(f"y grows by {h:<4}: the maximum grows by {change}")
# --8<-- [end:move]
