"""Every line of both derivations is the gradient; so are the loops and the products with a transpose."""

import numpy as np
import pytest
from gradients import (
    FIXTURE,
    METHODS,
    execute,
    integer_trial,
    random_trial,
    rejected_by,
    sample,
    script,
    sizes,
    trials,
)
from hypothesis import given
from hypothesis import strategies as st

from snippets import fixture

SEEDS = st.integers(0, 2**32 - 1)
LINES = range(6)
PRODUCTS = {
    "second": (lambda X, Y: X @ Y.T, fixture.X, fixture.Y.T),
    "first": (lambda X, Y: X.T @ Y, fixture.X.T, fixture.Y),
}


def line(letter: str, number: int):
    """One line of the derivation of dX ("x") or dY ("y") as a backward."""

    def backward(X, Y, dZ):
        lines = list(execute(f"derivation.collapse_{letter}", X, Y, dZ)["lines"].values())
        assert len(lines) == len(LINES)
        return {f"d{letter.upper()}": lines[number]}

    return backward


def transposed(which: str):
    function = getattr(sample("derivation.transposed_product"), f"backward_{which}")
    return lambda X, Y, dZ: dict(zip(("dX", "dY"), function(X, Y, dZ), strict=True))


@pytest.mark.parametrize("number", LINES)
@pytest.mark.parametrize("letter", "xy")
def test_line_on_the_fixture(letter, number):
    assert rejected_by(line(letter, number), FIXTURE) == set()


@pytest.mark.parametrize("letter", "xy")
@given(trial=trials())
def test_lines_at_every_size(letter, trial):
    for number in LINES:
        assert rejected_by(line(letter, number), trial) == set()


def test_loops_on_the_fixture():
    assert rejected_by(script("derivation.explicit", dX="dX", dY="dY"), FIXTURE) == set()


@given(trials())
def test_loops_at_every_size(trial):
    assert rejected_by(script("derivation.explicit", dX="dX", dY="dY"), trial) == set()
    found = execute("derivation.explicit", trial.X, trial.Y, trial.dZ)["Z"]
    assert np.allclose(found, trial.X @ trial.Y)


@pytest.mark.parametrize("which", PRODUCTS)
def test_transposed_product_on_the_fixture(which):
    product, X, Y = PRODUCTS[which]
    assert rejected_by(transposed(which), integer_trial(X, Y, fixture.dZ, product)) == set()


@pytest.mark.parametrize("which", PRODUCTS)
@given(size=sizes(1, 1, 1), seed=SEEDS)
def test_transposed_product_at_every_size(which, size, seed):
    m, k, n = size
    x, y = ((m, k), (n, k)) if which == "second" else ((k, m), (k, n))
    assert rejected_by(transposed(which), random_trial(x, y, seed, PRODUCTS[which][0])) == set()


@pytest.mark.parametrize("which", PRODUCTS)
def test_the_formulas_of_the_plain_product_are_seen_three_ways(which):
    square = np.array([[2, -1, 3], [0, 4, 1], [5, -2, 1]])
    trial = integer_trial(square, square + 1, square.T - 2, PRODUCTS[which][0])
    assert rejected_by(transposed(which), trial) == set()
    assert rejected_by(lambda X, Y, dZ: {"dX": dZ @ Y.T, "dY": X.T @ dZ}, trial) == set(METHODS)


def vector(X, x, dz):
    return dict(zip(("dX", "dY"), sample("derivation.answers").backward_vector(X, x, dz), strict=True))


def square(X, _, dZ):
    return {"dX": sample("derivation.answers").backward_square(X, dZ)}


def gram(X, _):
    return X @ X.T


def test_answers_on_integers():
    module = sample("derivation.answers")
    assert rejected_by(vector, integer_trial(fixture.X, module.x, module.dz)) == set()
    trial = integer_trial(fixture.X, fixture.Y, module.dZ, gram)
    assert rejected_by(square, trial) == set()
    assert rejected_by(lambda X, _, dZ: {"dX": dZ @ X}, trial) == set(METHODS)


@given(size=sizes(1, 1), seed=SEEDS)
def test_answers_at_every_size(size, seed):
    m, k = size
    assert rejected_by(vector, random_trial((m, k), (k,), seed)) == set()
    assert rejected_by(square, random_trial((m, k), (1, 1), seed, gram)) == set()
