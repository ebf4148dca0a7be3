"""The page shared-weights: every sharing against the complex step and autograd; wrong ways of undoing it are seen."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, central_difference, complex_step, sample

stored, answers = sample("shared_weights.stored"), sample("shared_weights.answers")
measure = pytest.mark.parametrize("measure", [complex_step, autodiff])


def draw(*shapes: tuple) -> list[np.ndarray]:
    random = np.random.default_rng(sum(map(sum, shapes)))
    return [random.standard_normal(shape) for shape in shapes]


@measure
def test_copies_of_any_pattern(measure) -> None:
    random = np.random.default_rng(1)
    places = random.integers(0, 4, (3, 5))
    u, weights = draw((4,), (3, 5))

    def loss(u):
        return anp.sum(weights * anp.sin(u[places]))

    free = weights * np.cos(u[places])
    back = np.zeros(4)
    np.add.at(back, places, free)
    assert np.allclose(back, measure(loss, u))
    overwritten = np.zeros(4)
    overwritten[places] = free
    assert not np.allclose(overwritten, back)


@measure
def test_a_weight_of_two_layers(measure) -> None:
    X, W, dR = draw((2, 4), (4, 3), (2, 4))
    true = measure(lambda W: anp.sum(dR * (X @ W @ W.T)), W)
    first, second = X.T @ dR @ W, dR.T @ X @ W
    assert np.allclose(first + second, true)
    for wrong in (first, second, 2 * first, first - second):
        assert not np.allclose(wrong, true)


@measure
def test_both_ways_of_a_symmetric_matrix(measure) -> None:
    A, G = draw((4, 4), (4, 4))

    def loss(S):
        return anp.sum(G * anp.sin(S))

    S = (A + A.T) / 2
    free = G * np.cos(S)
    whole, triangle = (free + free.T) / 2, np.triu(free + free.T, 1) + np.diag(np.diag(free))
    upper = np.triu(np.ones((4, 4)), 1)
    assert np.allclose(whole, measure(lambda A: loss((A + A.T) / 2), A))
    read = measure(lambda H: loss(H * upper + (H * upper).T + H * np.eye(4)), S)
    assert np.allclose(triangle, read)
    assert not np.allclose(whole, read) and not np.allclose(free, read)
    assert np.allclose(np.triu(2 * whole, 1), np.triu(triangle, 1))


@measure
def test_a_mask(measure) -> None:
    X, Y, G = draw((2, 3), (3, 4), (2, 4))
    true = measure(lambda X: anp.sum(G * ((X * answers.mask) @ Y)), X)
    assert np.allclose((G @ Y.T) * answers.mask, true)
    assert not np.allclose(G @ Y.T, true)


@measure
def test_low_rank_in_both_orders(measure) -> None:
    X, W, A, B, G = draw((5, 4), (4, 3), (4, 2), (2, 3), (5, 3))

    def loss(A, B):
        return anp.sum(G * (X @ (W + A @ B)))

    for order in (X.T @ (G @ B.T), (X.T @ G) @ B.T):
        assert np.allclose(order, measure(lambda A: loss(A, B), A))
    for order in ((X @ A).T @ G, A.T @ (X.T @ G)):
        assert np.allclose(order, measure(lambda B: loss(A, B), B))
    assert not np.any(X.T @ (G @ (0 * B).T)) and np.any((X @ A).T @ G)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_eigenvalues(n: int) -> None:
    A, p = draw((n, n), (n,))
    S = A + A.T + np.diag(np.arange(n) * 4)
    Q = np.linalg.eigh(S)[1]

    def loss(A):
        return anp.sum(p * anp.linalg.eigh((A + anp.transpose(A)) / 2)[0])

    true = autodiff(loss, S)
    assert np.allclose(Q @ np.diag(p) @ Q.T, true)
    h = 1e-5
    assert np.allclose(true, central_difference(lambda E: loss(S + h * E) / h, np.zeros((n, n))), atol=1e-6)
    if n > 2:
        assert not np.allclose(Q.T @ np.diag(p) @ Q, true)


def test_where_two_eigenvalues_meet_the_larger_one_has_a_kink() -> None:
    for h in (-0.3, 0.2):
        assert np.allclose(np.linalg.eigvalsh([[1, h], [h, 1]]), [1 - abs(h), 1 + abs(h)])


def test_the_numbers_of_the_exercises() -> None:
    G = answers.G

    def loss(six):
        H = np.zeros((3, 3), dtype=six.dtype)
        H[np.triu_indices(3)] = six
        return np.sum(G * (H + np.triu(H, 1).T))

    assert np.array_equal(answers.triangle[0], central_difference(loss, np.arange(6.0)))
    w = np.array([2.0, -1, 3, 5])
    dW = np.arange(16.0).reshape(4, 4) ** 2

    def rotated(w):
        return np.sum(dW * np.array([np.roll(w, i) for i in range(4)]))

    assert np.array_equal(answers.rotated_back(dW), central_difference(rotated, w))


@pytest.mark.parametrize("reads", [np.linalg.eigvalsh, np.linalg.cholesky])
def test_functions_that_read_one_triangle_measure_the_second_way(reads) -> None:
    S = np.array([[3.0, 1, 0], [1, 4, -1], [0, -1, 6]])
    weights = np.arange(1.0, 4) if reads is np.linalg.eigvalsh else np.arange(9.0).reshape(3, 3)
    h = 1e-5

    def slope(symmetric):
        def loss(E):
            A = S + h * E
            return np.sum(weights * reads((A + A.T) / 2 if symmetric else A)) / h

        return central_difference(loss, np.zeros((3, 3)))

    whole, one = slope(True), slope(False)
    assert np.allclose(one, np.tril(2 * whole, -1) + np.diag(np.diag(whole)), atol=1e-6)
    assert not np.allclose(one, whole, atol=1e-6)
