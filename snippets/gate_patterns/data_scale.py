import numpy as np

from snippets.fixture import X, dZ

# --8<-- [start:scale]
scale = 1000
dY = X.T @ dZ  # (1)!
dY_scaled = (scale * X).T @ dZ
# --8<-- [end:scale]
print("dY =", dY, sep="\n")
print("1000 times dY:", np.array_equal(dY_scaled, scale * dY))


# --8<-- [start:step]
def change_of_Z(data, rate):
    return data @ (-rate * (data.T @ dZ))


before = change_of_Z(X, 1)
same_rate = change_of_Z(scale * X, 1)  # (1)!
smaller_rate = change_of_Z(scale * X, scale**-2)  # (2)!
# --8<-- [end:step]
factor = same_rate // before
print("same rate: Z moves", np.unique(factor), "times as far")
print("smaller rate: as before", np.allclose(smaller_rate, before))
