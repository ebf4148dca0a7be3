import numpy as np

X, dZ = np.zeros((5, 7)), np.zeros((5, 3))
Y = np.zeros((X.shape[1], dZ.shape[1]))
shape = Y.shape
shape_upstream = dZ.shape
shape_transposed = Y.T.shape

products = [(dZ, Y.T), (X.T, dZ), (dZ, Y), (Y, dZ.T)]


def kind(left, right):
    if left.shape[1] != right.shape[0]:
        return "no product"
    shape = (left @ right).shape
    names = {X.shape: "like X", Y.shape: "like Y"}
    return names.get(shape, str(shape))


kinds = [kind(left, right) for left, right in products]
neither = kinds.index("(7, 5)") + 1
neither_gradient = kinds.index("like X") + 1
neither_impossible = kinds.index("no product") + 1

print(shape, kinds)
