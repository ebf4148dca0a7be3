"""Random programs of tensor operations, run on anything that knows the operations."""

from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from snippets.engine import operations as engine


class Step(NamedTuple):
    """One step of a random program: an operation, the places of its inputs, and what else it needs."""

    operation: str
    inputs: tuple[int, ...]
    extra: Any = None


class Program(NamedTuple):
    """Shapes of the inputs, the steps, and the place of every result that the loss uses."""

    shapes: list[tuple[int, ...]]
    steps: list[Step]
    used: list[int]


# Each operation twice: for arrays of a NumPy-like module `np`, and on the engine. Results are tuples.
PLAIN = {
    "add": lambda np, extra, x, y: (x + y,),
    "multiply": lambda np, extra, x, y: (x * y,),
    "matmul": lambda np, extra, x, y: (np.matmul(x, y),),
    "tanh": lambda np, extra, x: (np.tanh(x),),
    "subtract": lambda np, extra, x, y: (x - y,),
    "divide": lambda np, extra, x, y: (x / (y * y + 2),),
    "exp": lambda np, extra, x: (np.exp(-x * x),),
    "log": lambda np, extra, x: (np.log(x * x + 2),),
    "relu": lambda np, extra, x: (np.where(np.real(x) > 0, x, 0),),
    "sum": lambda np, extra, x: (np.sum(x, axis=extra),),
    "reshape": lambda np, extra, x: (np.reshape(x, extra),),
    "transpose": lambda np, extra, x: (np.transpose(x, extra),),
    "broadcast": lambda np, extra, x: (x * np.ones(extra),),
    "split": lambda np, extra, x: (x[: extra[0]], x[extra[0] :]),
}
ON_ENGINE = {
    "add": lambda extra, x, y: (x + y,),
    "multiply": lambda extra, x, y: (x * y,),
    "matmul": lambda extra, x, y: (x @ y,),
    "tanh": lambda extra, x: (engine.Tanh()(x),),
    "subtract": lambda extra, x, y: (x - y,),
    "divide": lambda extra, x, y: (x / (y * y + 2),),
    "exp": lambda extra, x: (engine.Exp()(-x * x),),
    "log": lambda extra, x: (engine.Log()(x * x + 2),),
    "relu": lambda extra, x: (engine.ReLU()(x),),
    "sum": lambda extra, x: (engine.Sum(extra)(x),),
    "reshape": lambda extra, x: (engine.Reshape(extra)(x),),
    "transpose": lambda extra, x: (engine.Transpose(extra)(x),),
    "broadcast": lambda extra, x: (engine.Broadcast(extra)(x),),
    "split": lambda extra, x: engine.Split(extra)(x),
}

PAIRED = ("add", "multiply", "subtract", "divide")
ENTRYWISE = ("tanh", "exp", "log", "relu")


def fits(*shapes):
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


@st.composite
def programs(draw):
    """Up to twelve steps on up to three inputs; any earlier result may be used again, or never."""
    sizes = st.lists(st.integers(1, 3), max_size=3).map(tuple)
    inputs = draw(st.lists(sizes, min_size=1, max_size=3))
    shapes, steps = list(inputs), []

    def step(operation, places, extra, *results):
        steps.append(Step(operation, places, extra))
        shapes.extend(results)

    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(shapes) - 1))
        shape = shapes[place]
        pairs = [i for i, s in enumerate(shapes) if fits(shape, s) is not None]
        chains = [
            i for i, s in enumerate(shapes)
            if min(len(shape), len(s)) >= 2 and shape[-1] == s[-2] and fits(shape[:-2], s[:-2]) is not None
        ]  # fmt: skip
        kinds = [*PAIRED, *ENTRYWISE, "reshape", "transpose", "broadcast"]
        kinds += ["sum"] * bool(shape) + ["matmul"] * 2 * bool(chains) + ["split"] * bool(shape and shape[0] > 1)
        kind = draw(st.sampled_from(kinds))
        if kind in PAIRED:
            other = draw(st.sampled_from(pairs))
            step(kind, (place, other), None, fits(shape, shapes[other]))
        elif kind == "matmul":
            other = draw(st.sampled_from(chains))
            lead = fits(shape[:-2], shapes[other][:-2])
            step(kind, (place, other), None, (*lead, shape[-2], shapes[other][-1]))
        elif kind in ENTRYWISE:
            step(kind, (place,), None, shape)
        elif kind == "sum":
            axis = draw(st.none() | st.integers(-len(shape), len(shape) - 1))
            step(kind, (place,), axis, np.zeros(shape).sum(axis).shape)
        elif kind == "reshape":
            size = int(np.prod(shape))
            target = draw(st.sampled_from([(size,), (1, size), (size, 1), shape[::-1]]))
            step(kind, (place,), target, target)
        elif kind == "transpose":
            axes = tuple(draw(st.permutations(range(len(shape)))))
            axes = draw(st.sampled_from([None, axes, tuple(a - len(shape) for a in axes)]))
            step(kind, (place,), axes, np.transpose(np.zeros(shape), axes).shape)
        elif kind == "broadcast":
            target = (*draw(st.sampled_from([(), (2,), (1,)])), *(3 if n == 1 else n for n in shape))
            step(kind, (place,), target, target)
        else:
            cut = draw(st.integers(1, shape[0] - 1))
            step(kind, (place,), [cut], (cut, *shape[1:]), (shape[0] - cut, *shape[1:]))
    results = st.integers(len(inputs), len(shapes) - 1)
    return Program(inputs, steps, draw(st.lists(results, min_size=1, max_size=3)))


def run(program, operations, values):
    """All results of a program, the inputs first."""
    values = list(values)
    for operation, places, extra in program.steps:
        values += operations[operation](extra, *(values[i] for i in places))
    return values


def plain(program, np):
    """The loss of a program as a function of its inputs: Σ sin(W ⊙ result) over the results it uses."""
    operations = {name: lambda extra, *x, f=f: f(np, extra, *x) for name, f in PLAIN.items()}

    def loss(*values):
        results = run(program, operations, values)
        return sum(np.sum(np.sin(weights(np.shape(results[i])) * results[i])) for i in program.used)

    return loss


def weights(shape):
    return np.cos(1 + np.arange(np.prod(shape, dtype=int))).reshape(shape)


def draw_values(program, seed):
    generator = np.random.default_rng(seed)
    return [generator.uniform(-1, 1, shape) for shape in program.shapes]
