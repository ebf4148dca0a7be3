import numpy as np

# --8<-- [start:data]
x = np.linspace(-np.pi, np.pi, 2000)
y = np.sin(x)
X = np.stack([x**0, x, x**2, x**3], axis=1)  # (1)!


def loss(w):
    return ((X @ w - y) ** 2).sum()


def gradient(w):
    return 2 * X.T @ (X @ w - y)


# --8<-- [end:data]
# --8<-- [start:descend]
def descend(eta, updates):
    w = np.random.RandomState(0).randn(4)
    path = [w]
    for _ in range(updates):
        w = w - eta * gradient(w)
        path.append(w)
    return path


def best():
    return np.linalg.lstsq(X, y, rcond=None)[0]  # (1)!


# --8<-- [end:descend]
if __name__ == "__main__":
    # --8<-- [start:run]
    path = descend(eta=1e-6, updates=2000)
    for t in 0, 1, 10, 100, 500, 1000, 2000:
        print(f"after {t:4} updates: loss = {loss(path[t]):13,.3f}")
    print(f"least squares:      loss = {loss(best()):13,.3f}")
    for name, w in {"descent": path[-1], "best": best()}.items():
        w = w.round(4) + 0  # (1)!
        print(f"{name:7} w =", *(f"{entry:7.4f}" for entry in w))
    # --8<-- [end:run]
