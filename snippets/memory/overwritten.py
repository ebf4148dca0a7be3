import numpy as np

# --8<-- [start:overwritten]
x, y = np.array([2.0, 3.0]), np.array([5.0, 4.0])
z, kept = x * y, (x, y)
x += 1
dz = np.ones(2)
print("dx =", dz * kept[1], " dy =", dz * kept[0])
# --8<-- [end:overwritten]
