from snippets.fixture import X, Y

# --8<-- [start:nudge]
s, t = 0, 1
moved = X.copy()
moved[s, t] += 1  # (1)!
change = moved @ Y - X @ Y
# --8<-- [end:nudge]

print("change of Z =", change, sep="\n")
print(f"row {s} of the change", change[s])
print(f"row {t} of Y         ", Y[t])
