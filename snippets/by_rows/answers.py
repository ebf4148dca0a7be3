import numpy as np

from snippets.fixture import X, Y, dZ

silent_row = 2
silent_row_both = 1
silent_row_unchanged = 3

second_by_rows = np.outer(X[1], dZ[1])
second_by_rows_turned = np.outer(dZ[1], X[1])
second_by_rows_first = np.outer(X[0], dZ[0])

by_columns = np.outer(dZ[:, 3], Y[:, 3])
by_columns_turned = np.outer(Y[:, 3], dZ[:, 3])
by_columns_first = np.outer(dZ[:, 0], Y[:, 0])

z1, z2 = X @ Y
difference = z2 - z1
mixed = np.stack([-difference, difference]) @ Y.T
mixed_one = np.stack([0 * difference, difference]) @ Y.T
mixed_signs = np.stack([difference, difference]) @ Y.T
