import numpy as np

from snippets.engine.operations import Sum, Variable
from snippets.fixture import X, Y, dX, dY, dZ

# --8<-- [start:fixture]
x, y = Variable(X), Variable(Y)
z = x @ y
z.backward(dZ)
# --8<-- [end:fixture]
print("shapes", z.data.shape, x.grad.shape, y.grad.shape)
print("dX =", x.grad, sep="\n")
print("as on the other pages:", np.array_equal(x.grad, dX), end=" ")
print(np.array_equal(y.grad, dY))

# --8<-- [start:seed]
x, y = Variable(X), Variable(Y)
try:
    (x @ y).backward()
except ValueError as error:
    print(error)
Sum()(x @ y * dZ).backward()  # (1)!
# --8<-- [end:seed]
print("the seed as a loss:", np.array_equal(x.grad, dX))
