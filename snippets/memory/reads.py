# --8<-- [start:reads]
import numpy as np

from snippets.engine.operations import (
    Add,
    Exp,
    MatMul,
    Multiply,
    ReLU,
    Sum,
    Tanh,
    Transpose,
)
from snippets.engine.variable import as_tuple


def sent_back(operation, inputs, spoilt=None):
    step = operation()
    arrays = {name: a.copy() for name, a in inputs.items()}
    output = step.forward(*arrays.values())
    arrays["output"] = np.asarray(output)
    dz = np.ones(arrays["output"].shape)
    if spoilt:
        arrays[spoilt][...] = np.nan  # (1)!
    sent = as_tuple(step.backward(dz))
    return np.hstack([a.ravel() for a in sent])


def reads(operation, **inputs):
    right = sent_back(operation, inputs)
    missed = [
        name
        for name in (*inputs, "output")
        if any(sent_back(operation, inputs, name) != right)
    ]
    return " and ".join(missed) or "nothing"


# --8<-- [end:reads]
if __name__ == "__main__":
    # --8<-- [start:shown]
    A = np.array([[1.0, -2], [3, 4]])
    B = np.array([[2.0, 1], [-1, 5]])
    for kind in Add, Multiply, MatMul:
        print(kind.__name__, "reads", reads(kind, x=A, y=B))
    for kind in Transpose, Sum, ReLU, Exp, Tanh:
        print(kind.__name__, "reads", reads(kind, x=A))
    # --8<-- [end:shown]
