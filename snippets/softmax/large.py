import numpy as np

# --8<-- [start:large]
z = np.array([1000.0, 0.0, 999.0])
t = np.array([0, 1, 0])

with np.errstate(over="ignore", invalid="ignore"):  # (1)!
    e = np.exp(z)
    print("as it is written:", e / e.sum())

a = z.max()
e = np.exp(z - a)
print("shifted:", (e / e.sum()).round(3))
print("loss:", (a + np.log(e.sum()) - t @ z).round(3))
# --8<-- [end:large]
