# --8<-- [start:same]
import numpy as np


def same(x):
    return x


# --8<-- [end:same]
# --8<-- [start:triple]
def triple(x):
    return 3 * x


# --8<-- [end:triple]
# --8<-- [start:mirror]
def mirror(x):
    return -x[::-1]


# --8<-- [end:mirror]
# --8<-- [start:turn]
def turn(x):
    return x.T


# --8<-- [end:turn]
# --8<-- [start:flatten]
def flatten(x):
    return x.reshape(-1)


# --8<-- [end:flatten]
# --8<-- [start:cut]
def cut(x):
    return x[:, 1:]


# --8<-- [end:cut]
# --8<-- [start:join]
def join(x, y):
    return np.concatenate([x, y])


# --8<-- [end:join]
# --8<-- [start:total]
def total(x):
    return x.sum()


# --8<-- [end:total]
# --8<-- [start:row_sums]
def row_sums(x):
    return x.sum(axis=1)


# --8<-- [end:row_sums]
# --8<-- [start:copy_row]
def copy_row(x):
    return np.stack([x, x, x])


# --8<-- [end:copy_row]
# --8<-- [start:square]
def square(x):
    return x**2


# --8<-- [end:square]
# --8<-- [start:relu]
def relu(x):
    return np.maximum(x, 0)


# --8<-- [end:relu]
# --8<-- [start:times]
def times(x, y):
    return x * y


# --8<-- [end:times]
# --8<-- [start:product]
def product(X, W):
    return X @ W


# --8<-- [end:product]
# --8<-- [start:steps]
def steps(x):
    return x[1:] - x[:-1]


# --8<-- [end:steps]
# --8<-- [start:take]
def take(x, places):
    return x[places]


# --8<-- [end:take]
# --8<-- [start:centre]
def centre(x):
    return x - x.mean(axis=0)


# --8<-- [end:centre]
# --8<-- [start:softmax]
def softmax(x):
    e = np.exp(x)
    return e / e.sum(axis=1, keepdims=True)


# --8<-- [end:softmax]
# --8<-- [start:convolve]
def convolve(x, w):
    n = len(x) - len(w) + 1
    return sum(w[j] * x[j : j + n] for j in range(len(w)))


# --8<-- [end:convolve]
