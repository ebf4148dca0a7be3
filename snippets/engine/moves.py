import numpy as np

from snippets.engine.operations import Reshape, Transpose, Variable

numbers = np.array([[1, 2, 3], [4, 5, 6]])

# --8<-- [start:add]
x, y = Variable(numbers), Variable(10 * numbers)
z = x + y
z.backward(np.ones((2, 3)))
# --8<-- [end:add]
print("x + y =", z.data, "dx =", x.grad, "dy =", y.grad, sep="\n")

# --8<-- [start:reshape]
x = Variable(numbers)
y = Reshape((6,))(x)
y.backward(np.ones(6))
# --8<-- [end:reshape]
print("reshape:", y.data, "dx =", x.grad, sep="\n")

# --8<-- [start:transpose]
x = Variable(numbers)
y = Transpose()(x)
y.backward(np.ones((3, 2)))
# --8<-- [end:transpose]
print("transpose:", y.data, "dx =", x.grad, sep="\n")

# --8<-- [start:axes]
x = Variable(np.arange(24).reshape(2, 3, 4))
y = Transpose((2, 0, 1))(x)
y.backward(y.data)  # (1)!
# --8<-- [end:axes]
print("axes 2, 0, 1:", y.data.shape, np.array_equal(x.grad, x.data))
