"""The page second-derivatives: Hessians times directions against autograd's and the complex step of the gradient."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from gradients import sample

from snippets.two_programs import fit
from snippets.two_programs.largest_rate import limit

along, both, power = (sample(f"second_derivatives.{name}") for name in ("along", "both", "power"))
answers = sample("second_derivatives.answers")
SHAPES = [(1, 1, 1), (2, 3, 4), (3, 2, 1)]


def matrices(*shapes: tuple[int, int]) -> list[np.ndarray]:
    random = np.random.default_rng(sum(map(sum, shapes)))
    return [random.integers(-4, 5, shape).astype(float) for shape in shapes]


@pytest.mark.parametrize(("m", "k", "n"), SHAPES)
def test_one_factor_moves(m: int, k: int, n: int) -> None:
    X, V, Y = matrices((m, k), (m, k), (k, n))
    times = autograd.hessian_vector_product(lambda X: anp.sum((X @ Y) ** 2) / 2)
    assert np.array_equal(times(X, V), V @ Y @ Y.T)


def test_the_page_uses_step_1_and_the_shown_direction() -> None:
    assert np.array_equal(along.along, along.V @ along.Y @ along.Y.T)
    assert list(along.along[0]) == [-4, 14, -6]
    assert not np.any(along.along[1])


def test_both_factors_move() -> None:
    X, V, Y, U = matrices((2, 3), (2, 3), (3, 4), (3, 4))
    found = both.along(X, Y, V, U)

    def loss(flat: np.ndarray) -> float:
        X, Y = flat[:6].reshape(2, 3), flat[6:].reshape(3, 4)
        return anp.sum((X @ Y - both.T) ** 2) / 2

    flat = np.concatenate([np.ravel(A) for A in found])
    pairs = ((X, Y), (V, U))
    times = autograd.hessian_vector_product(loss)(*(np.concatenate([a.ravel(), b.ravel()]) for a, b in pairs))
    assert np.allclose(flat, times)
    step = 2.0**-100
    stepped = [m.imag / step for m in both.backward(X + 1j * step * V, Y + 1j * step * U)]
    assert all(map(np.array_equal, stepped, found))
    bowl = (V @ Y + X @ U) @ Y.T, X.T @ (V @ Y + X @ U)
    assert not np.allclose(bowl[0], found[0])  # without the errors
    assert not np.allclose(bowl[1], found[1])


def test_power_iteration_finds_the_limit_of_the_fit() -> None:
    assert np.array_equal(power.powers, fit.X)
    w = np.array([1.0, -2.0, 0.5, 3.0])
    assert np.allclose(power.fit_gradient(w), fit.gradient(w), rtol=1e-12)
    assert np.isclose(2 / power.steepest(power.fit_gradient, w, 20), limit, rtol=1e-6)
    assert not np.isclose(2 / power.steepest(power.fit_gradient, w, 1), limit, rtol=0.1)


def test_softmax_is_the_gradient_of_the_logarithm_of_the_sum() -> None:
    scores = np.array([np.log(2), 0, 0])
    times = autograd.hessian_vector_product(lambda s: anp.log(anp.sum(anp.exp(s))))
    assert np.allclose(answers.scores[0], times(scores, answers.v))
