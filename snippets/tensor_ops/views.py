import numpy as np

from snippets.fixture import X

# --8<-- [start:which]
results = {
    "reshape": X.reshape(3, 2),
    "transpose": X.T,
    "broadcast_to": np.broadcast_to(X[0], (2, 3)),
    "split": np.split(X, [1])[0],
    "reshape of transpose": X.T.reshape(6),
    "concatenate": np.concatenate([X, X]),
    "sum": X.sum(axis=0),
}
for name, result in results.items():
    shared = np.shares_memory(X, result)
    print(f"{name:21}{'view' if shared else 'copy'}")
# --8<-- [end:which]

# --8<-- [start:leak]
dC = np.ones(3)
dA = dB = dC  # (1)!
dA += 10
print("dB =", dB)

dX = np.broadcast_to(np.ones(()), (2, 3))
try:
    dX += 1  # (2)!
except ValueError as error:
    print("dX +=", error)
# --8<-- [end:leak]
