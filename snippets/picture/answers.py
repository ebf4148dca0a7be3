from snippets.fixture import X, Y, dZ

# --8<-- [start:one_entry]
row = dZ[0] * Y[0]
print("dX[0, 0]: products", row, "sum", row.sum())
# --8<-- [end:one_entry]

# --8<-- [start:one_entry_y]
column = X[:, 2] * dZ[:, 0]
print("dY[2, 0]: products", column, "sum", column.sum())
# --8<-- [end:one_entry_y]

# --8<-- [start:two_entries]
moved = X.copy()
moved[1, 0] += 1
moved[1, 2] += 1
change = moved @ Y - X @ Y
print("change of Z =", change, sep="\n")
print("Y[0] + Y[2] =", Y[0] + Y[2])
# --8<-- [end:two_entries]
