import numpy as np

from snippets.fixture import X, Y, dZ


# --8<-- [start:jacobian]
def jacobian(f, A):
    units = np.eye(A.size).reshape(A.size, *A.shape)
    rates = [(f(A + E) - f(A - E)) / 2 for E in units]  # (1)!
    return np.column_stack([rate.ravel() for rate in rates])  # (2)!


first = jacobian(lambda X: X @ Y, X)
second = jacobian(np.square, X @ Y)
third = jacobian(lambda H: np.sum(dZ * H), (X @ Y) ** 2)


# --8<-- [end:jacobian]
# --8<-- [start:order]
def work(A, B):
    return A.size * B.shape[1]  # (1)!


# --8<-- [end:order]
if __name__ == "__main__":
    # --8<-- [start:shown]
    columns, row = second @ first, third @ second
    front = work(second, first), work(third, columns)
    end = work(third, second), work(row, first)
    print("from the front:", *front, "together", sum(front))
    print("from the end:", *end, "together", sum(end))
    print("gradient:", *row @ first)
    print("the same:", np.array_equal(row @ first, third @ columns))
    # --8<-- [end:shown]
