# --8<-- [start:rules]
def equal_shares(x, y):
    return (0.5, 0.5) if x == y else (int(x > y), int(y > x))


rules = {
    "x > y and y > x": lambda x, y: (int(x > y), int(y > x)),
    "x >= y and y >= x": lambda x, y: (int(x >= y), int(y >= x)),
    "the first wins": lambda x, y: (int(x >= y), int(y > x)),
    "equal shares": equal_shares,
}
a, h = 2, 0.25
measured = (max(a + h, a + h) - max(a, a)) / h
print(f"{'measured':18} slope {measured}")
for name, rule in rules.items():
    dx, dy = rule(a, a)
    print(f"{name:18} slope {dx + dy} = {dx} + {dy}")
# --8<-- [end:rules]
