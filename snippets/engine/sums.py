import numpy as np

from snippets.engine.operations import (
    Broadcast,
    Split,
    Sum,
    Variable,
)

numbers = np.array([[1, 2, 3], [4, 5, 6]])

# --8<-- [start:sum]
x = Variable(numbers)
y = Sum()(x)
y.backward()
# --8<-- [end:sum]
print("sum:", y.data, "dx =", x.grad, sep="\n")

# --8<-- [start:broadcast]
b = Variable([1, 2, 3])
y = Broadcast((2, 3))(b)
y.backward(numbers)
# --8<-- [end:broadcast]
print("broadcast:", y.data, "db =", b.grad, sep="\n")

# --8<-- [start:split]
x = Variable(numbers)
y, z = Split([1])(x)
w = y + z
w.backward(np.ones((1, 3)))
# --8<-- [end:split]
print("split:", y, z, w, "dx =", x.grad, sep="\n")

# --8<-- [start:unused]
x = Variable(numbers)
y, z = Split([1])(x)
y.backward(np.ones((1, 3)))
# --8<-- [end:unused]
print("z unused: dx =", x.grad, sep="\n")
