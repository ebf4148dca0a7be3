import numpy as np

from snippets.fixture import X, Y, dZ
from snippets.why_backwards.chain import jacobian

# --8<-- [start:blocks]
I = np.eye(2)
by_rows = jacobian(lambda X: X @ Y, X)
by_columns = jacobian(lambda A: (A.T @ Y).T, X.T)  # (1)!
# --8<-- [end:blocks]
if __name__ == "__main__":
    # --8<-- [start:shown]
    print("not 0:", np.count_nonzero(by_rows), "of", by_rows.size)
    print("rows:", np.array_equal(by_rows, np.kron(I, Y.T)))
    kronecker = np.kron(Y.T, I)
    print("columns:", np.array_equal(by_columns, kronecker))
    dX = (by_rows.T @ dZ.ravel()).reshape(2, 3)
    print("dX:", np.array_equal(dX, dZ @ Y.T))
    # --8<-- [end:shown]
