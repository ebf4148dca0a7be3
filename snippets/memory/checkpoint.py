import numpy as np

# --8<-- [start:checkpoint]
from snippets.engine.function import Function
from snippets.engine.operations import ReLU, Variable
from snippets.engine.variable import tape


class Checkpoint(Function):
    def __init__(self, f):
        self.f = f

    def forward(self, *inputs):
        self.kept = inputs
        return self.f(*map(Variable, inputs)).data  # (1)!

    def backward(self, dy):
        again = [Variable(x) for x in self.kept]
        self.f(*again).backward(dy)  # (2)!
        return tuple(x.grad for x in again)


# --8<-- [end:checkpoint]
# --8<-- [start:networks]
def layers(x, *weights):
    for W in weights:
        x = ReLU()(x) @ W
    return x


def in_fours(x, *weights):
    for i in range(0, len(weights), 4):
        x = Checkpoint(layers)(x, *weights[i : i + 4])
    return x


def held(end):
    outputs = [y for step in tape(end) for y in step.outputs]
    return sum(y.data.nbytes for y in outputs)


# --8<-- [end:networks]
if __name__ == "__main__":
    # --8<-- [start:shown]
    def gradients(network):
        leaves = [Variable(a) for a in data]
        end = network(*leaves)
        print(network.__name__, "holds", held(end), "bytes")
        seed = np.ones(end.data.shape)
        end.backward(seed)
        return [x.grad for x in leaves]

    data = np.random.default_rng(0).standard_normal((17, 8, 8))
    plain, saving = gradients(layers), gradients(in_fours)
    print("equal gradients:", np.array_equal(plain, saving))
    # --8<-- [end:shown]
