"""Shapes, and what other layouts print."""

import numpy as np
import pytest
from gradients import METHODS, execute, integer_trial, rejected_by, sample, trials
from hypothesis import given
from the_book import BOOK


@given(trials())
def test_every_gradient_has_the_shape_of_its_quantity(trial):
    execute("notation.shapes", trial.X, trial.Y, trial.dZ)


def test_the_shape_sample_stops_at_a_wrong_shape():
    code = (BOOK.root / "snippets/notation/shapes.py").read_text(encoding="utf-8")
    with pytest.raises(AssertionError):
        exec(code.replace("dZ @ Y.T", "Y @ dZ.T"), {})


def test_answers():
    module = sample("notation.answers")
    assert (module.shape, module.shape_upstream, module.shape_transposed) == ((7, 3), (5, 3), (3, 7))
    assert module.kinds == ["like X", "like Y", "no product", "(7, 5)"]
    assert (module.neither, module.neither_gradient, module.neither_impossible) == (4, 1, 3)


@given(trials())
def test_the_formula_of_the_other_layout_is_the_transposed_gradient(trial):
    """What is left over in exercise 2, and the twin of exercise 3, are gradients once they are transposed."""

    def transposed(X, Y, dZ):
        return {"dX": (Y @ dZ.T).T, "dY": (dZ.T @ X).T}

    assert rejected_by(transposed, trial) == set()


def test_the_twin_is_refused_in_a_square_layer():
    X, Y, dZ = np.array([[1, 2], [3, -1]]), np.array([[2, -1], [1, 3]]), np.array([[1, 4], [-2, 5]])
    square = integer_trial(X, Y, dZ)
    assert rejected_by(lambda X, Y, dZ: {"dY": dZ.T @ X}, square) == set(METHODS)
