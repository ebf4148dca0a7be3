"""The page inverse: solutions, inverses and determinants, against the complex step and autograd, for many sizes."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, central_difference, complex_step, sample

solve, answers = sample("inverse.solve"), sample("inverse.answers")
measure = pytest.mark.parametrize("measure", [complex_step, autodiff])
sizes = pytest.mark.parametrize("n", [1, 2, 3, 5])


def data(n: int) -> tuple:
    """A matrix far from having no inverse, and a column."""
    random = np.random.default_rng(n)
    return random.standard_normal((n, n)) + 3 * np.eye(n), random.standard_normal(n), random.standard_normal((n, n))


@measure
@sizes
def test_a_system(n: int, measure) -> None:
    A, b, G = data(n)
    x, weights = np.linalg.solve(A, b), G[0]
    db = np.linalg.solve(A.T, weights * np.cos(x))

    def loss(A, b):
        return anp.sum(weights * anp.sin(anp.linalg.solve(A, b)))

    true = measure(lambda A: loss(A, b), A)
    assert np.allclose(db, measure(lambda b: loss(A, b), b))
    assert np.allclose(-np.outer(db, x), true)
    for wrong in (np.outer(db, x), -np.outer(x, db), -np.outer(np.linalg.solve(A, weights * np.cos(x)), x)):
        assert (n == 1 and np.allclose(wrong, true)) or not np.allclose(wrong, true)


@measure
@sizes
def test_an_inverse(n: int, measure) -> None:
    A, _, G = data(n)
    Q = np.linalg.inv(A)
    true = measure(lambda A: anp.sum(G * anp.linalg.inv(A)), A)
    assert np.allclose(-Q.T @ G @ Q.T, true)
    assert n == 1 or not np.allclose(-Q @ G @ Q, true)


def cofactors(A: np.ndarray) -> np.ndarray:
    """What stands beside each entry when the determinant is expanded: no inverse, and no product of matrices."""
    n = len(A)
    minor = [[np.delete(np.delete(A, i, 0), j, 1) for j in range(n)] for i in range(n)]
    return np.array([[(-1) ** (i + j) * np.linalg.det(minor[i][j]) for j in range(n)] for i in range(n)])


@sizes
def test_determinants(n: int) -> None:
    A, _, _ = data(n)
    p, right = np.linalg.det(A), np.linalg.inv(A).T
    assert np.allclose(p * right, central_difference(np.linalg.det, A))
    assert np.allclose(p * right, complex_step(np.linalg.det, A))
    assert np.allclose(p * right, cofactors(A))
    assert np.allclose(right, autodiff(lambda A: anp.log(anp.abs(anp.linalg.det(A))), A))
    assert n == 1 or not np.allclose(right.T, cofactors(A) / p)


@sizes
def test_near_the_identity_the_trace_is_all_to_first_order(n: int) -> None:
    _, _, E = data(n)
    error = [abs(np.linalg.det(np.eye(n) + h * E) - 1 - h * np.trace(E)) for h in (1e-3, 1e-4)]
    assert error[1] <= error[0] / 90 + 1e-15


def test_the_numbers_of_the_exercises() -> None:
    def loss(A):
        return anp.sum(answers.dQ * anp.linalg.inv(A))

    assert np.allclose(answers.through, complex_step(loss, answers.A))
    assert np.array_equal(answers.A @ answers.Q, np.eye(2))
    h = 1e-6
    slope = ((8 + h) ** (1 / 3) - (8 - h) ** (1 / 3)) / (2 * h)
    assert abs(6 * slope - answers.cube_root) < 1e-8


def test_the_best_covariance_is_that_of_the_data() -> None:
    random = np.random.default_rng(0)
    columns = random.standard_normal((40, 3)) @ random.standard_normal((3, 3))

    def loss(A):
        terms = anp.sum(columns * anp.linalg.solve(A, columns.T).T) / len(columns)
        return 0.5 * anp.log(anp.linalg.det(A)) + 0.5 * terms

    best = columns.T @ columns / len(columns)
    assert np.allclose(autodiff(loss, best), 0)
    assert not np.allclose(autodiff(loss, best + 0.1 * np.eye(3)), 0)
