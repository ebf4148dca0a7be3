from snippets.engine.operations import (
    Broadcast,
    Reshape,
    Split,
    Sum,
    Transpose,
    Variable,
)

# --8<-- [start:moves]
x = Variable([[1, 2, 3], [4, 5, 6]])
first, second = Split([1])(x)
column = Reshape((3, 1))(first) + 10 * Transpose()(second)
copies = Broadcast((3, 2))(column)
weights = [[1, 0], [2, -1], [3, 4]]
total = Sum()(copies * weights)
total.backward()
print("column =", column.data, "dx =", x.grad, sep="\n")
# --8<-- [end:moves]
