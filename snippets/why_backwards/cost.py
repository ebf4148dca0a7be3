import numpy as np

# --8<-- [start:engine]
from snippets.engine.operations import MatMul, Tanh, Variable

# --8<-- [end:engine]
from snippets.fixture import X, Y, dZ


# --8<-- [start:counted]
class Number(float):
    count = 0

    def __mul__(self, other):
        Number.count += 1
        return float(self) * float(other)


numbers = np.vectorize(Number, otypes=[object])  # (1)!


class Counted(MatMul):
    def forward(self, x, y):
        return super().forward(numbers(x), numbers(y))

    def backward(self, dz):
        return super().backward(numbers(dz))


def both_ways(layers, x, seed):
    start, a = Number.count, Variable(x)
    for w in layers:
        a = Tanh()(Counted()(a, Variable(w)))
    there = Number.count - start
    a.backward(seed)
    return there, Number.count - start - there


# --8<-- [end:counted]
if __name__ == "__main__":
    # --8<-- [start:shown]
    print("the product:", both_ways([Y], X, dZ))
    random = np.random.default_rng(0)
    sizes = (10, 20), (20, 20), (20, 1)
    layers = [random.standard_normal(size) for size in sizes]
    rows = random.standard_normal((32, 10))
    found = both_ways(layers, rows, np.ones((32, 1)))
    print("three layers:", found)
    # --8<-- [end:shown]
