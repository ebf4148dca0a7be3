"""Every line of the derivation in code is the gradient; so are the loops and the products with a transpose."""

import re

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
from the_book import BOOK

from snippets import fixture

SEEDS = st.integers(0, 2**32 - 1)
LINES = range(5)


def line(number: int):
    """One line of the derivation of dX as a backward."""

    def backward(X, Y, dZ):
        lines = list(execute("derivation.collapse_x", X, Y, dZ)["lines"].values())
        assert len(lines) == len(LINES)
        return {"dX": lines[number]}

    return backward


def transposed(X, V, dZ):
    return dict(zip(("dX", "dY"), sample("derivation.answers").transposed(X, V, dZ), strict=True))


def times_transposed(X, V):
    return X @ V.T


@pytest.mark.parametrize("number", LINES)
def test_line_on_the_fixture(number):
    assert rejected_by(line(number), FIXTURE) == set()


@given(trial=trials())
def test_lines_at_every_size(trial):
    for number in LINES:
        assert rejected_by(line(number), trial) == set()


def test_a_missing_delta_is_seen_three_ways():
    def one_delta(X, Y, dZ):
        return {"dX": execute("derivation.collapse_x", X, Y, dZ)["false"]}

    assert rejected_by(one_delta, FIXTURE) == set(METHODS)


@pytest.mark.parametrize("language", BOOK.languages)
def test_the_lines_to_put_in_order_are_those_of_the_derivation(language):
    text = BOOK.page(language, "derivation").source
    choices = re.findall(r"^- \$(.*)\$$", text.split("/// choices")[1].split("///")[0], re.M)
    derived = text[: text.index("eq:derivation-dy-lines")].rsplit(r"\begin{aligned}", 1)[1]
    lines = [found.strip() for found in re.findall(r"&= (.*)\n", derived)]
    assert [choices[n - 1] for n in sample("derivation.answers").second_formula] == lines


def test_loops_on_the_fixture():
    assert rejected_by(script("derivation.explicit", dX="dX", dY="dY"), FIXTURE) == set()


@given(trials())
def test_loops_at_every_size(trial):
    assert rejected_by(script("derivation.explicit", dX="dX", dY="dY"), trial) == set()


def test_transposed_product_on_the_fixture():
    assert rejected_by(transposed, integer_trial(fixture.X, fixture.Y.T, fixture.dZ, times_transposed)) == set()


@given(size=sizes(1, 1, 1), seed=SEEDS)
def test_transposed_product_at_every_size(size, seed):
    m, k, n = size
    assert rejected_by(transposed, random_trial((m, k), (n, k), seed, times_transposed)) == set()


def test_the_formulas_of_the_plain_product_are_seen_three_ways():
    square = np.array([[2, -1, 3], [0, 4, 1], [5, -2, 1]])
    trial = integer_trial(square, square + 1, square.T - 2, times_transposed)
    assert rejected_by(transposed, trial) == set()
    assert rejected_by(lambda X, Y, dZ: {"dX": dZ @ Y.T, "dY": X.T @ dZ}, trial) == set(METHODS)


def square(X, _, dS):
    return {"dX": sample("derivation.answers").same_matrix(X, dS)}


def gram(X, _):
    return X @ X.T


def test_the_vector_sample():
    module = sample("derivation.vector")
    trial = integer_trial(module.A, module.x, module.dz)
    assert rejected_by(lambda *_: {"dX": module.dA, "dY": module.dx}, trial) == set()


@given(size=sizes(1, 1), seed=SEEDS)
def test_the_same_matrix_twice_at_every_size(size, seed):
    m, k = size
    assert rejected_by(square, random_trial((m, k), (1, 1), seed, gram)) == set()


def test_one_factor_of_the_same_matrix_is_not_enough():
    trial = integer_trial(fixture.X, fixture.Y, np.array([[1, 2], [-3, 4]]), gram)
    assert rejected_by(square, trial) == set()
    assert rejected_by(lambda X, _, dS: {"dX": dS @ X}, trial) == set(METHODS)


def test_an_antisymmetric_upstream_gradient_has_no_effect():
    assert not sample("derivation.answers").same_matrix(fixture.X, np.array([[0, 3], [-3, 0]])).any()
