import numpy as np


# --8<-- [start:data]
def start(samples=64, inputs=1000, hidden=100, outputs=10):
    random = np.random.RandomState(0)  # (1)!
    X = random.randn(samples, inputs)
    T = random.randn(samples, outputs)  # (2)!
    U = random.randn(inputs, hidden)
    V = random.randn(hidden, outputs)
    return X, T, U, V


# --8<-- [end:data]
# --8<-- [start:passes]
def forward(X, T, U, V):
    H = X @ U
    A = np.maximum(H, 0)
    Y = A @ V
    return H, A, Y, ((Y - T) ** 2).sum()


def backward(X, T, U, V):
    H, A, Y, loss = forward(X, T, U, V)
    dY = 2 * (Y - T)
    dV = A.T @ dY
    dA = dY @ V.T
    dH = dA * (H > 0)  # (1)!
    dU = X.T @ dH
    return loss, dU, dV


# --8<-- [end:passes]
# --8<-- [start:train]
def train(rate=1e-6, steps=500):
    X, T, U, V = start()
    losses = []
    for _ in range(steps):
        loss, dU, dV = backward(X, T, U, V)
        losses.append(loss)
        U -= rate * dU  # (1)!
        V -= rate * dV
    return losses


# --8<-- [end:train]
if __name__ == "__main__":
    # --8<-- [start:run]
    losses = train()
    for t in 0, 1, 2, 10, 50, 99, 199, 499:
        digits = 0 if losses[t] > 1000 else 2
        print(f"t = {t:3}  loss = {losses[t]:13,.{digits}f}")
    # --8<-- [end:run]
