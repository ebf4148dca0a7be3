# --8<-- [start:loss]
import numpy as np

from snippets.difference import central_difference


def loss(x, y):
    u, v = x * y, x + y
    return u * v


# --8<-- [end:loss]
# --8<-- [start:paths]
def paths(x, y):
    u, v = x * y, x + y
    du, dv = v, u  # (1)!
    return np.array([[du * y, du * x], [dv * 1, dv * 1]])  # (2)!


through_u, through_v = paths(2, 3)
print("through u:", through_u)
print("through v:", through_v)
print("together: ", through_u + through_v)
inputs = np.array([2, 3])
measured = central_difference(lambda p: loss(*p), inputs)  # (3)!
print("measured: ", measured)
# --8<-- [end:paths]
