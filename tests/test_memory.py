"""The page memory: gradients with any checkpoints by autograd and the complex step; what is kept, counted."""

import gc
from itertools import combinations

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

from snippets.engine import operations
from snippets.engine.variable import Variable

page, reading, engine, answers = (sample(f"memory.{name}") for name in ("over_time", "reads", "checkpoint", "answers"))
measure = pytest.mark.parametrize("measure", [complex_step, autodiff])


def data(layers: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(layers)
    return random.standard_normal((2, 3)), random.standard_normal((layers, 3, 3)), random.standard_normal((2, 3))


def through(x, weights):
    for W in weights:
        x = anp.where(anp.real(x) > 0, x, 0) @ W
    return x


@measure
@pytest.mark.parametrize("checkpoints", [[0], [0, 2], [0, 1, 2, 3], [0, 3]])
def test_gradients_with_any_checkpoints(checkpoints: list[int], measure) -> None:
    x, weights, dy = data(4)
    found, _ = page.run(x, weights, dy, checkpoints)
    for i, gradient in enumerate(found):
        front, back = through(x, weights[:i]), weights[i + 1 :]
        right = measure(lambda W, front=front, back=back: anp.sum(dy * through(through(front, [W]), back)), weights[i])
        assert np.allclose(gradient, right)


def test_a_wrong_slope_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    x, weights, dy = data(4)
    right, _ = page.run(x, weights, dy, range(4))
    monkeypatch.setitem(page.run.__globals__, "layer_back", lambda x, W, dy: (dy @ W.T, np.maximum(x, 0).T @ dy))
    wrong, _ = page.run(x, weights, dy, range(4))
    assert not np.allclose(right[0], wrong[0])


@pytest.mark.parametrize("layers", [1, 2, 5, 9])
def test_whatever_is_kept_the_gradient_is_the_same_and_the_steps_are_counted(layers: int) -> None:
    x, weights, dy = data(layers)
    whole, counts = page.run(x, weights, dy, range(layers))
    assert counts == [*range(1, layers + 1), *range(layers, 0, -1)]
    for many in range(layers):
        for others in combinations(range(1, layers), many):
            kept = [0, *others]
            found, counts = page.run(x, weights, dy, kept)
            assert np.array_equal(found, whole)
            assert len(counts) == 2 * layers + layers - len(kept)
            ends = [*others, layers]
            assert max(counts) == max(at + end - start for at, (start, end) in enumerate(zip(kept, ends, strict=True)))


def test_equal_stretches_are_best_near_the_root_and_others_are_better() -> None:
    for layers in 9, 12, 36, 100:
        peaks = {c: answers.peak_of(layers, range(0, layers, c)) for c in range(1, layers + 1) if layers % c == 0}
        assert all(peak == layers / c + c - 1 >= 2 * layers**0.5 - 1 for c, peak in peaks.items())
    least = min(answers.peak_of(9, [0, *some]) for n in range(9) for some in combinations(range(1, 9), n))
    assert (least, answers.peak_of(9, [0, 3, 6])) == (4, 5)
    assert answers.peak_of(answers.deepest, answers.starts) == 10


def test_a_step_that_keeps_a_copy_reads_nothing_of_what_is_spoilt() -> None:
    class Copying(operations.Multiply):
        def forward(self, x, y):
            z = super().forward(x, y)
            self.kept = x.copy(), y.copy()
            return z

    A = np.array([[1.0, -2], [3, 4]])
    assert reading.reads(operations.Multiply, x=A, y=A) == "x and y"
    assert reading.reads(Copying, x=A, y=A) == "nothing"
    for kind in operations.Exp, operations.Log, operations.Reciprocal, operations.ReLU:
        assert reading.reads(kind, x=A + 3) == "x"


def alive() -> int:
    """How many bytes all results in existence have, by Python itself."""
    gc.collect()
    return sum(one.data.nbytes for one in gc.get_objects() if isinstance(one, Variable) and one.maker)


@pytest.mark.parametrize("network", ["layers", "in_fours"])
def test_what_the_tape_holds_is_what_is_alive(network: str) -> None:
    gc.disable()
    gc.freeze()  # what other tests have made, millions of objects, is not counted again and again
    leaves = [Variable(array) for array in np.random.default_rng(0).standard_normal((17, 8, 8))]
    before = alive()
    end = getattr(engine, network)(*leaves)
    assert alive() - before == engine.held(end) == {"layers": 32, "in_fours": 4}[network] * 512
    end.backward(np.ones((8, 8)))
    assert alive() - before == engine.held(end)
    del end
    assert alive() == before
    gc.unfreeze()
    gc.enable()


def test_the_engine_goes_back_through_checkpoints_as_autograd_does() -> None:
    x, weights, dy = data(4)
    first, *rest = leaves = [Variable(x), *map(Variable, weights)]
    one = engine.Checkpoint(engine.layers)(first, *rest[:2])
    engine.Checkpoint(engine.layers)(one, *rest[2:]).backward(dy)
    right, _ = page.run(x, weights, dy, range(4))
    assert all(np.allclose(leaf.grad, gradient) for leaf, gradient in zip(leaves[1:], right, strict=True))
    assert np.allclose(first.grad, autodiff(lambda x: anp.sum(dy * through(x, weights)), x))


@pytest.mark.parametrize(
    ("output", "slope"),
    [
        (np.exp, lambda u: u),
        (np.tanh, lambda u: 1 - u**2),
        (np.reciprocal, lambda u: -(u**2)),
        (lambda x: 1 / (1 + np.exp(-x)), lambda y: answers.sigmoid_back(y, 1)),
    ],
)
def test_slopes_from_outputs(output, slope) -> None:
    x = np.array([0.5, 1.0, 3.0])
    assert np.allclose(slope(output(x)), complex_step(lambda x: np.sum(output(x)), x))


def test_relu_in_place_spoils_a_normalisation_but_not_tanh() -> None:
    """Exercise 5: what an operation that has kept its output sends back after ReLU has written over that output."""
    normalise = sample("normalisation.layer")
    X, dR = np.array([[1.0, -0.5, 2.0, -1.0]]), np.array([[1.0, 2.0, 3.0, 4.0]])

    def sent(Y, back):
        R = np.maximum(Y, 0)
        return [back(kept, dR * (kept > 0)) for kept in (Y, R)]

    T = np.tanh(X)
    right, spoilt = sent(T, lambda kept, dY: dY * (1 - kept**2))
    assert np.array_equal(right, spoilt) and (T < 0).any()
    Y, S = normalise.normalise(X)
    right, spoilt = sent(Y, lambda kept, dY: normalise.normalise_back(kept, S, dY))
    assert np.array_equal(right != spoilt, Y < 0)
