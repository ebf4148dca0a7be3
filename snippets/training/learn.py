import numpy as np

from snippets.training.network import Variable, loss, scores, start
from snippets.training.spirals import T, X


# --8<-- [start:train]
def moved(weights, eta):
    return [Variable(p.data - eta * p.grad) for p in weights]


def train(update=moved, eta=0.3, size=20, epochs=100):
    random = np.random.default_rng(0)
    weights = start(random)
    for _ in range(epochs):
        order = random.permutation(len(X))
        for rows in order.reshape(-1, size):  # (1)!
            yield weights  # (2)!
            error = loss(X[rows], T[rows], weights)
            error.backward()
            weights = update(weights, eta)
    yield weights


# --8<-- [end:train]
# --8<-- [start:measure]
def right(weights):
    return np.sum(T * scores(X, weights).data > 0)


def table(path):
    for t in 0, 20, 50, 100, 200, 500:
        now = f"{loss(X, T, path[t]).data:.3f}"
        print(f"{t:3} updates: loss {now}, right: {right(path[t])}")


# --8<-- [end:measure]
if __name__ == "__main__":
    # --8<-- [start:shown]
    table(list(train()))
    # --8<-- [end:shown]
