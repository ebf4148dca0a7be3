import numpy as np


# --8<-- [start:variable]
class Variable:
    __array_ufunc__ = None  # (1)!

    def __init__(self, data, maker=None):
        self.data = np.array(data, dtype=float)  # (2)!
        self.data.flags.writeable = False  # (3)!
        self.maker = maker  # (4)!
        self.zero_grad()

    def zero_grad(self):
        self.grad = np.zeros(self.data.shape)

    def __repr__(self):
        return f"Variable({self.data})"


# --8<-- [end:variable]
# --8<-- [start:tape]
def tape(end):
    order, seen, stack = [], set(), [(end.maker, False)]
    while stack:
        step, inputs_done = stack.pop()
        if inputs_done:
            order.append(step)  # (1)!
        elif step is not None and step not in seen:
            seen.add(step)
            stack.append((step, True))  # (2)!
            stack += [(x.maker, False) for x in step.inputs]
    return order


# --8<-- [end:tape]
# --8<-- [start:helpers]
def as_tuple(result):
    return result if isinstance(result, tuple) else (result,)


def same_shape(what, array, like):
    if np.shape(array) != like.shape:
        found = f"{np.shape(array)}, not {like.shape}"
        raise ValueError(f"{what} has the shape {found}")


# --8<-- [end:helpers]
# --8<-- [start:backward]
def backward(self, seed=None):
    if seed is None and self.data.shape:
        raise ValueError(f"no seed for shape {self.data.shape}")
    seed = np.array(1 if seed is None else seed, dtype=float)
    same_shape("the seed", seed, self.data)
    found = {self: seed}  # (1)!
    for step in reversed(tape(self)):
        dys = [
            found.get(y, np.zeros(y.data.shape))  # (2)!
            for y in step.outputs
        ]
        dxs = as_tuple(step.backward(*dys))
        for x, dx in zip(step.inputs, dxs, strict=True):
            same_shape(f"gradient by {step}", dx, x.data)
            found[x] = found.get(x, 0) + dx  # (3)!
    for x, dx in found.items():
        x.grad = x.grad + dx  # (4)!


Variable.backward = backward


# --8<-- [end:backward]
