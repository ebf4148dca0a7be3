"""The first page: the two formulas, and the difference that confirms them."""

import pytest
from gradients import FIXTURE, execute, rejected_by, script, trials
from hypothesis import given

SAMPLE = "index.two_formulas"
CLAIMS = [dict(dX="dX", dY="dY"), dict(dX="measured_dX", dY="measured_dY")]


@pytest.mark.parametrize("claims", CLAIMS, ids=["formulas", "measured"])
def test_fixture(claims):
    assert rejected_by(script(SAMPLE, **claims), FIXTURE) == set()


@given(trials())
def test_formulas_at_every_size(trial):
    assert rejected_by(script(SAMPLE, dX="dX", dY="dY"), trial) == set()


def test_the_sample_prints_that_they_are_equal():
    variables = execute(SAMPLE, FIXTURE.X, FIXTURE.Y, FIXTURE.dZ)
    assert (variables["dX"] == variables["measured_dX"]).all()
    assert (variables["dY"] == variables["measured_dY"]).all()
