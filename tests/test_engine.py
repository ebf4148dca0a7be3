"""The engine's gradients on random programs, against two other methods; its promises; and its six seeded bugs."""

import importlib.util
import subprocess
import sys

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from gradients import complex_step, sample
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import ON_ENGINE, draw_values, plain, programs, run, weights
from the_book import BOOK

from book.figures.kit import gallery
from book.source.samples import MARK
from snippets import fixture
from snippets.engine import operations as engine
from snippets.engine.operations import Add, MatMul, ReLU, Reshape, Split, Sum, Tanh, Transpose, Variable
from snippets.engine.variable import tape

bugs = sample("engine.bugs")
checks = sample("engine.checks")


def on_engine(program, values):
    """The engine's gradients of the same loss: each used result gets its part of the gradient as a seed."""
    variables = [Variable(value) for value in values]
    results = run(program, ON_ENGINE, variables)
    for i in program.used:
        W = weights(results[i].data.shape)
        results[i].backward(W * np.cos(W * results[i].data))
    return [variable.grad for variable in variables]


seeds = st.integers(0, 2**32 - 1)


def agree(one, other):
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-8, atol=1e-8 * (1 + np.abs(other).max()))


@settings(max_examples=200)
@given(programs(), seeds)
def test_random_programs_agree_with_another_engine(program, seed):
    values = draw_values(program, seed)
    expected = autograd.grad(plain(program, anp), tuple(range(len(values))))(*values)
    assert all(map(agree, on_engine(program, values), expected))


@settings(max_examples=200)
@given(programs(), seeds)
def test_random_programs_agree_with_a_complex_step(program, seed):
    values, loss = draw_values(program, seed), plain(program, np)
    for i, found in enumerate(on_engine(program, values)):
        expected = complex_step(lambda A, i=i: loss(*values[:i], A, *values[i + 1 :]), values[i])
        assert agree(found, expected)


HAS_TORCH = importlib.util.find_spec("torch") is not None


@pytest.mark.skipif(
    not HAS_TORCH, reason="PyTorch is no requirement of the book; it is asked only where it is installed"
)
@settings(max_examples=100)
@given(programs(), seeds)
def test_random_programs_agree_with_pytorch(program, seed):
    torch = importlib.import_module("torch")
    operations = {
        "add": lambda extra, x, y: (x + y,),
        "multiply": lambda extra, x, y: (x * y,),
        "matmul": lambda extra, x, y: (torch.matmul(x, y),),
        "tanh": lambda extra, x: (torch.tanh(x),),
        "subtract": lambda extra, x, y: (x - y,),
        "divide": lambda extra, x, y: (x / (y * y + 2),),
        "exp": lambda extra, x: (torch.exp(-x * x),),
        "log": lambda extra, x: (torch.log(x * x + 2),),
        "relu": lambda extra, x: (torch.relu(x),),
        "sum": lambda extra, x: (x.sum() if extra is None else x.sum(extra),),
        "reshape": lambda extra, x: (x.reshape(extra),),
        "transpose": lambda extra, x: (x.permute(tuple(range(x.ndim)[::-1] if extra is None else extra)),),
        "broadcast": lambda extra, x: (x.expand(extra),),
        "split": lambda extra, x: (x[: extra[0]], x[extra[0] :]),
    }
    values = draw_values(program, seed)
    tensors = [torch.tensor(value, requires_grad=True) for value in values]
    results = run(program, operations, tensors)
    used = [results[i] for i in program.used]
    sum((torch.tensor(weights(tuple(r.shape))) * r).sin().sum() for r in used).backward()
    expected = [np.zeros(t.shape) if t.grad is None else t.grad.numpy() for t in tensors]
    assert all(map(agree, on_engine(program, values), expected))


def test_random_programs_would_show_a_bug(monkeypatch):
    """With one derivative broken, some random program disagrees: the comparison can fail."""

    @settings(max_examples=200, database=None)
    @given(programs(), seeds)
    def compare(program, seed):
        values = draw_values(program, seed)
        expected = autograd.grad(plain(program, anp), tuple(range(len(values))))(*values)
        assert all(map(agree, on_engine(program, values), expected))

    monkeypatch.setattr(Tanh, "backward", lambda self, dy: dy * (1 - self.kept))
    with pytest.raises(AssertionError):
        compare()


# What the page promises.


def test_the_whole_engine_is_short():
    files = ("variable", "function", "operations")
    lines = [line for f in files for line in (BOOK.snippets / "engine" / f"{f}.py").read_text().splitlines()]
    assert len([line for line in lines if line.strip() and not MARK.match(line)]) < 180


DEEP = """import threading
from snippets.engine.operations import Variable

def run():
    x = y = Variable(1)
    for _ in range(10_000): y = y * 1 + 0
    y.backward()
    assert x.grad == 1, x.grad
    del y
    print("freed")

threading.stack_size(2**18)  # a thirtieth of the usual stack: as deep as half a million steps
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


def test_a_deep_chain_does_not_overflow_the_stack():
    """In a process of its own: an overflow when the chain is freed would end this one."""
    done = subprocess.run([sys.executable, "-c", DEEP], cwd=BOOK.root, capture_output=True, text=True)
    assert done.stdout == "freed\n" and done.returncode == 0, done.stderr


def test_the_tape_is_in_topological_order():
    x = Variable(2)
    a = x * x
    b = a * 3
    y = b + a * b
    steps = tape(y)
    assert len(steps) == len(set(steps)) == 4
    for place, step in enumerate(steps):
        assert all(v.maker is None or steps.index(v.maker) < place for v in step.inputs)


def test_a_tensor_needs_a_seed_of_its_shape():
    y = Reshape((3, 2))(fixture.X)
    with pytest.raises(ValueError, match=r"no seed for shape \(3, 2\)"):
        y.backward()
    with pytest.raises(ValueError, match=r"the seed has the shape \(2, 3\), not \(3, 2\)"):
        y.backward(np.ones((2, 3)))
    with pytest.raises(ValueError, match="the seed"):
        y.backward(1)


def test_everything_is_a_float():
    x = Variable([[1, 2]])
    Sum()(x).backward()
    assert x.data.dtype == x.grad.dtype == np.float64
    x.grad *= 0.5
    assert x.grad.tolist() == [[0.5, 0.5]]


def test_nothing_is_shared():
    array = np.ones((2, 2))
    x = Variable(array)
    y = Transpose()(x)
    array += 1
    assert x.data.tolist() == [[1, 1], [1, 1]]
    seed = np.ones((2, 2))
    y.backward(seed)
    y.grad += 10
    seed += 10
    assert x.grad.tolist() == [[1, 1], [1, 1]]
    assert not np.shares_memory(x.data, y.data)
    with pytest.raises(ValueError, match="read-only"):
        x.data += 1


def test_addition_broadcasts():
    x, y = Variable(np.ones((2, 3))), Variable(np.ones(3))
    (x + y).backward(np.ones((2, 3)))
    assert x.grad.tolist() == [[1, 1, 1]] * 2 and y.grad.tolist() == [2, 2, 2]


def test_a_product_of_vectors_is_refused():
    with pytest.raises(ValueError, match="needs two axes"):
        Variable([1, 2]) @ Variable([3, 4])


def test_arrays_and_numbers_on_the_left():
    x = Variable(np.eye(2))
    for y in np.ones((2, 2)) + x, 2 * x, np.ones((2, 2)) @ x:
        assert isinstance(y, Variable)


def test_a_wrong_shape_from_a_step_is_named():
    class Forgetful(Add):
        def backward(self, dz):
            return dz, dz

    y = Forgetful()(Variable(np.ones((2, 3))), Variable(np.ones(3)))
    with pytest.raises(ValueError, match=r"gradient by Forgetful has the shape \(2, 3\), not \(3,\)"):
        y.backward(np.ones((2, 3)))


def test_zeroing_and_accumulating():
    x = Variable(3)
    y = x * x
    y.backward()
    y.backward()
    assert x.grad == 12
    x.zero_grad()
    assert x.grad == 0
    y.backward(10)
    assert x.grad == 60


@given(seeds, st.integers(2, 4))
def test_one_matrix_times_a_stack(seed, count):
    draw = np.random.default_rng(seed).integers
    A, B, dZ = draw(-9, 10, (2, 3)), draw(-9, 10, (count, 3, 4)), draw(-9, 10, (count, 2, 4))
    x, y = Variable(A), Variable(B)
    MatMul()(x, y).backward(dZ)
    assert np.array_equal(x.grad, sum(dZ[i] @ B[i].T for i in range(count)))
    assert np.array_equal(y.grad, np.stack([A.T @ dZ[i] for i in range(count)]))


def test_the_demos_print_the_known_values():
    x = Variable([[1, 2, 3], [4, 5, 6]])
    assert Sum()(x).data == 21
    assert (x + 10 * x.data).data.tolist() == [[11, 22, 33], [44, 55, 66]]
    assert Transpose()(x).data.tolist() == [[1, 4], [2, 5], [3, 6]]
    y, z = Split([1])(x)
    assert (y + z).data.tolist() == [[5, 7, 9]]
    weights = np.array(sample("engine.moves").weights)
    assert np.array_equal(sample("engine.moves").x.grad, np.outer([1, 10], weights.sum(axis=1)))
    found = sample("engine.products")
    assert np.array_equal(found.y.grad, fixture.dY) and np.array_equal(found.x.grad, fixture.dX)


@pytest.mark.parametrize(
    "compute",
    [lambda x: 5 - x, lambda x: x - 5, lambda x: -x, lambda x: 5 / x, lambda x: x / 5],
    ids=["5 - x", "x - 5", "-x", "5 / x", "x / 5"],
)
def test_numbers_on_either_side(compute):
    x = Variable(2)
    y = compute(x)
    y.backward()
    assert np.isclose(y.data, compute(2)) and np.isclose(x.grad, compute(2 + 1e-30j).imag / 1e-30)


def test_relu_has_the_slope_0_at_its_kink():
    x = Variable([-1, 0, 2])
    ReLU()(x).backward([1, 1, 1])
    assert x.grad.tolist() == [0, 0, 1]


def test_the_network_learns_and_its_gradients_are_those_by_hand():
    found = sample("engine.network")
    assert np.array_equal(found.Z.data.round(1), found.T) and found.loss.data < 1e-3


def test_recursion_finds_the_same_order():
    x = Variable(2)
    y = (x * x + x) * x
    sample("engine.deep").visit(y.maker, steps := [])
    assert steps == tape(y)


# The six bugs.

CAUGHT = {
    "1": {"fork", "order"}, "2": {"order"}, "3": {"views"}, "4": {"axes"}, "5": {"twice"}, "6": {"passes"},
}  # fmt: skip


def test_the_sound_engine_passes_every_check():
    assert list(checks.failures(engine)) == []


def test_there_are_six_bugs():
    assert bugs.BUGS.keys() == CAUGHT.keys()


@pytest.mark.parametrize("number", CAUGHT)
def test_each_bug_is_caught(number):
    found = checks.failures(bugs.engine(**bugs.BUGS[number]))
    assert {failure.split(":")[0] for failure in found} == CAUGHT[number]


def test_the_copied_engine_itself_is_sound():
    assert list(checks.failures(bugs.engine("(1 - self.kept**2)", "(1 - self.kept * self.kept)"))) == []


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("stretched", "if n == 1]", "if n == 0]"),
        ("unused", "np.zeros(y.data.shape)", "np.ones(y.data.shape)"),
    ],
)
def test_the_other_checks_can_fail_too(check, right, wrong):
    found = checks.failures(bugs.engine(right, wrong))
    assert check in {failure.split(":")[0] for failure in found}


# The figure.


def test_the_figure_shows_what_the_engine_computes():
    assert "dx = 36" in gallery.standalone(BOOK, "engine-tape", "en")
