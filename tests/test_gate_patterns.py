"""Add copies, max routes, multiply swaps; the scale of the data is the scale of the weights' gradient."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import METHODS, Trial, execute, rejected_by, sample, trials
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


@given(trials())
def test_the_scale_of_the_data_is_the_scale_of_the_gradient(trial):
    """1000 times the data, 1000 times the gradient, for a fixed upstream gradient; a million times at the product."""
    integers = all(A.dtype.kind == "i" for A in (trial.X, trial.Y, trial.dZ))
    if not integers or not np.all(trial.X @ trial.X.T @ trial.dZ):
        return  # the sample divides the changes of Z by each other
    found = execute("gate_patterns.data_scale", trial.X, trial.Y, trial.dZ)
    assert np.array_equal(found["dY_scaled"], 1000 * found["dY"])
    assert np.array_equal(found["same_rate"], 1000**2 * found["before"])
    assert np.allclose(found["smaller_rate"], found["before"])


def test_answers():
    module = sample("gate_patterns.answers")
    claimed = [module.dx, module.dy, module.dz, module.dw]
    assert judged(claimed, lambda x: (x[0] + x[1]) * anp.maximum(x[2], x[3]), [-2, 3, 1, 4]) == set()
    assert (module.dfirst, module.dsecond, module.dlast) == (0.25, 0.25, 0.5)
    assert judged([module.first + module.second], lambda x: x[0] * x[0], [module.a]) == set()
