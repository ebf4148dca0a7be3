"""Shapes, and what a gradient says about a small change."""

import numpy as np
import pytest
from gradients import FIXTURE, METHODS, Trial, execute, rejected_by, sample, script, trials
from hypothesis import given

from snippets import fixture

GRADIENT = script("notation.gradient", dX="dX")


def squared(trial: Trial) -> Trial:
    """The same operands under the sample's own loss, half the sum of the squares of Z."""
    return Trial(trial.X, trial.Y, trial.X @ trial.Y, lambda Z: (Z * Z).sum() / 2)


def test_gradient_on_the_fixture():
    assert rejected_by(GRADIENT, squared(FIXTURE)) == set()


@given(trials())
def test_gradient_at_every_size(trial):
    assert rejected_by(GRADIENT, squared(trial)) == set()


def test_a_gradient_of_another_loss_is_seen_three_ways():
    assert rejected_by(GRADIENT, FIXTURE) == set(METHODS)


def test_the_gap_shrinks_with_the_square_of_the_step():
    loss, dX = sample("notation.gradient").loss, sample("notation.gradient").dX
    direction = sample("notation.gradient").direction
    gaps = [
        loss(fixture.X + size * direction) - loss(fixture.X) - size * np.sum(dX * direction) for size in (0.1, 0.01)
    ]
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=1e-6)


@given(trials())
def test_every_gradient_has_the_shape_of_its_quantity(trial):
    execute("notation.shapes", trial.X, trial.Y, trial.dZ)


def test_the_shape_sample_stops_at_a_wrong_shape(monkeypatch):
    monkeypatch.setattr("gradients.complex_step", lambda f, A: A.T)
    with pytest.raises(AssertionError):
        execute("notation.shapes", fixture.X, fixture.Y, fixture.dZ)


def test_shape_quiz():
    quiz = sample("notation.answers")
    assert quiz.Z.shape == (5, 3)
    assert quiz.shape_of(quiz.dZ, quiz.Y.T) == quiz.X.shape
    assert quiz.shape_of(quiz.X.T, quiz.dZ) == quiz.Y.shape
    assert quiz.shape_of(quiz.dZ, quiz.Y) == "no product"
