import numpy as np


# --8<-- [start:chain]
def layer(x, W):
    return np.maximum(x, 0) @ W


def layer_back(x, W, dy):
    return (dy @ W.T) * (x > 0), np.maximum(x, 0).T @ dy


def run(x, weights, dy, checkpoints):
    kept, counts, gradients = {}, [], []
    for i, W in enumerate(weights):
        if i in checkpoints:
            kept[i] = x
        counts += [len(kept)]
        x = layer(x, W)
    for i in reversed(range(len(weights))):
        while i not in kept:  # (1)!
            last = max(kept)
            kept[last + 1] = layer(kept[last], weights[last])
            counts += [len(kept)]
        counts += [len(kept)]
        dy, dW = layer_back(kept.pop(i), weights[i], dy)  # (2)!
        gradients = [dW, *gradients]
    return gradients, counts


# --8<-- [end:chain]
if __name__ == "__main__":
    # --8<-- [start:nine]
    draw = np.random.default_rng(0).integers
    x, dy = draw(-2, 3, (4, 5)), draw(-2, 3, (4, 5))
    weights = draw(-2, 3, (9, 5, 5))
    whole, counts = run(x, weights, dy, range(9))
    print("all:", *counts)
    thirds, counts = run(x, weights, dy, [0, 3, 6])
    print("every third:", *counts)
    print("equal gradients:", np.array_equal(whole, thirds))
    # --8<-- [end:nine]
    # --8<-- [start:long]
    one = np.ones((1, 1))
    for root in 4, 8, 16, 32:
        L = root**2
        ones, checkpoints = np.ones((L, 1, 1)), range(0, L, root)
        _, counts = run(one, ones, one, checkpoints)
        more = len(counts) - 2 * L
        print(f"{L} layers: {max(counts)} kept, {more} steps again")
    # --8<-- [end:long]
