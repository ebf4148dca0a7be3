import numpy as np

from snippets.difference import central_difference


# --8<-- [start:loss]
def inner(x):
    return np.array([x[0] * x[1], x[0] + x[1]])


def loss(x):
    u = inner(x)
    return u[0] * u[1]


# --8<-- [end:loss]
# --8<-- [start:paths]
def paths(x):
    u = inner(x)
    du = np.array([u[1], u[0]])  # (1)!
    du_dx = np.array([[x[1], x[0]], [1, 1]])  # (2)!
    return du[:, None] * du_dx  # (3)!


x = np.array([2, 3])
dx = paths(x).sum(axis=0)  # (4)!
# --8<-- [end:paths]

for i, (first, second) in enumerate(paths(x).T):
    print(f"dx[{i}] = {first} + {second} = {dx[i]}")
print("measured", central_difference(loss, x))
