"""Add copies, max routes, multiply swaps; the scale of the data is the scale of the weights' gradient."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import METHODS, Trial, rejected_by, sample
from hypothesis import given
from hypothesis import strategies as st

INTEGERS = st.integers(-9, 9)
NOTHING = np.zeros(0, dtype=int)
OPERATIONS = {
    "add": lambda x: x[0] + x[1],
    "larger": lambda x: anp.maximum(x[0], x[1]),
    "multiply": lambda x: x[0] * x[1],
}


def circuit(x):
    return 2 * (x[0] * x[1] + anp.maximum(x[2], x[3]))


def judged(claimed, loss, values):
    """The methods that reject these numbers as the gradient of the loss."""
    values = np.array(values)
    trial = Trial(values, NOTHING.astype(values.dtype), values, loss, lambda inputs, _: inputs)
    return rejected_by(lambda *_: {"dX": np.array(claimed)}, trial)


@pytest.mark.parametrize("gate", OPERATIONS)
@given(x=INTEGERS, y=INTEGERS, upstream=INTEGERS)
def test_gates(gate, x, y, upstream):
    if gate != "larger" or abs(x - y) > 1:  # a step of 1 must not reach the kink
        claimed = getattr(sample("gate_patterns.gates"), gate)(x, y, upstream)
        assert judged(claimed, lambda x: upstream * OPERATIONS[gate](x), [x, y]) == set()


@given(INTEGERS, INTEGERS)
def test_a_tie_passes_on_what_arrived(a, upstream):
    shares = sample("gate_patterns.gates").larger(a, a, upstream)
    assert sum(shares) == upstream and shares[0] == shares[1]


def test_three_gates():
    module = sample("gate_patterns.three_gates")
    inputs, claimed = [module.x, module.y, module.z, module.w], [module.dx, module.dy, module.dz, module.dw]
    assert claimed == [-8, 6, 2, 0] and module.loss == -20
    assert judged(claimed, circuit, inputs) == set()
    assert judged([6, -8, 2, 0], circuit, inputs) == set(METHODS)
    assert judged([-8, 6, 0, 2], circuit, inputs) == set(METHODS)


@given(st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_input_times_gradient_is_the_same_for_both(x, y):
    dx, dy = sample("gate_patterns.gates").multiply(x, y, 1)
    assert x * dx == pytest.approx(y * dy)
    assert (dx > dy) == (x < y)


@given(st.lists(INTEGERS, min_size=1, max_size=5), INTEGERS, st.integers(2, 1000))
def test_the_scale_of_the_data_is_the_scale_of_the_gradient(x, da, scale):
    """1000 times the data, 1000 times the gradient, for a fixed upstream gradient; a million times at the score."""
    module = sample("gate_patterns.data_scale")
    large = [scale * value for value in x]
    assert judged(module.gradient(x, da), lambda w: da * (w @ np.array(x)), [0] * len(x)) == set()
    assert module.gradient(large, da) == [scale * value for value in module.gradient(x, da)]
    assert module.change_of_score(large, 1) == scale**2 * module.change_of_score(x, 1)
    assert module.change_of_score(large, 1 / scale**2) == pytest.approx(module.change_of_score(x, 1))


def test_the_scale_on_the_page():
    module = sample("gate_patterns.data_scale")
    assert (module.gradient(module.x, module.da), module.before) == ([2, -4, 6], -28)
    assert (-2) * 1 + 4 * (-2) + (-6) * 3 == -28


def test_answers():
    module = sample("gate_patterns.answers")
    assert module.circuit.tolist() == [4, 4, 0, 1]
    assert judged(module.circuit, lambda x: (x[0] + x[1]) * anp.maximum(x[2], x[3]), [-2, 3, 1, 4]) == set()
    assert module.shares.tolist() == [1 / 4, 1 / 4, 1 / 2] and sum(module.shares) == 1
    assert sum(module.shares_halves) > 1
    assert judged([module.square], lambda x: x[0] * x[0], [5]) == set()


def test_without_the_mean_the_shared_error_is_left_to_the_bias():
    module = sample("gate_patterns.answers")
    assert (module.shift, module.shift_centred) == ((2000, 2), (0, 2))
