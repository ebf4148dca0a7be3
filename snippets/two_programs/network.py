# --8<-- [start:data]
import numpy as np


def start(examples=64, inputs=1000, hidden=100, outputs=10):
    random = np.random.RandomState(0)  # (1)!
    X = random.randn(examples, inputs)
    T = random.randn(examples, outputs)  # (2)!
    U = random.randn(inputs, hidden)
    V = random.randn(hidden, outputs)
    return X, T, U, V


# --8<-- [end:data]
# --8<-- [start:passes]
def forward(X, T, U, V):
    P = X @ U
    H = np.maximum(P, 0)
    Z = H @ V
    return P, H, Z, ((Z - T) ** 2).sum()


def backward(X, T, U, V):
    P, H, Z, loss = forward(X, T, U, V)
    dZ = 2 * (Z - T)
    dV = H.T @ dZ
    dH = dZ @ V.T
    dP = dH * (P > 0)  # (1)!
    dU = X.T @ dP
    return loss, dU, dV


# --8<-- [end:passes]
# --8<-- [start:train]
def train(eta=1e-6, updates=500):
    X, T, U, V = start()
    losses = []
    for _ in range(updates):
        loss, dU, dV = backward(X, T, U, V)
        losses.append(loss)
        U -= eta * dU  # (1)!
        V -= eta * dV
    return losses


# --8<-- [end:train]
if __name__ == "__main__":
    # --8<-- [start:run]
    losses = train()
    for t in 0, 1, 2, 10, 50, 99, 199, 499:
        digits = 0 if losses[t] > 1000 else 2
        print(f"after {t:3} updates:", end=" ")
        print(f"loss = {losses[t]:13,.{digits}f}")
    # --8<-- [end:run]
