# --8<-- [start:network]
from snippets.engine.operations import Exp, Log, Sum, Tanh, Variable


def scores(X, weights):
    U, W, V = weights
    return Tanh()(Tanh()(X @ U) @ W) @ V


def loss(X, T, weights):
    return Sum()(Log()(1 + Exp()(-T * scores(X, weights)))) / len(X)


def start(random, r=8):
    shapes = (2, r), (r, r), (r, 1)
    return [
        Variable(random.standard_normal(shape) / shape[0] ** 0.5)
        for shape in shapes  # (1)!
    ]


# --8<-- [end:network]
if __name__ == "__main__":
    import numpy as np

    from snippets.training.spirals import T, X

    # --8<-- [start:by_hand]
    weights = start(np.random.default_rng(0))
    loss(X, T, weights).backward()

    U, W, V = (p.data for p in weights)
    H = np.tanh(X @ U)
    R = np.tanh(H @ W)
    dZ = -T / (1 + np.exp(T * (R @ V))) / len(X)
    dV = R.T @ dZ
    dQ = dZ @ V.T * (1 - R**2)
    dW = H.T @ dQ
    dP = dQ @ W.T * (1 - H**2)
    dU = X.T @ dP

    by_hand = {"dU": dU, "dW": dW, "dV": dV}
    for p, (name, dp) in zip(weights, by_hand.items(), strict=True):
        same = np.allclose(p.grad, dp)
        print(f"{name}, shape {dp.shape}: the same: {same}")
    # --8<-- [end:by_hand]
