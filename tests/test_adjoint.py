"""The page adjoint: the one line on every size, the test that the sample counts with, and its answers."""

import re

import numpy as np
import pytest
from gradients import (
    FIXTURE,
    METHODS,
    Trial,
    central_difference,
    execute,
    integer_trial,
    rejected_by,
    sample,
    script,
    trials,
)
from hypothesis import given
from the_book import BOOK

from snippets import fixture

TEST, ANSWERS = sample("adjoint.integer_test"), sample("adjoint.answers")
PREDICTION = execute("adjoint.prediction", fixture.X, fixture.Y, fixture.dZ)
GRADIENT = script("adjoint.prediction", dX="dX")


def squared(trial: Trial) -> Trial:
    """The same operands under the loss of the sample on predictions, half the sum of the squares of Z."""
    return Trial(trial.X, trial.Y, trial.X @ trial.Y, lambda Z: (Z * Z).sum() / 2)


def test_the_measured_gradient_is_that_of_the_loss():
    assert rejected_by(GRADIENT, squared(FIXTURE)) == set()
    assert rejected_by(GRADIENT, FIXTURE) == set(METHODS)


def test_the_error_of_the_prediction_shrinks_with_the_square_of_the_step():
    loss, dX, direction = (PREDICTION[name] for name in ("loss", "dX", "direction"))
    gaps = [
        loss(fixture.X + size * direction) - loss(fixture.X) - size * np.sum(dX * direction) for size in (0.1, 0.01)
    ]
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=1e-6)


@given(trials())
def test_moving_a_factor_transposes_it_in_its_place(trial):
    """Entry by entry, for any matrix in the place of the change: here the factors themselves."""
    X, Y, dZ = trial.X, trial.Y, trial.dZ
    forward = sum(dZ[i, j] * X[i, l] * Y[l, j] for i, l, j in np.ndindex(*X.shape, Y.shape[1]))
    assert np.isclose(TEST.inner(dZ @ Y.T, X), forward)
    assert np.isclose(TEST.inner(X.T @ dZ, Y), forward)


@given(trials())
def test_the_right_line_is_the_gradient_and_passes(trial):
    assert rejected_by(lambda X, Y, dZ: {"dY": TEST.right(X, dZ)}, trial) == set()
    if trial.bit_exact:
        assert TEST.agrees(TEST.right, trial.X, trial.Y, trial.dZ)


SQUARE = integer_trial(fixture.X[:, :2], fixture.Y[:2, :2], fixture.dZ[:, [0, 3]])


def test_the_twin_fits_a_square_layer_and_is_wrong():
    assert TEST.twin(SQUARE.X, SQUARE.dZ).shape == SQUARE.Y.shape
    assert rejected_by(lambda X, Y, dZ: {"dY": TEST.twin(X, dZ)}, SQUARE) == set(METHODS)


def test_what_the_sample_counts():
    assert TEST.count(TEST.right) == TEST.count(TEST.right, True) == 1000
    assert TEST.count(TEST.twin, True) == 1000
    lucky = TEST.count(TEST.twin)
    assert 0 < lucky < 100
    for page in (BOOK.page(language, "adjoint") for language in BOOK.languages):
        assert re.search(rf"\b{lucky} draws|{lucky}回は|{lucky}번은", page.source), page.language


@pytest.mark.parametrize("place", [*np.ndindex(2, 2)])
def test_the_single_ones_that_a_pencil_tries(place):
    """Two of the four changes with a single one tell the twin from the right line: those off the diagonal."""
    one = np.zeros((2, 2), int)
    one[place] = 1
    assert TEST.agrees(TEST.right, SQUARE.X, one, SQUARE.dZ)
    assert TEST.agrees(TEST.twin, SQUARE.X, one, SQUARE.dZ) == (place[0] == place[1])


def test_the_factors_in_the_wrong_order_are_seen():
    """The trap: for square matrices Yᵀ dZ has the shape of dX, and is wrong."""
    square = integer_trial(SQUARE.X, SQUARE.Y, SQUARE.dZ)
    assert rejected_by(lambda X, Y, dZ: {"dX": Y.T @ dZ}, square) == set(METHODS)


def test_two_ones():
    X, dZ = fixture.X, fixture.dZ
    assert TEST.inner(dZ, X @ ANSWERS.ones) == TEST.inner(X.T @ dZ, ANSWERS.ones) == ANSWERS.two_ones


def test_two_effects_nearly_cancel():
    """The real change of the loss, computed from the two losses, and what the wrong answers forget."""
    move = np.array([[0, 0.01, 0], [-0.02, 0, 0]])
    loss = PREDICTION["loss"]
    assert loss(fixture.X + move) - loss(fixture.X) == pytest.approx(ANSWERS.cancel)
    assert TEST.inner(PREDICTION["dX"], move) == pytest.approx(ANSWERS.cancel_prediction)


@pytest.mark.parametrize("seed", range(5))
def test_between(seed):
    draw = np.random.default_rng(seed).integers
    A, X, B, dZ = (draw(-9, 10, size) for size in [(4, 2), (2, 3), (3, 5), (4, 5)])
    measured = central_difference(lambda X: np.sum(dZ * (A @ X @ B)), X)
    assert np.array_equal(ANSWERS.between(A, B, dZ), measured)
