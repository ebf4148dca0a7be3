import numpy as np

# --8<-- [start:tools]
from snippets.difference import central_difference

# --8<-- [end:tools]
from snippets.training.learn import (
    Variable,
    loss,
    moved,
    start,
    table,
    train,
)
from snippets.training.spirals import T, X


# --8<-- [start:turned]
def turned(weights, eta):
    U, _, V = moved(weights, eta)
    W = weights[1]
    return [U, Variable(W.data - eta * W.grad.T), V]


# --8<-- [end:turned]
if __name__ == "__main__":
    # --8<-- [start:shown]
    table(list(train(update=turned)))

    U, W, V = start(np.random.default_rng(0))
    loss(X, T, [U, W, V]).backward()
    measured = central_difference(
        lambda W: loss(X, T, [U, Variable(W), V]).data, W.data, 1e-5
    )
    print("dW is right:", np.allclose(W.grad, measured))
    print("dW.T is right:", np.allclose(W.grad.T, measured))
    # --8<-- [end:shown]
