import numpy as np

Y = np.array([[2, 5], [1, -3], [-1, 4]])
ΔX = np.array([[0, 0, 0], [1, 0, 1]])
two_entries = ΔX @ Y
two_entries_forgotten = np.array([0 * Y[0], Y[0]])
two_entries_other_row = two_entries[::-1]

one_entry_of_z = 1
one_entry_of_z_exchanged = 2
one_entry_of_z_alone = 3

A = np.array([[2, 1, -1], [3, 0, 4], [-2, 5, 1]])
dP = np.array([[1, -1, 2], [0, 3, -2], [4, 1, 1]])
one_entry = int((dP @ A.T)[0, 2])
one_entry_column = int((dP @ A)[0, 2])
one_entry_exchanged = int((dP @ A.T)[2, 0])

row, upstream = np.array([3, -1]), np.array([2, 5, -1])
one_row = np.outer(row, upstream)
one_row_transposed = np.outer(upstream, row)

if __name__ == "__main__":
    print("two entries:", two_entries.tolist())
    print("one entry of Z: line", one_entry_of_z)
    print("one entry:", one_entry)
    print("one row:", one_row.tolist())
