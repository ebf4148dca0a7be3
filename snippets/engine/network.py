import numpy as np

from snippets.engine.operations import ReLU, Sum, Variable

# --8<-- [start:network]
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
T = np.array([[0], [1], [1], [0]])


def network(U, b, V):
    H = ReLU()(X @ U + b)
    Z = H @ V
    return H, Z, Sum()((Z - T) * (Z - T))


random = np.random.default_rng(0)
shapes = (2, 8), (1, 8), (8, 1)
U, b, V = (Variable(random.standard_normal(s)) for s in shapes)
H, Z, loss = network(U, b, V)
loss.backward()
# --8<-- [end:network]

# --8<-- [start:by_hand]
dZ = 2 * (Z.data - T)
dV = H.data.T @ dZ
dP = (dZ @ V.data.T) * (H.data > 0)
dU = X.T @ dP
db = dP.sum(axis=0, keepdims=True)
print("dV as by hand:", np.allclose(V.grad, dV))
print("dU as by hand:", np.allclose(U.grad, dU))
print("db as by hand:", np.allclose(b.grad, db))
# --8<-- [end:by_hand]

# --8<-- [start:train]
eta, losses = 0.05, []
for _ in range(300):
    U, b, V = (Variable(p.data - eta * p.grad) for p in (U, b, V))
    H, Z, loss = network(U, b, V)
    loss.backward()
    losses.append(loss.data)
for update in 1, 10, 100, 300:
    print(f"{update:3} updates: loss {losses[update - 1]:.4f}")
print("outputs:", Z.data.round(1).ravel())
# --8<-- [end:train]
