from snippets.fixture import X, Y

# --8<-- [start:nudge]
s, t = 1, 3
moved = Y.copy()
moved[s, t] += 1  # (1)!
change = X @ moved - X @ Y
# --8<-- [end:nudge]

print("change of Z =", change, sep="\n")
print(f"column {t} of the change", change[:, t])
print(f"column {s} of X         ", X[:, s])
