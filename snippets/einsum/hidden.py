import numpy as np

from snippets.difference import central_difference
from snippets.einsum.swap import einsum_back

# --8<-- [start:fails]
A = np.array([[1, -2, 3], [0, 4, -1], [2, 1, 5]])
dy = np.array([2, -1, 3])

for letters, dZ in (
    ("ij->i", dy),
    ("ii->i", dy),
    ("ii->", 7),
):
    try:
        einsum_back(letters, dZ, A)
    except ValueError:
        print(letters, "cannot be swapped")
# --8<-- [end:fails]
# --8<-- [start:written]
ones, eye = np.ones(3, dtype=int), np.eye(3, dtype=int)

for hidden, letters, extra, dZ in (
    ("ij->i", "ij,j->i", ones, dy),
    ("ii->i", "ij,ij->i", eye, dy),
    ("ii->", "ij,ij->", eye, 7),
):
    same = np.einsum(letters, A, extra) == np.einsum(hidden, A)
    dA = einsum_back(letters, dZ, A, extra)[0]

    def loss(A, hidden=hidden, dZ=dZ):
        return np.sum(dZ * np.einsum(hidden, A))

    measured = central_difference(loss, A)
    print(hidden, np.all(same), np.array_equal(dA, measured))
# --8<-- [end:written]
