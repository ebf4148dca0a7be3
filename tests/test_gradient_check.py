"""The three ways to measure a gradient, their errors, and what the page says of kinks, steps and tolerances."""

import math
from decimal import Decimal, localcontext

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from gradients import sample
from hypothesis import given
from hypothesis import strategies as st

from snippets import fixture
from snippets.difference import central_difference

example, kink = sample("gradient_check.example"), sample("gradient_check.kink")
three, curve = sample("gradient_check.three_ways"), sample("gradient_check.v_curve")
huge, faulty = sample("gradient_check.huge_step"), sample("gradient_check.faults")
single, answers = sample("gradient_check.single").single, sample("gradient_check.answers")
X, relative_error, METHODS = example.tenths, sample("gradient_check.relative").relative_error, three.methods
PRECISIONS = {np.float64: example.loss, np.float32: single}
ORDERS = {"forward": 1, "central": 2, "complex": 2}
NORMAL = {"forward": (1e-8, 1e-8), "central": (1e-5, 1e-10), "complex": (1e-30, 1e-15)}
small = st.floats(-3, 3).filter(lambda x: abs(x) > 1e-3)


def in_digits(matrix):
    return [[Decimal(str(entry)) for entry in row] for row in np.asarray(matrix).tolist()]


def test_claimed_gradient_is_the_measured_one_in_sixty_digits():
    """An independent referee: decimals, loops, and a step of 1e-20."""
    A, Y, C = (in_digits(M) for M in (X, fixture.Y, fixture.dZ))

    def loss(A):
        Z = [[sum(a * Y[l][j] for l, a in enumerate(row)) for j in range(4)] for row in A]
        return sum(C[i][j] * (1 + Z[i][j] ** 2).sqrt() for i in range(2) for j in range(4))

    with localcontext(prec=60):
        h = Decimal("1e-20")
        for s, t in np.ndindex(X.shape):
            ends = []
            for step in h, -h:
                moved = [list(row) for row in A]
                moved[s][t] += step
                ends.append(loss(moved))
            assert math.isclose((ends[0] - ends[1]) / (2 * h), example.gradient(X)[s, t], rel_tol=1e-14)


@given(st.lists(small, min_size=6, max_size=6))
def test_claimed_gradient_everywhere(entries):
    A = np.reshape(entries, (2, 3))

    def loss(A):
        return anp.sum(fixture.dZ * anp.sqrt(1 + anp.dot(A, fixture.Y) ** 2))

    assert np.isclose(example.loss(A), loss(A))
    assert np.allclose(example.gradient(A), autograd.grad(loss)(A), rtol=1e-9, atol=1e-12)


def test_product_is_the_matrix_product():
    assert np.array_equal(example.product(fixture.X, fixture.Y), fixture.Z)
    assert np.array_equal(example.product(fixture.dZ, fixture.Y.T), fixture.dX)


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_the_input_alone_decides_the_precision(precision):
    assert example.loss(X.astype(precision)).dtype == PRECISIONS[precision](X).dtype == precision
    assert example.loss(X + 1e-30j).dtype == complex and example.gradient(X).dtype == float


@pytest.mark.parametrize("name", METHODS)
def test_method_measures_any_loss(name):
    rng = np.random.default_rng(3)
    W, A = rng.standard_normal((2, 4, 5))
    step, _ = NORMAL[name]
    measured = METHODS[name](lambda A: (W * np.sin(A) * np.exp(A)).sum(), A, step)
    assert relative_error(measured, W * np.exp(A) * (np.sin(A) + np.cos(A))) < 1e-6


@pytest.mark.parametrize("name", METHODS)
def test_truncation_has_the_order_of_the_page(name):
    coarse, fine = (curve.error(name, h) for h in (1e-2, 1e-3))
    assert math.log10(coarse / fine) == pytest.approx(ORDERS[name], abs=0.05)


@pytest.mark.parametrize("name", METHODS)
def test_rounding_grows_only_where_it_is_subtracted(name):
    early, late = (curve.error(name, h) for h in (1e-9, 1e-13))
    if name == "complex":
        assert max(early, late, curve.error(name, 1e-30)) < 1e-15
    else:
        assert math.log10(late / early) == pytest.approx(4, abs=0.5)
        assert curve.error(name, 1e-30) == 1


@pytest.mark.parametrize("precision", [np.float64, np.float32])
@pytest.mark.parametrize("name", ["forward", "central"])
def test_model_predicts_the_valley(name, precision):
    steps = np.array([float(f"1e-{k}") for k in range(17)])
    errors = [curve.error(name, float(h), PRECISIONS[precision]) for h in steps]
    u = np.finfo(precision).eps / 2
    step = 2 * u**0.5 if name == "forward" else (3 * u) ** (1 / 3)
    least = 2 * u**0.5 if name == "forward" else (3 * u) ** (2 / 3) / 2
    assert steps[np.argmin(errors)] == pytest.approx(step, rel=9) and steps[np.argmin(errors)] > step / 10
    assert least / 10 < min(errors) < least * 10


@given(st.lists(small, min_size=12, max_size=12), st.floats(1e-6, 1e6))
def test_relative_error(entries, factor):
    A, B = np.reshape(entries, (2, 2, 3))
    r = relative_error(A, B)
    assert 0 <= r <= 2 and r == relative_error(B, A)
    assert relative_error(factor * A, factor * B) == pytest.approx(r)
    assert relative_error(A, A) == 0
    assert relative_error(A, 2 * A) == pytest.approx(1 / 2) and relative_error(A, -A) == pytest.approx(2)


def test_two_zero_gradients_agree():
    assert relative_error(np.zeros(3), np.zeros(3)) == 0


@given(st.integers(0, 2**32 - 1), st.integers(-8, 10))
def test_powers_of_two_are_bit_exact_on_integers(seed, power):
    rng = np.random.default_rng(seed)
    A, C = rng.integers(-9, 10, (2, 3)), rng.integers(-9, 10, (2, 4))

    def loss(A):
        return (C * example.product(A, fixture.Y)).sum()

    assert np.array_equal(central_difference(loss, A, 2.0**power), C @ fixture.Y.T)


def test_a_huge_step_beats_a_small_one():
    found = [relative_error(central_difference(huge.plain, X, h), huge.dX) for h in (1024, 1e-3, 1e-6, 1e-9)]
    assert found == sorted(found) and found[0] < 1e-15


@given(st.floats(-0.999, 0.999), st.floats(1e-6, 1e3))
def test_a_step_across_the_kink_mixes_the_slopes(share, h):
    x = share * h
    central = (kink.relu(x + h) - kink.relu(x - h)) / (2 * h)
    assert central == pytest.approx((x + h) / (2 * h))
    assert kink.relu(x + 1e-30j).imag / 1e-30 == pytest.approx(kink.slope(x))


def test_the_kink_itself():
    assert kink.slope(0) == 0 and kink.slope(1e-300) == 1 and kink.slope(-1e-300) == 0
    assert kink.relu(np.array([-2.0, 0.0, 3.0])).tolist() == [0, 0, 3]


def test_the_tolerance_accepts_what_is_right_and_nothing_else():
    found = {fault: relative_error(claim, faulty.double_dX) for fault, claim in faulty.faults.items()}
    assert found.pop("none") < 1e-9
    assert min(found.values()) > 1e-7, found


def test_single_precision_hides_the_small_fault():
    found = {fault: relative_error(claim, faulty.single_dX) for fault, claim in faulty.faults.items()}
    assert found["none"] < 1e-2 and found["1.0001 in place of 1"] < 2 * found["none"]
    assert relative_error(faulty.faults["1.0001 in place of 1"], faulty.double_dX) > 1e5 * relative_error(
        faulty.faults["none"], faulty.double_dX
    )


@pytest.mark.parametrize("name", METHODS)
def test_normal_error_of_the_table(name):
    step, normal = NORMAL[name]
    assert curve.error(name, step) < 3 * normal


@given(st.integers(0, 2**32 - 1))
def test_one_direction_sees_one_wrong_entry(seed):
    rng = np.random.default_rng(seed)
    V = rng.choice([-1, 1], size=X.shape)
    measured = answers.direction(example.loss, X, V, 1e-5)
    claim = example.gradient(X)
    assert measured == pytest.approx((claim * V).sum(), abs=1e-6)
    claim[tuple(rng.integers(0, X.shape))] += 0.01
    assert abs(measured - (claim * V).sum()) > 0.009


def test_one_number_for_all_parameters_hides_a_small_one():
    large, tiny = np.array([300, 400]), np.array([0.003, 0.004])
    together = relative_error(np.append(large, -tiny), np.append(large, tiny))
    assert together == pytest.approx(2e-5) and relative_error(-tiny, tiny) == 2


def test_pencil_numbers_of_the_cube():
    ways = {name: method(lambda A: (A**3).sum(), np.array([2.0]), 0.1)[0] for name, method in METHODS.items()}
    assert ways == pytest.approx({"forward": 12.61, "central": 12.01, "complex": 11.99})


def test_zeros_pass_an_absolute_tolerance():
    dX = example.gradient(X) / 1e10
    zeros = np.zeros_like(dX)
    assert np.allclose(zeros, dX) and np.allclose(zeros, dX, rtol=0) and abs(zeros - dX).max() < 1e-7
    assert relative_error(zeros, dX) == 1


def test_the_complex_step_needs_holomorphic_functions():
    squares = {np.square: 2 * example.product(example.product(X, example.Y), example.Y.T)}
    squares[lambda Z: np.abs(Z) ** 2] = np.zeros_like(X)
    for square, found in squares.items():
        loss = lambda A, square=square: square(example.product(A, example.Y)).sum()  # noqa: E731
        assert np.allclose(three.complex_step(loss, X, 1e-30), found)


def test_model_and_kink_of_the_answers():
    assert answers.best_step == 1 / 8 and answers.kink == 0.875
