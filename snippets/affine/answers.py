import numpy as np

from snippets.affine.broadcast import undo_broadcast
from snippets.difference import central_difference
from snippets.fixture import X
from snippets.fixture import Y as W
from snippets.fixture import dZ as G

# --8<-- [start:shapes]
a = np.arange(8).reshape(2, 1, 4)
c = np.array([[10], [20], [30]])
Y = a + c
upstream = np.arange(Y.size).reshape(Y.shape)
da = undo_broadcast(upstream, a.shape)
dc = undo_broadcast(upstream, c.shape)
print("Y ", Y.shape, " da", da.shape, " dc", dc.shape)
print("copies of an entry of a:", Y.size // a.size)
print("copies of an entry of c:", Y.size // c.size)
# --8<-- [end:shapes]


# --8<-- [start:column]
def loss(c):
    return np.sum(G * (X @ W + c))


c = np.array([[5], [-3]])
dc = G.sum(axis=1, keepdims=True)
same = np.array_equal(dc, central_difference(loss, c))
print("dc =", dc.tolist(), same)
# --8<-- [end:column]

# --8<-- [start:trap]
y = np.array([[1], [2], [3]])
t = np.array([1, 2, 3])
print("y - t", (y - t).shape, " loss", np.sum((y - t) ** 2))
t = t[:, None]
print("y - t", (y - t).shape, " loss", np.sum((y - t) ** 2))
# --8<-- [end:trap]
