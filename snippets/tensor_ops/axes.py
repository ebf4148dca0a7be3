import numpy as np

from snippets.tensor_ops.adjoint import adjoint

# --8<-- [start:axes]
axes = 2, 0, 1
order = np.argsort(axes)  # (1)!


def there(x):
    return np.transpose(x, axes)


def back(u):
    return np.transpose(u, order)


x = np.arange(24).reshape(2, 3, 4)
y = there(x)
print("there:", x.shape, "to", y.shape)
print("back: ", y.shape, "to", back(y).shape, "by the axes", order)
print("x again:", np.array_equal(back(y), x))
# --8<-- [end:axes]
# --8<-- [start:cube]
print("argsort:", adjoint(there, back, (2, 2, 2)))
print("axes:   ", adjoint(there, there, (2, 2, 2)))
# --8<-- [end:cube]
