"""The trace: the allowed moves, the affine gradients, two layers, the answers, the cheat-sheet."""

import re
from pathlib import Path

import numpy as np
import pytest
from gradients import METHODS, complex_step, integer_trial, random_trial, rejected_by, sample
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from check_equations import check_text
from snippets import fixture

answers = sample("trace.answers")
ROOT = Path(__file__).resolve().parent.parent
SEEDS = st.integers(0, 2**32 - 1)
WHOLE = st.integers(-9, 9)


def test_affine_gradients_are_what_the_product_rule_says():
    found = sample("trace.changes")
    change, dropped = np.sum(fixture.dZ * (found.new - found.old)), np.sum(fixture.dZ * found.dropped)
    assert found.from_gradients == change - dropped != change


@given(arrays(int, (2, 3), elements=WHOLE), arrays(int, (3, 4), elements=WHOLE))
def test_the_pairing_determines_the_affine_gradients(D, E):
    X, W, G = fixture.X, fixture.Y, fixture.dZ
    assert np.trace(G.T @ D @ W) == np.sum((G @ W.T) * D)
    assert np.trace(G.T @ X @ E) == np.sum((X.T @ G) * E)


def test_only_cycles_are_allowed():
    found = sample("trace.rules")
    A, B, C = found.A, found.B, found.C
    cycled = {int(np.trace(P @ Q @ R)) for P, Q, R in ((A, B, C), (B, C, A), (C, A, B))}
    assert len(cycled) == 1 and np.trace(B @ A @ C) not in cycled


def test_the_printed_line_is_wrong_even_where_it_can_be_computed():
    """The published line of the sources that stops its transpose halfway (errors, B-F1)."""
    X, G, change = np.array([[1, 2], [3, 4]]), np.array([[1, 0], [0, 2]]), np.array([[0, 1], [0, 0]])
    right = np.trace(G.T @ X @ change)
    assert right == np.trace((X.T @ G).T @ change) != np.trace(X.T @ G @ change)
    with pytest.raises(ValueError, match="mismatch"):
        fixture.X.T @ fixture.dZ @ np.ones(fixture.Y.shape)


def test_two_layers():
    found = sample("trace.two_layers")
    assert np.allclose(found.dU, complex_step(lambda U: found.loss(U, found.V), found.U))
    assert np.allclose(found.dV, complex_step(lambda V: found.loss(found.U, V), found.V))


@given(SEEDS)
def test_answer_in_the_middle(seed):
    V, T = np.vstack([answers.V, answers.V[::-1]]), 1.5

    def backward(X, W, G):
        return {"dX": G @ V.T @ W.T, "dY": X.T @ G @ V.T}

    assert rejected_by(backward, random_trial((2, 3), (3, 4), seed, lambda X, W: X @ W @ V - T)) == set()


def test_a_gradient_one_too_large_is_seen():
    X, W = fixture.X, fixture.Y
    trial = integer_trial(X, W, 2 * (X @ W - 1))
    assert rejected_by(lambda X, W, G: {"dX": G @ W.T, "dY": X.T @ G}, trial) == set()
    larger = {"dX": trial.dZ @ W.T + 1, "dY": X.T @ trial.dZ + 1}
    assert rejected_by(lambda *_: larger, trial) == set(METHODS)


def test_answers():
    assert np.allclose(answers.squared_error, complex_step(answers.squares, answers.W))
    assert np.allclose(answers.hadamard, complex_step(answers.masked, answers.K))
    assert np.allclose(answers.inverse, complex_step(answers.solved, answers.S))
    assert np.array_equal(answers.S @ answers.S_inverse, np.eye(2))


def test_the_determinant_is_read_off_transposed():
    S = answers.S
    assert np.allclose(complex_step(lambda A: np.log(np.linalg.det(A)), S), answers.S_inverse.T)


def test_neighbours_of_symmetric_factors_may_be_exchanged():
    generator = np.random.default_rng(1)
    A, B, C = (M + M.T for M in generator.integers(-9, 10, (3, 3, 3)))
    assert np.trace(A @ B @ C) == np.trace(B @ A @ C)


# The cheat-sheet: every row holds an equation that is executed, and would be red if it were false.

PAGE = (ROOT / "docs/en/trace.md").read_text(encoding="utf-8")
SHEET = PAGE[PAGE.index("{#cheat-sheet}") : PAGE.index("!!! trap")]
ROWS = [line for line in SHEET.splitlines() if line.startswith("| ") and "$" in line]
EQUATIONS = [formula for row in ROWS for formula in re.findall(r"\$([^$]+)\$", row) if "=" in formula]


def test_every_row_of_the_cheat_sheet_is_an_executed_equation():
    executed = {result.tex for result in check_text(PAGE, "trace.md") if result.status == "executed"}
    assert (len(ROWS), len(EQUATIONS)) == (14, 19)
    assert set(EQUATIONS) <= executed


@pytest.mark.parametrize("formula", EQUATIONS)
def test_a_false_row_is_red(formula):
    """The right side doubled, in each row by itself."""
    left, right = formula.split(" = ")
    false = f"{left} = 2\\,({right})" if "langle" not in right else f"{left} = 2\\,{right}"
    report = check_text(PAGE.replace(f"${formula}$", f"${false}$"), "trace.md")
    assert [result.tex for result in report.red] == [false]
