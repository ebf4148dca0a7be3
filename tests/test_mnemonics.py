"""What shapes decide, what they cannot, and that our own tests see all seven wrong formulas."""

from itertools import permutations, product

import numpy as np
import pytest
from gradients import (
    FIXTURE,
    METHODS,
    Trial,
    integer_trial,
    methods,
    random_trial,
    rejected_by,
    sample,
    trials,
)
from hypothesis import given
from hypothesis import strategies as st

from snippets.mnemonics.candidates import candidates, fitting
from snippets.mnemonics.weak_data import passing
from snippets.mnemonics.weak_data import trials as data

TRUE = "dZ Yᵀ"
NAMES = [name for name, *_ in candidates(np.eye(2), np.eye(2))]
WRONG = [name for name in NAMES if name != TRUE]
SQUARE = integer_trial(*data["square"])


def candidate(name: str):
    """One of the eight formulas as a backward; if its factors do not fit, it claims an empty matrix."""

    def backward(X, Y, dZ):
        A, B = next((A, B) for found, A, B in candidates(dZ, Y) if found == name)
        return {"dX": A @ B if A.shape[1] == B.shape[0] else np.empty((0, 0))}

    return backward


def test_there_are_eight():
    assert len(set(NAMES)) == 8 and len(WRONG) == 7


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("trial", [FIXTURE, SQUARE], ids=["fixture", "square"])
@pytest.mark.parametrize("name", WRONG)
def test_each_check_sees_each_wrong_formula(name, trial, method):
    assert method in rejected_by(candidate(name), trial)


@pytest.mark.parametrize("name", WRONG)
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(2, 5))
def test_random_square_data_see_each_wrong_formula(name, seed, size):
    trial = random_trial((size, size), (size, size), seed)
    assert rejected_by(candidate(name), trial) == methods(trial)


@given(trials())
def test_the_true_one_is_never_rejected(trial: Trial):
    assert rejected_by(candidate(TRUE), trial) == set()


@pytest.mark.parametrize(
    ("name", "passes"), [("all ones", 7), ("identity", 7), ("symmetric Y", 1), ("square", 0), ("fixture", 0)]
)
def test_weak_data_let_wrong_formulas_pass(name, passes):
    assert len(set(passing(*data[name])) - {TRUE}) == passes
    unseen = [wrong for wrong in WRONG if not rejected_by(candidate(wrong), as_integers(name))]
    assert len(unseen) == passes


def as_integers(name: str) -> Trial:
    return integer_trial(*(np.asarray(array, dtype=int) for array in data[name]))


@pytest.mark.parametrize("size", list(product((2, 3, 4), repeat=3)), ids=str)
def test_how_many_fit(size):
    names = fitting(*size)
    assert TRUE in names
    assert len(names) == {3: 1, 2: 2, 1: 8}[len(set(size))]


def test_match_shapes_finds_one_for_each_gradient():
    module = sample("mnemonics.match_shapes")
    assert module.matches("mk", "dZ", "dZᵀ", "Y", "Yᵀ") == [TRUE]
    assert module.matches("kn", "dZ", "dZᵀ", "X", "Xᵀ") == ["Xᵀ dZ"]
    assert [module.shape_of(*pair) for pair in (("X", "Xᵀ"), ("Yᵀ", "Y"), ("X", "X"))] == ["mm", "nn", None]


@given(trials())
def test_replaced_formulas_are_the_gradients(trial):
    module = sample("mnemonics.replace")

    def backward(X, Y, dZ):
        sides = dict(formula.split(" = ") for formula in module.gradients("Z = X @ Y"))
        return {name: eval(right, {"X": X, "Y": Y, "dZ": dZ}) for name, right in sides.items()}

    assert rejected_by(backward, trial) == set()


@given(trials())
def test_each_storage_of_a_weight_has_its_line(trial):
    """The table of the section on layouts, by the rule itself: the right factor may be a transpose."""
    X, W, dZ = trial.X, trial.Y, trial.dZ
    true = X.T @ dZ
    assert np.allclose(dZ.T @ X, true.T)
    by_columns = dict(formula.split(" = ") for formula in sample("mnemonics.replace").gradients("Z = W @ X"))
    assert np.allclose(eval(by_columns["dW"], {"X": X.T, "dZ": dZ.T}), true.T) and W.shape == true.shape


@given(trials((2, 2, 2)))
def test_fitting_agrees_with_numpy(trial):
    (m, k), n = trial.X.shape, trial.Y.shape[1]
    fits = [name for name in NAMES if candidate(name)(trial.X, trial.Y, trial.dZ)["dX"].shape == (m, k)]
    assert fits == fitting(m, k, n)


def test_the_eight_differ_on_the_square_data():
    results = [candidate(name)(SQUARE.X, SQUARE.Y, SQUARE.dZ)["dX"] for name in NAMES]
    assert all(not np.array_equal(one, other) for one, other in permutations(results, 2))
