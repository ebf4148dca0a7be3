"""The trace: first order, the allowed moves, the affine gradients, the printed wrong line, the cheat-sheet."""

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

ROOT = Path(__file__).resolve().parent.parent
SEEDS = st.integers(0, 2**32 - 1)
WHOLE = st.integers(-9, 9)


def test_the_error_of_first_order_is_of_second_order():
    found = sample("trace.first_order")
    assert np.allclose(found.dX, complex_step(found.loss, fixture.X))
    lines = np.loadtxt(ROOT / "snippets/trace/first_order.out")
    assert np.allclose(lines[:-1, 3] / lines[1:, 3], 100)


def test_affine_gradients_are_what_the_trace_says():
    found = sample("trace.affine_gradients")
    assert found.by_trace == found.by_gradients == found.measured - found.dropped != found.measured


@given(arrays(int, (2, 3), elements=WHOLE), arrays(int, (3, 4), elements=WHOLE))
def test_the_pairing_determines_the_affine_gradients(D, E):
    X, W, G = fixture.X, fixture.Y, fixture.dZ
    assert np.trace(G.T @ D @ W) == np.sum((G @ W.T) * D)
    assert np.trace(G.T @ X @ E) == np.sum((X.T @ G) * E)


def test_only_cycles_are_allowed():
    found = sample("trace.rules")
    P, Q, R = found.P, found.Q, found.R
    cycled = {int(np.trace(A @ B @ C)) for A, B, C in ((P, Q, R), (Q, R, P), (R, P, Q))}
    assert len(cycled) == 1 and np.trace(Q @ P @ R) not in cycled


def test_the_printed_line_is_wrong_even_where_it_can_be_computed():
    found = sample("trace.wrong_line")
    right = np.trace(found.G.T @ found.X @ found.W_change)
    assert right == np.trace((found.X.T @ found.G).T @ found.W_change)
    assert right != np.trace(found.X.T @ found.G @ found.W_change)
    with pytest.raises(ValueError, match="mismatch"):
        fixture.X.T @ fixture.dZ @ np.ones(fixture.Y.shape)


@given(SEEDS)
def test_answer_in_the_middle(seed):
    V = sample("trace.answers").V

    def backward(X, W, G):
        return {"dX": G @ V.T @ W.T, "dY": X.T @ G @ V.T}

    assert rejected_by(backward, random_trial((2, 3), (3, 4), seed, lambda X, W: X @ W @ V)) == set()


def test_answers():
    found = sample("trace.answers")
    assert np.array_equal(found.dX, found.measured) and np.array_equal(found.dW, found.X.T @ found.G @ found.V.T)
    X, W, T, A = fixture.X, fixture.Y, found.T, found.A
    trial = integer_trial(X, W, 2 * (X @ W - T))
    assert rejected_by(lambda X, W, G: {"dX": G @ W.T, "dY": X.T @ G}, trial) == set()
    assert np.allclose(found.dX, complex_step(lambda M: np.trace(M.T @ A @ M), X))
    one_sided = {"dX": trial.dZ @ W.T + 1, "dY": X.T @ trial.dZ + 1}
    assert rejected_by(lambda *_: one_sided, trial) == set(METHODS)


# The cheat-sheet: every row holds an equation that is executed, and would be red if it were false.

PAGE = (ROOT / "docs/en/trace.md").read_text(encoding="utf-8")
SHEET = PAGE[PAGE.index("{#cheat-sheet}") : PAGE.index("!!! trap")]
ROWS = [line for line in SHEET.splitlines() if line.startswith("| ") and "$" in line]
EQUATIONS = [formula for row in ROWS for formula in re.findall(r"\$([^$]+)\$", row) if "=" in formula]


def test_every_row_of_the_cheat_sheet_is_an_executed_equation():
    executed = {result.tex for result in check_text(PAGE, "trace.md") if result.status == "executed"}
    assert len(ROWS) == len(EQUATIONS) == 13
    assert set(EQUATIONS) <= executed


@pytest.mark.parametrize("formula", EQUATIONS)
def test_a_false_row_is_red(formula):
    """The right side doubled, in each row by itself."""
    left, right = formula.split(" = ")
    false = f"{left} = 2\\,({right})" if "langle" not in right else f"{left} = 2\\,{right}"
    report = check_text(PAGE.replace(f"${formula}$", f"${false}$"), "trace.md")
    assert [result.tex for result in report.red] == [false]
