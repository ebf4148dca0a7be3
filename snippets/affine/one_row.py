import numpy as np

from snippets.fixture import X
from snippets.fixture import Y as W
from snippets.fixture import dZ as G

# --8<-- [start:row]
x, dy = X[0], G[0]
dx = W @ dy  # (1)!
dW = np.outer(x, dy)
db = dy
# --8<-- [end:row]

print("dx =", dx)
print("dW =", dW, sep="\n")
print("db =", db)
