import numpy as np

from snippets.affine.data import T, W, X, b
from snippets.affine.layer import forward
from snippets.affine.mean import db, dW, m

# --8<-- [start:course]
D = 2 * (forward(X, W, b) - T)  # (1)!
dW_there = X.T @ D / m
db_there = D.sum(axis=0) / m
print("dW =", dW_there, sep="\n")
print("dW as here:", np.array_equal(dW_there, dW))
print("db as here:", np.array_equal(db_there, db))
# --8<-- [end:course]
