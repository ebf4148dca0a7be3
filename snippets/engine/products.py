import numpy as np

from snippets.engine.operations import Sum, Variable
from snippets.fixture import X, Y, dZ

# --8<-- [start:fixture]
x, y = Variable(X), Variable(Y)
z = x @ y
z.backward(dZ)
print("dX as by the formula:", np.array_equal(x.grad, dZ @ Y.T))
print("dY as by the formula:", np.array_equal(y.grad, X.T @ dZ))
# --8<-- [end:fixture]

# --8<-- [start:seed]
x = Variable(X)
z = x @ Y
try:
    z.backward()
except ValueError as error:
    refusal = str(error)
print("without a seed:", refusal)
loss = Sum()(z * dZ)  # (1)!
loss.backward()
print("the seed as a loss:", np.array_equal(x.grad, dZ @ Y.T))
# --8<-- [end:seed]
