import numpy as np

from snippets.fixture import X, dZ

# --8<-- [start:outer]
tables = [np.outer(X[i], dZ[i]) for i in range(len(X))]
for number, table in enumerate(tables, start=1):
    print(f"from row {number}:", table.tolist())
dY = sum(tables)
print("sum equal to X.T @ dZ:", np.array_equal(dY, X.T @ dZ))
# --8<-- [end:outer]
