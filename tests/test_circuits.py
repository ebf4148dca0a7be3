"""Backward passes of small circuits: gate by gate, at forks, and what one missing plus sign costs."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import METHODS, Trial, complex_step, rejected_by, sample
from hypothesis import given
from hypothesis import strategies as st

NOTHING = np.zeros(0)
REALS = st.floats(-4, 4)
TWO_METHODS = METHODS.keys() - {"central difference"}


def sigmoid(a):
    return 1 / (1 + anp.exp(-a))


def staged(x):
    return (x[0] + sigmoid(x[1])) / (sigmoid(x[0]) + (x[0] + x[1]) ** 2)


def neuron(values):
    """The weights are the first three numbers, the data the last two."""
    return sigmoid(values[0] * values[3] + values[1] * values[4] + values[2])


def judged(backward, loss, values):
    """The methods that reject `backward(values)` as the gradient of the loss there."""
    values = np.array(values)
    trial = Trial(values, NOTHING.astype(values.dtype), values, loss, lambda inputs, _: inputs)
    return rejected_by(lambda inputs, _, __: {"dX": np.array(backward(inputs))}, trial)


def run(name):
    """The backward pass of a staged sample as a function of the inputs (its forward pass is always the right one)."""
    forward = sample("circuits.staged").forward
    return lambda inputs: sample(f"circuits.{name}").backward(forward(*map(float, inputs))[1])


def test_sum_times_number():
    module = sample("circuits.add_multiply")
    claimed = [module.dx, module.dy, module.dz]
    assert claimed == [-4, -4, 3] and module.loss == -12

    def loss(x):
        return (x[0] + x[1]) * x[2]

    inputs = [module.x, module.y, module.z]
    assert judged(lambda _: claimed, loss, inputs) == set()
    assert judged(lambda _: [-4, -4, -4], loss, inputs) == set(METHODS)


def test_neuron_prints_the_numbers_of_the_page():
    module = sample("circuits.neuron")
    loss, cache = module.forward([2, -3, -3], [-1, -2])
    dz, dx, dw = module.backward(cache)
    assert round(loss, 4) == 0.7311 and round(dz, 4) == 0.1966
    assert np.round(dw, 4).tolist() == [-0.1966, -0.3932, 0.1966]
    assert np.round(dx, 4).tolist() == [0.3932, -0.5898]


@given(st.lists(REALS, min_size=5, max_size=5))
def test_neuron(values):
    module = sample("circuits.neuron")

    def backward(inputs):
        _, dx, dw = module.backward(module.forward(list(inputs[:3]), list(inputs[3:]))[1])
        return [*dw, *dx]

    assert judged(backward, neuron, values) == set()


@given(REALS)
def test_the_four_gates_of_a_sigmoid_are_the_sigmoid(a):
    slope = complex_step(lambda x: sigmoid(x[0]), np.array([a]))[0]
    assert (1 - sigmoid(a)) * sigmoid(a) == pytest.approx(slope)
    module = sample("circuits.sigmoid_gates")
    assert module.da == pytest.approx((1 - module.inv) * module.inv)


@given(REALS, REALS)
def test_staged_function(x, y):
    assert judged(run("staged"), staged, [x, y]) == set()


def test_staged_function_at_the_place_of_the_page():
    assert np.round(run("staged")([3, -4]), 3).tolist() == [2.060, 1.592]
    assert np.round(run("overwritten")([3, -4]), 3).tolist() == [0.512, 0.009]


@given(st.floats(0.5, 3), st.floats(0.5, 3))
def test_an_overwritten_gradient_is_seen(x, y):
    assert judged(run("overwritten"), staged, [x, y]) == TWO_METHODS


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_fork(x, y):
    def loss(x):
        return (x[0] + x[1]) * x[0]

    backward = sample("circuits.fork").backward
    assert judged(lambda inputs: backward(*inputs), loss, [x, y]) == set()
    if x and x + y:  # each of the two parts alone is wrong unless the other one is 0
        assert judged(lambda _: (x, x), loss, [x, y]) == set(METHODS)
        assert judged(lambda _: (x + y, x), loss, [x, y]) == set(METHODS)


def test_the_bill():
    module = sample("circuits.answers")

    def bill(x):
        return (x[0] * x[1] + x[2]) * x[3]

    inputs = [module.price, module.pieces, module.wrapping, module.tax]
    assert judged(lambda _: [3.3, 220, 1.1, 700], bill, inputs) == set()
    assert module.bill == 3.3 and module.bill_own == 220 and module.total == bill(inputs)


def test_what_is_left_of_the_staged_gradient():
    module = sample("circuits.answers")
    assert sum(module.arrivals) == pytest.approx(run("staged")([3, -4])[0])
    assert module.arrivals[module.left - 1] == run("overwritten")([3, -4])[0]
    assert module.left == 3


@given(REALS, REALS)
def test_the_gate_of_the_hyperbolic_tangent(a, upstream):
    module = sample("circuits.answers")
    found = module.tanh_gate(np.tanh(a), upstream)
    assert judged(lambda _: [found], lambda x: upstream * anp.tanh(x[0]), [a]) == set()
    assert module.judge_tanh(lambda value, upstream: upstream - upstream * value**2)
    assert not module.judge_tanh(lambda value, upstream: upstream * value**2)


@given(st.floats(-700, 700))
def test_a_sigmoid_lets_a_quarter_through_at_most(a):
    value = sample("circuits.neuron").sigmoid(a)
    assert 0 <= (1 - value) * value <= 0.25
    assert (1 - value) * value < 0.01 or 0.01 < value < 0.99


def test_the_exponential_of_a_sigmoid_overflows_where_the_page_says():
    module = sample("circuits.neuron")
    with pytest.raises(OverflowError):
        module.sigmoid(-710)
    assert module.sigmoid(-709) == pytest.approx(np.exp(-709.0) / (1 + np.exp(-709.0)))
