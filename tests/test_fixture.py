"""The numbers that every page, figure and test shares."""

import numpy as np
import pytest
from gradients import FIXTURE, METHODS, rejected_by, sample
from hypothesis import given
from hypothesis import strategies as st

from snippets import fixture
from snippets.difference import central_difference


def fixture_gradients(X, Y, dZ):
    return {"dX": fixture.dX, "dY": fixture.dY}


def test_numbers_of_the_curriculum():
    assert fixture.Z.tolist() == [[-3, -3, 5, 19], [5, 11, -2, -12]]
    assert fixture.dX.tolist() == [[-3, 3, -1], [8, -9, 13]]
    assert fixture.dY.tolist() == [[1, 0, 2, -1], [-2, -4, 0, 14], [3, 1, 5, -6]]


def test_sizes_let_no_wrong_transpose_hide():
    m, k, n = *fixture.X.shape, fixture.Y.shape[1]
    assert len({m, k, n}) == 3 and 1 not in (m, k, n)


def test_gradients_three_ways():
    assert rejected_by(fixture_gradients, FIXTURE) == set()


@pytest.mark.parametrize("name", ["dX", "dY"])
def test_one_wrong_entry_is_seen_three_ways(name):
    def off_by_one(X, Y, dZ):
        claim = getattr(fixture, name).copy()
        claim[-1, -1] += 1
        return {name: claim}

    assert rejected_by(off_by_one, FIXTURE) == set(METHODS)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_readers_central_difference_is_exact_on_quadratic_losses(rows, columns, seed):
    generator = np.random.default_rng(seed)
    A, B = generator.integers(-9, 10, (2, rows, columns))
    measured = sample("difference").central_difference(lambda C: np.sum(B * C + C * C), A)
    assert np.array_equal(measured, B + 2 * A)


def test_the_readers_central_difference_is_not_exact_on_a_cubic_loss():
    assert not np.array_equal(central_difference(lambda A: np.sum(A**3), fixture.X), 3 * fixture.X**2)
