"""The page training: its gradient, judged by a difference that uses no formula of the book."""

import numpy as np
from gradients import complex_step, sample

page = sample("training.idea")


def test_gradient():
    assert np.allclose(page.gradient, complex_step(page.q, page.A))


def test_a_wrong_factor_is_seen():
    assert not np.allclose(2 * page.gradient, complex_step(page.q, page.A))
