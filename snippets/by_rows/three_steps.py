import numpy as np

# --8<-- [start:import]
from snippets.difference import central_difference

# --8<-- [end:import]
from snippets.fixture import X, Y, dZ


# --8<-- [start:one]
def row_times_column(y, dz):
    return dz * y  # (1)!


# --8<-- [end:one]
# --8<-- [start:two]
def row_times_matrix(Y, dz):
    columns = range(len(dz))
    rows = [row_times_column(Y[:, j], dz[j]) for j in columns]
    return sum(rows)  # (1)!


# --8<-- [end:two]
# --8<-- [start:three]
def matrix_times_matrix(Y, dZ):
    rows = [row_times_matrix(Y, dz) for dz in dZ]
    return np.stack(rows)  # (1)!


# --8<-- [end:three]
# --8<-- [start:run]
step1 = row_times_column(Y[:, 0], dZ[0, 0])
step2 = row_times_matrix(Y, dZ[0])
dX = matrix_times_matrix(Y, dZ)
measured = central_difference(lambda X: np.sum(dZ * (X @ Y)), X)
# --8<-- [end:run]
if __name__ == "__main__":
    # --8<-- [start:print]
    print("step 1:", step1.tolist())
    print("step 2:", step2.tolist())
    print("step 3:", dX.tolist())
    print("dX as measured:", np.array_equal(dX, measured))
    # --8<-- [end:print]
