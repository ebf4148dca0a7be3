import numpy as np


# --8<-- [start:checks]
def fork(e):
    x = e.Variable([3])
    (x * x).backward([1])
    return x.grad, 6


def order(e):
    x = e.Variable([2])
    a = x * x
    (a * 3 + a).backward([1])
    return x.grad, 16


def views(e):
    x = e.Variable([[1, 2], [3, 4]])
    a, b = e.Transpose()(x), e.Transpose()(x)
    (a + b).backward([[1, 1], [1, 1]])
    return a.grad + b.grad, np.full((2, 2), 2)


def axes(e):
    x, seed = e.Variable(np.zeros((2, 2, 2))), np.arange(8)
    seed = seed.reshape(2, 2, 2)
    e.Transpose((2, 0, 1))(x).backward(seed)
    return x.grad, np.transpose(seed, (1, 2, 0))


def twice(e):
    x, double = e.Variable([[1, 2]]), e.MatMul()
    turn = np.array([[0, 1], [1, 1]])
    double(double(x, turn), turn).backward([[1, 0]])
    return x.grad, [[1, 1]]


def passes(e):
    x = e.Variable(2)
    y = x * 3
    y.backward()
    y.backward()
    return x.grad, 6


def stretched(e):
    x, y = e.Variable([[1], [2]]), e.Variable([1, 2, 3])
    (x * y).backward([[1, 1, 1], [1, 1, 1]])
    return x.grad, [[6], [6]]


def unused(e):
    x = e.Variable([1, 2, 3])
    e.Split([2])(x)[0].backward([1, 1])
    return x.grad, [1, 1, 0]


CHECKS = fork, order, views, axes, twice, passes, stretched, unused


def failures(e):
    for check in CHECKS:
        name = check.__name__
        try:
            found, right = map(np.ravel, check(e))
        except Exception as error:
            yield f"{name}: {error}"
        else:
            if not np.array_equal(found, right):
                yield f"{name}: {found}, not {right}"


# --8<-- [end:checks]
if __name__ == "__main__":
    # --8<-- [start:sound]
    from types import SimpleNamespace

    from snippets.engine.operations import (
        MatMul,
        Split,
        Transpose,
        Variable,
    )

    parts = Variable, MatMul, Split, Transpose
    engine = SimpleNamespace(**{p.__name__: p for p in parts})
    failed = list(failures(engine))
    print(len(CHECKS), "checks, failures:", failed)
    # --8<-- [end:sound]
