from snippets.sensitivity.maximum import gradient

# --8<-- [start:rules]
rules = {
    "only if larger": lambda x, y: (int(x > y), int(y > x)),
    "if not smaller": lambda x, y: (int(x >= y), int(y >= x)),
    "the first wins": lambda x, y: (int(x >= y), int(y > x)),
    "equal shares": gradient,  # (1)!
}
# --8<-- [end:rules]

# --8<-- [start:together]
a, h = 2, 0.25
measured = (max(a + h, a + h) - max(a, a)) / h
print("measured slope", measured)
for name, rule in rules.items():
    dx, dy = rule(a, a)
    print(f"{name:15} weights {dx}, {dy}: slope {dx + dy}")
# --8<-- [end:together]
