"""Derivatives of a product and a maximum, predictions that fail by what they should, and ties that share."""

from itertools import pairwise

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import METHODS, Trial, rejected_by, sample
from hypothesis import given
from hypothesis import strategies as st

INTEGERS = st.integers(-9, 9)
NOTHING = np.zeros(0, dtype=int)  # these losses have one operand, the array of all inputs


def product_of(x):
    return x[0] * x[1]


def maximum_of(x):
    return anp.maximum(x[0], x[1])


def judged(rule, loss, values):
    """The methods that reject `rule(x, y)` as the gradient of the loss at these two inputs."""
    values = np.array(values)
    trial = Trial(values, NOTHING.astype(values.dtype), values, loss, lambda inputs, _: inputs)
    return rejected_by(lambda inputs, _, __: {"dX": np.array(rule(*inputs))}, trial)


@given(INTEGERS, INTEGERS)
def test_product(x, y):
    assert judged(sample("sensitivity.product").gradient, product_of, [x, y]) == set()


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_product_of_reals(x, y):
    assert judged(sample("sensitivity.product").gradient, product_of, [x, y]) == set()


def test_the_two_derivatives_exchanged_are_seen_three_ways():
    assert judged(lambda x, y: (x, y), product_of, [4, -3]) == set(METHODS)


def test_the_sensitivities_of_the_page():
    module = sample("sensitivity.product")
    assert (module.product(4, -3), module.dx, module.dy) == (-12, -3, 4)
    assert (module.change_x, module.change_y) == (module.h, module.h), "the last line moves both"
    assert module.measured - module.predicted == pytest.approx(module.h**2)


def test_quotients_come_nearer_to_the_derivative():
    module = sample("sensitivity.limit")
    errors = [module.quotient(module.square, 1, h) - 2 for h in (1, 0.1, 0.01)]
    assert all(later == pytest.approx(earlier / 10) for earlier, later in pairwise(errors))


@given(INTEGERS, INTEGERS)
def test_maximum_without_a_tie(x, y):
    if abs(x - y) > 1:  # a step of 1 must not reach the kink
        assert judged(sample("sensitivity.ties").equal_shares, maximum_of, [x, y]) == set()


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_shares_add_up_to_one_and_none_is_negative(x, y):
    for shares in (sample("sensitivity.ties").equal_shares(x, y), sample("sensitivity.ties").equal_shares(x, x)):
        assert sum(shares) == 1 and min(shares) >= 0


@given(st.integers(-1000, 1000), st.sampled_from([0.25, 0.5, 1]))
def test_the_slope_of_a_tie_along_both_inputs_is_one(a, h):
    """The directional derivative of max(a, a) along (1, 1), measured; two of the four rules contradict it."""
    slope = (max(a + h, a + h) - max(a, a)) / h
    rules = sample("sensitivity.ties").rules
    assert slope == 1
    assert {name: sum(rule(a, a)) == slope for name, rule in rules.items()} == {
        "x > y and y > x": False,
        "x >= y and y >= x": False,
        "the first wins": True,
        "equal shares": True,
    }


def test_the_tie_rule_is_the_one_of_an_independent_autodiff():
    import autograd

    assert tuple(autograd.grad(maximum_of)(np.array([2.0, 2.0]))) == sample("sensitivity.ties").equal_shares(2, 2)


def test_answers():
    module = sample("sensitivity.answers")
    assert (module.lower, module.lower_against, module.lower_weak) == (1, 2, 4)
    assert (module.exact, module.exact_predicted, module.exact_swapped) == (1.18, 1.2, -0.9)
    assert module.error == pytest.approx(6 * 0.1**2 + 0.1**3)
    assert sample("sensitivity.cube").error == pytest.approx(6 * 0.01**2 + 0.01**3)


@given(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted))
def test_no_shares_of_three_equal_inputs_fit_a_direction_and_its_opposite(cuts):
    """The prediction turns its sign with the direction, the maximum does not."""
    shares = np.diff([0, *cuts, 1])
    direction = np.array([1, 0, -1])
    predictions = [shares @ (sign * direction) for sign in (1, -1)]
    assert predictions != [np.max(sign * direction) for sign in (1, -1)] == [1, 1]
