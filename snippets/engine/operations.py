import numpy as np

from snippets.engine.function import Function
from snippets.engine.variable import Variable


# --8<-- [start:sum_to]
def sum_to(dy, shape):
    new = dy.ndim - len(shape)  # (1)!
    stretched = [new + i for i, n in enumerate(shape) if n == 1]
    axes = (*range(new), *stretched)
    return dy.sum(axis=axes, keepdims=True).reshape(shape)


# --8<-- [end:sum_to]


# --8<-- [start:arithmetic]
class Add(Function):
    def forward(self, x, y):
        self.shapes = x.shape, y.shape
        return x + y

    def backward(self, dz):
        return tuple(sum_to(dz, shape) for shape in self.shapes)


class Multiply(Function):
    def forward(self, x, y):
        self.kept = x, y
        return x * y

    def backward(self, dz):
        x, y = self.kept
        return sum_to(dz * y, x.shape), sum_to(dz * x, y.shape)


# --8<-- [end:arithmetic]


# --8<-- [start:entrywise]
class Entrywise(Function):
    def forward(self, x):
        self.kept = x
        return self.f(x)

    def backward(self, dy):
        return dy * self.slope(self.kept)


class Exp(Entrywise):
    f = slope = np.exp


class Log(Entrywise):
    f, slope = np.log, np.reciprocal


class Reciprocal(Entrywise):
    f = np.reciprocal

    def slope(self, x):
        return -1 / x**2


class ReLU(Entrywise):
    def f(self, x):
        return np.maximum(x, 0)

    def slope(self, x):
        return x > 0


class Tanh(Function):
    def forward(self, x):
        self.kept = np.tanh(x)  # (1)!
        return self.kept

    def backward(self, dy):
        return dy * (1 - self.kept**2)


# --8<-- [end:entrywise]


# --8<-- [start:shape]
class Reshape(Function):
    def __init__(self, shape):
        self.shape = shape

    def forward(self, x):
        self.old = x.shape
        return x.reshape(self.shape)

    def backward(self, dy):
        return dy.reshape(self.old)


class Transpose(Function):
    def __init__(self, axes=None):
        self.axes = axes

    def forward(self, x):
        axes = (
            range(x.ndim)[::-1] if self.axes is None else self.axes
        )
        self.order = [axis % x.ndim for axis in axes]  # (1)!
        return x.transpose(self.order)

    def backward(self, dy):
        return dy.transpose(np.argsort(self.order))


# --8<-- [end:shape]


# --8<-- [start:sums]
class Sum(Function):
    def __init__(self, axis=None):
        self.axis = axis

    def forward(self, x):
        self.old = x.shape
        self.kept = x.sum(self.axis, keepdims=True).shape  # (1)!
        return x.sum(self.axis)

    def backward(self, dy):
        return np.broadcast_to(dy.reshape(self.kept), self.old)


class Broadcast(Function):
    def __init__(self, shape):
        self.shape = shape

    def forward(self, x):
        self.old = x.shape
        return np.broadcast_to(x, self.shape)

    def backward(self, dy):
        return sum_to(dy, self.old)


# --8<-- [end:sums]


# --8<-- [start:matmul]
class MatMul(Function):
    def forward(self, x, y):
        if min(x.ndim, y.ndim) < 2:
            raise ValueError("MatMul needs two axes: reshape first")
        self.kept = x, y
        return x @ y

    def backward(self, dz):
        x, y = self.kept
        dx = dz @ np.swapaxes(y, -1, -2)
        dy = np.swapaxes(x, -1, -2) @ dz
        return sum_to(dx, x.shape), sum_to(dy, y.shape)  # (1)!


# --8<-- [end:matmul]


# --8<-- [start:split]
class Split(Function):
    def __init__(self, places, axis=0):
        self.places, self.axis = places, axis

    def forward(self, x):
        return tuple(np.split(x, self.places, self.axis))

    def backward(self, *dys):
        return np.concatenate(dys, self.axis)


# --8<-- [end:split]


# --8<-- [start:operators]
Variable.__add__ = lambda x, y: Add()(x, y)
Variable.__radd__ = lambda x, y: Add()(y, x)
Variable.__mul__ = lambda x, y: Multiply()(x, y)
Variable.__rmul__ = lambda x, y: Multiply()(y, x)
Variable.__matmul__ = lambda x, y: MatMul()(x, y)
Variable.__rmatmul__ = lambda x, y: MatMul()(y, x)
Variable.__neg__ = lambda x: x * -1
Variable.__sub__ = lambda x, y: Add()(x, Multiply()(y, -1))
Variable.__rsub__ = lambda x, y: Add()(y, -x)
Variable.__truediv__ = lambda x, y: Multiply()(x, Reciprocal()(y))
Variable.__rtruediv__ = lambda x, y: Multiply()(y, Reciprocal()(x))
# --8<-- [end:operators]
