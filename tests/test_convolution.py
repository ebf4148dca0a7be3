"""The page convolution: one direction and pictures against autograd and the complex step, for many sizes."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

line, image, answers = sample("convolution.line"), sample("convolution.image"), sample("convolution.answers")
measure = pytest.mark.parametrize("measure", [complex_step, autodiff])


@measure
@pytest.mark.parametrize(("n", "k"), [(1, 1), (3, 3), (5, 2), (2, 4)])
def test_kernel_and_inputs(n: int, k: int, measure) -> None:
    random = np.random.default_rng(n)
    x, w, dy = (random.integers(-4, 5, size).astype(float) for size in (n + k - 1, k, n))

    def loss(w, x):
        return anp.sum(anp.array([dy[i] * anp.sum(w * x[i : i + k]) for i in range(n)]))

    assert np.allclose(line.windows(x, k).T @ dy, measure(lambda w: loss(w, x), w))
    turned_round = np.convolve(dy, w)
    assert np.allclose(turned_round, measure(lambda x: loss(w, x), x))
    if k > 1 and not np.array_equal(w, w[::-1]):
        assert not np.allclose(np.convolve(dy, w[::-1]), turned_round)


@pytest.mark.parametrize(("shape", "high", "wide"), [((4, 5, 2), 2, 3), ((3, 3, 1), 3, 3), ((5, 2, 3), 1, 1)])
def test_cutting_windows_and_adding_them_in_place_are_adjoint(shape: tuple, high: int, wide: int) -> None:
    random = np.random.default_rng(high)
    picture = random.integers(-4, 5, shape)
    rows = image.rows_of(picture, high, wide)
    u = random.integers(-4, 5, rows.shape)
    assert np.sum(rows * u) == np.sum(picture * image.rows_back(u, shape, high, wide))


def test_rows_are_windows_with_all_channels() -> None:
    picture = np.arange(24).reshape(3, 4, 2)
    rows = image.rows_of(picture, 2, 2)
    assert rows.shape == (6, 8)
    assert np.array_equal(rows[4], picture[1:3, 1:3].transpose(2, 0, 1).ravel())
