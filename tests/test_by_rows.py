"""The proof by rows: each step, the independence of the rows, and the second formula from the first."""

import numpy as np
import pytest
from gradients import FIXTURE, METHODS, central_difference, execute, integer_trial, rejected_by, sample, script, trials
from hypothesis import given

from snippets import fixture

GRADIENTS = [
    ("three_steps", dict(dX="dX")),
    ("transposed", dict(dY="dY")),
    ("outer", dict(dY="dY")),
]
IDS = [name for name, _ in GRADIENTS]
LEAST = (2, 1, 1)  # the samples name row 1 and column 0


def variables(name, trial):
    return execute(f"by_rows.{name}", trial.X, trial.Y, trial.dZ)


@pytest.mark.parametrize(("name", "claims"), GRADIENTS, ids=IDS)
def test_fixture(name, claims):
    assert rejected_by(script(f"by_rows.{name}", **claims), FIXTURE) == set()


@pytest.mark.parametrize(("name", "claims"), GRADIENTS, ids=IDS)
@given(trial=trials(LEAST))
def test_every_size(name, claims, trial):
    assert rejected_by(script(f"by_rows.{name}", **claims), trial) == set()


@given(trials(LEAST))
def test_the_steps_are_pieces_of_the_gradient(trial):
    """Step 2 is a row of dX; step 1 is the whole gradient where Y has one column."""
    found = variables("three_steps", trial)
    first_row = integer_trial(trial.X[:1], trial.Y, trial.dZ[:1])
    assert rejected_by(lambda X, Y, dZ: {"dX": found["step2"][None]}, first_row) == set()
    one = integer_trial(trial.X[:1], trial.Y[:, :1], trial.dZ[:1, :1])
    assert rejected_by(lambda X, Y, dZ: {"dX": found["step1"][None]}, one) == set()


def test_a_missing_path_is_seen_three_ways():
    step = sample("by_rows.three_steps")

    def one_path_only(X, Y, dZ):
        return {"dX": np.stack([step.row_times_matrix(Y[:, 1:], dz[1:]) for dz in dZ])}

    assert rejected_by(one_path_only, FIXTURE) == set(METHODS)


def test_exchanging_the_letters_is_not_the_second_formula():
    """The trap of the page: for square matrices dZ Xᵀ has the right shape, and is wrong."""
    square = integer_trial(fixture.X[:, :2], fixture.Y[:2, :2], fixture.dZ[:, :2])
    assert rejected_by(lambda X, Y, dZ: {"dY": dZ @ X.T}, square) == set(METHODS)


@given(trials(LEAST))
def test_a_silent_row(trial):
    """Row 2 of dX becomes 0, and dY loses the outer product of row 2: the second of the three choices."""
    silent = trial.dZ.copy()
    silent[1] = 0
    quiet = integer_trial(trial.X, trial.Y, silent)
    assert rejected_by(lambda X, Y, dZ: {"dX": dZ @ Y.T, "dY": X.T @ dZ}, quiet) == set()
    assert not np.any((silent @ trial.Y.T)[1])
    tables = variables("outer", trial)["tables"]
    assert np.allclose(trial.X.T @ silent, sum(table for i, table in enumerate(tables) if i != 1))
    assert sample("by_rows.answers").silent_row == 2


def test_a_loss_that_mixes_the_rows():
    """The answer is the gradient of that loss, measured without a formula."""
    X, Y = fixture.X, fixture.Y
    measured = central_difference(lambda X: np.sum(np.diff(X @ Y, axis=0) ** 2) / 2, X)
    assert np.array_equal(sample("by_rows.answers").mixed, measured)


def test_the_columns_add_up_to_the_first_formula():
    pieces = [np.outer(fixture.dZ[:, j], fixture.Y[:, j]) for j in range(4)]
    assert np.array_equal(sample("by_rows.answers").by_columns, pieces[3])
    assert rejected_by(lambda X, Y, dZ: {"dX": sum(pieces)}, FIXTURE) == set()
