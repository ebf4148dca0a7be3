"""Which entries one number touches, and the row that meets a row."""

import numpy as np
import pytest
from gradients import FIXTURE, METHODS, execute, integer_trial, rejected_by, sample, script, trials
from hypothesis import given

GRADIENTS = [
    ("row_meets_row", dict(dX="dX")),
    ("row_meets_row", dict(dX="entries")),
    ("column_meets_column", dict(dY="dY")),
    ("column_meets_column", dict(dY="entries")),
    ("exact_difference", dict(dX="dX")),
]
IDS = [f"{name}-{''.join(claims.values())}" for name, claims in GRADIENTS]
LEAST = (2, 3, 4)  # the samples name the entries X[0, 1] and Y[1, 3]


def variables(name, trial):
    return execute(f"picture.{name}", trial.X, trial.Y, trial.dZ)


@pytest.mark.parametrize(("name", "claims"), GRADIENTS, ids=IDS)
def test_fixture(name, claims):
    assert rejected_by(script(f"picture.{name}", **claims), FIXTURE) == set()


@pytest.mark.parametrize(("name", "claims"), GRADIENTS, ids=IDS)
@given(trial=trials(LEAST))
def test_every_size(name, claims, trial):
    assert rejected_by(script(f"picture.{name}", **claims), trial) == set()


@pytest.mark.parametrize(("name", "claims"), GRADIENTS, ids=IDS)
def test_one_entry_touched_is_seen_three_ways(name, claims):
    def touched(X, Y, dZ):
        [(gradient, claim)] = script(f"picture.{name}", **claims)(X, Y, dZ).items()
        claim = claim.copy()
        claim[0, 1] += 1
        return {gradient: claim}

    assert rejected_by(touched, FIXTURE) == set(METHODS)


@given(trials(LEAST))
def test_x_changes_one_row_by_a_row_of_y(trial):
    found = variables("influence_x", trial)
    s, t, change = found["s"], found["t"], found["change"]
    assert np.allclose(change[s], trial.Y[t])
    assert np.count_nonzero(np.delete(change, s, axis=0)) == 0


@given(trials(LEAST))
def test_y_changes_one_column_by_a_column_of_x(trial):
    found = variables("influence_y", trial)
    s, t, change = found["s"], found["t"], found["change"]
    assert np.allclose(change[:, t], trial.X[:, s])
    assert np.count_nonzero(np.delete(change, t, axis=1)) == 0


@given(trials(LEAST))
def test_one_entry_is_one_dot_product(trial):
    found = variables("row_meets_row", trial)
    assert np.isclose(found["entry"], found["dX"][0, 1])


def test_answers():
    found = sample("picture.answers")
    assert found.two_entries.tolist() == [[0, 0], [1, 9]]
    square = integer_trial(np.ones((3, 3), int), found.A, found.dP)
    claim = METHODS["central difference"](lambda X: square.loss(X @ found.A), square.X)
    assert found.one_entry == claim[0, 2] == -5
    one_row = integer_trial(found.row[None], np.ones((2, 3), int), found.upstream[None])
    assert rejected_by(lambda *_: {"dY": found.one_row}, one_row) == set()


def test_one_entry_of_z_reaches_a_row_and_a_column():
    dZ = np.zeros((2, 4), int)
    dZ[1, 2] = 1
    dX, dY = dZ @ FIXTURE.Y.T, FIXTURE.X.T @ dZ
    assert set(np.nonzero(dX)[0]) == {1} and set(np.nonzero(dY)[1]) == {2}


def test_step_one_is_bit_exact_and_a_tenth_is_not():
    found = variables("exact_difference", FIXTURE)
    measure, loss = found["central_difference"], found["loss"]
    exact = {step: np.array_equal(measure(loss, FIXTURE.X, step), found["dX"]) for step in (1, 0.5, 0.1)}
    assert exact == {1: True, 0.5: True, 0.1: False}
