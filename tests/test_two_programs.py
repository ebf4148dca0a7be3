"""The two programs: their gradients, the path they take, and the largest learning rate."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from drawn import apart, lines
from gradients import sample, sizes
from hypothesis import given
from hypothesis import strategies as st
from the_book import BOOK

from book.figures import two_programs as figures
from book.figures.kit import gallery
from snippets.gradient_check.relative import relative_error

network, program = sample("two_programs.network"), sample("two_programs.fit")
rates, answers, units = (sample(f"two_programs.{name}") for name in ("largest_rate", "answers", "units"))
seeds = st.integers(0, 2**32 - 1)


def data(shape, seed):
    m, k, r, n = shape
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(size) for size in ((m, k), (m, n), (k, r), (r, n))]


def referee(X, T, U, V):
    """Both gradients by autograd."""

    def loss(U, V):
        return anp.sum((anp.dot(anp.maximum(anp.dot(X, U), 0), V) - T) ** 2)

    return autograd.grad(loss, 0)(U, V), autograd.grad(loss, 1)(U, V)


@given(sizes(1, 1, 1, 1), seeds)
def test_network_gradients(shape, seed):
    X, T, U, V = data(shape, seed)
    loss, dU, dV = network.backward(X, T, U, V)
    assert loss == network.forward(X, T, U, V)[-1]
    for claimed, expected in zip((dU, dV), referee(X, T, U, V), strict=True):
        assert claimed.shape == expected.shape and np.allclose(claimed, expected)


def test_a_fault_would_be_seen():
    X, T, U, V = data((5, 4, 3, 2), 1)
    wrong = X.T @ (2 * (network.forward(X, T, U, V)[2] - T) @ V.T)  # ReLU forgotten on the way back
    assert not np.allclose(wrong, referee(X, T, U, V)[0])


def test_nothing_passes_at_the_kink():
    X, T, U, V = data((5, 4, 3, 2), 2)
    U[:, 1] = 0
    _, dU, dV = network.backward(X, T, U, V)
    assert not dU[:, 1].any() and not dV[1].any() and dU[:, 0].any()


def test_backward_leaves_its_arguments_alone():
    given_data = data((5, 4, 3, 2), 3)
    before = [A.copy() for A in given_data]
    network.backward(*given_data)
    assert all(map(np.array_equal, before, given_data))


def test_the_path_of_the_network():
    losses = network.train(updates=100)
    assert losses[0] == pytest.approx(26_365_524.19, abs=0.01) and losses[99] == pytest.approx(876.638, abs=0.001)
    assert losses == sorted(losses, reverse=True)


def test_the_start_is_the_same_every_time():
    assert all(map(np.array_equal, network.start(), network.start()))
    assert [A.shape for A in network.start()] == [(64, 1000), (64, 10), (1000, 100), (100, 10)]


@given(st.lists(st.integers(-5, 5), min_size=4, max_size=4))
def test_fit_gradient(w):
    w = np.array(w, float)
    expected = autograd.grad(lambda w: anp.sum((anp.dot(program.X, w) - program.y) ** 2))(w)
    assert np.allclose(program.gradient(w), expected, rtol=1e-9, atol=1e-6)
    error = np.polynomial.polynomial.polyval(program.x, w) - program.y
    assert program.loss(w) == pytest.approx((error**2).sum())
    assert np.allclose([2 * (program.x**j * error).sum() for j in range(4)], expected, rtol=1e-9, atol=1e-6)


def test_four_sums():
    found = sample("two_programs.four_sums")
    assert np.allclose(found.dw, program.gradient(found.w))


def test_the_path_of_the_fit():
    path, best = program.descend(1e-6, 2000), program.best()
    assert program.loss(path[-1]) == pytest.approx(11.095, abs=5e-4)
    assert program.loss(best) == pytest.approx(8.817, abs=5e-4)
    assert np.abs(program.gradient(best)).max() < 1e-8


@given(seeds)
def test_nothing_is_better_than_the_best(seed):
    other = program.best() + np.random.default_rng(seed).standard_normal(4)
    assert program.loss(other) > program.loss(program.best())


def test_the_limit():
    assert rates.limit == pytest.approx(3.558e-6, abs=5e-10)


@given(st.floats(0.01, 0.999), seeds)
def test_below_the_limit_every_step_comes_nearer(share, seed):
    w = np.random.default_rng(seed).standard_normal(4)
    for _ in range(3):
        before, w = w, w - share * rates.limit * program.gradient(w)
        assert np.linalg.norm(w - program.best()) < np.linalg.norm(before - program.best())


@given(st.floats(1.001, 2))
def test_above_the_limit_the_steepest_direction_grows_by_the_factor(share):
    values, vectors = np.linalg.eigh(program.X.T @ program.X)
    rate, best, steepest = share * rates.limit, program.best(), vectors[:, -1]
    w = best + steepest
    after = w - rate * program.gradient(w)
    assert (after - best) @ steepest == pytest.approx(1 - 2 * rate * values[-1], rel=1e-6)
    assert abs(1 - 2 * rate * values[-1]) > 1


def test_just_above_the_limit_the_loss_falls_before_it_grows():
    losses = [program.loss(w) for w in program.descend(3.56e-6, 1000)]
    lowest = int(np.argmin(losses))
    assert 0 < lowest < 10 and losses[lowest] < losses[0] and losses[-1] > 9 * losses[0]


def test_answers():
    assert answers.by_hand == 0.2 and answers.path(0.25) == [0, 2.5, -1.25, 4.375, -4.0625]
    assert answers.path(0.1) == [0, 1, 1, 1, 1] and answers.path(0.2) == [0, 2, 0, 2, 0]
    assert rates.limit * len(program.y) == pytest.approx(0.007116, abs=5e-7)
    assert (answers.units, answers.units_all) == (67, round(rates.ratio))
    assert (units.updates_needed(program.X), units.updates_needed(units.scaled)) == (1232, 290)


def test_only_the_kink_decides_when_the_weights_are_zero():
    zeros = sample("two_programs.zeros")
    assert not zeros.H.any() and zeros.condition == "P >= 0" and zeros.dU.any()


def test_the_mean_takes_the_same_path_at_a_rate_as_many_times_as_large():
    points, w = len(program.y), np.array([1.0, -1, 2, 0])
    sum_path, mean_path = w - 1e-6 * program.gradient(w), w - answers.mean * (program.gradient(w) / points)
    assert np.allclose(sum_path, mean_path, rtol=1e-12)


def test_the_pencil_example():
    X = np.diag([2, 1])
    factors = {eta: [1 - 2 * eta * value for value in np.linalg.eigvalsh(X.T @ X)] for eta in (0.2, 0.3)}
    assert factors[0.2] == pytest.approx([0.6, -0.6]) and factors[0.3] == pytest.approx([0.4, -1.4])


def test_the_check_accepts_by_the_tolerance_of_its_page():
    found = sample("two_programs.check_network")
    assert relative_error(found.dU, found.measured["dU"]) < 1e-7
    assert relative_error(2 * found.dU, found.measured["dU"]) > 1e-2


def frames(drawn: list[np.ndarray]) -> list[np.ndarray]:
    """The axes of each plot: the top of the one that goes up, the corner, the end of the other."""
    return [line for line in drawn if len(line) == 3 and line[0, 0] == line[1, 0] and line[1, 1] == line[2, 1]]


def placed(frame: np.ndarray, steps: int, values: list[float], low: float, high: float) -> np.ndarray:
    """Where a curve goes through, computed from a plot's axes; the vertical one is logarithmic."""
    (left, top), (_, bottom), (right, _) = frame
    shares = np.log10(np.array(values) / low) / np.log10(high / low)
    return np.stack([left + np.arange(len(values)) / steps * (right - left), bottom - shares * (bottom - top)], axis=1)


@pytest.mark.parametrize("layout", gallery.LAYOUTS)
def test_rates_leave_the_plot_where_they_explode(layout):
    drawn = lines(gallery.standalone(BOOK, "two-programs-rates", "en", layout))
    (frame,) = frames(drawn)
    curves = [[value for value in figures._losses(rate, 300) if value <= 1e10] for rate in figures.RATES]
    assert sorted(map(len, curves))[1] < 301 and sorted(map(len, curves))[2:] == [301, 301]
    for values in curves:
        points = placed(frame, 300, values, 1, 1e10)
        assert [
            line
            for line in drawn
            if apart(points, line) < 0.15 and np.allclose(line[[0, -1]], points[[0, -1]], atol=0.051)
        ]


@pytest.mark.parametrize("layout", gallery.LAYOUTS)
def test_curves_fall_as_the_losses_do(layout):
    drawn = lines(gallery.standalone(BOOK, "two-programs-losses", "en", layout))
    curves = [line for line in drawn if len(line) > 10]
    measured = figures._network(), figures._losses(1e-6, 2000)
    assert [len(values) for values in measured] == [500, 2001]
    for frame, line, values in zip(frames(drawn), curves, measured, strict=True):
        points = placed(frame, 500 if len(values) == 500 else 2000, values, 1e-5, 1e8)
        assert apart(points, line) < 0.15 and np.allclose(line[[0, -1]], points[[0, -1]], atol=0.051)
        assert (np.diff(line[:, 1]) >= 0).all() and (np.diff(line[:, 0]) > 0).all()
