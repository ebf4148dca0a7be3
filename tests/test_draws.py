"""False statements of every kind that a few ordinary numbers do not show, and the true ones beside them."""

import time
import tomllib
from pathlib import Path

import fuzz
import numpy as np
import pytest

from check_equations.checker import check
from check_equations.values import Value
from check_equations.worlds.compare import Tally, compare
from check_equations.worlds.world import AXIS, COPIES

KINDS = tomllib.loads((Path(__file__).parent / "equations/false.toml").read_text("utf-8"))["kind"]


def cases(what: str) -> list:
    return [pytest.param(tex, (tuple(k["box"]),), id=f"{k['name']}: {tex}") for k in KINDS for tex in k.get(what, ())]


@pytest.mark.parametrize(("tex", "boxes"), cases("false"))
def test_false_statement_does_not_pass(tex, boxes):
    begun = time.process_time()
    assert check(tex, boxes).status == "red"
    assert check(tex, boxes, display=False).status in ("red", "condition" if tex == "i = j" else "red")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(("tex", "boxes"), cases("true"))
def test_true_statement_beside_false_ones(tex, boxes):
    outcome = check(tex, boxes)
    assert outcome.status == "executed", outcome.fault


@pytest.mark.parametrize(("tex", "boxes"), cases("definition"))
def test_definition_either_way_round_is_not_executed(tex, boxes):
    assert check(tex, boxes).status == "definition"


# --- what a comparison believes -----------------------------------------------------------------------------

KINDS_OF = ("plain", "plain", "mixed", "zeros")


def sides(left: list[float], right: list[float], moved: float = 0.0) -> tuple[Value, Value]:
    """Two numbers in four draws, the copies of the left one moved by as much as rounding may have moved it."""
    copies = [np.array(left) + moved * copy for copy in range(1 + COPIES)]
    return Value(np.concatenate(copies), (AXIS,)), Value(np.concatenate([right] * (1 + COPIES)), (AXIS,))


def verdict(mark: str, a: Value, b: Value) -> tuple[bool, Tally]:
    tally = Tally()
    return compare(mark, a, b, KINDS_OF, tally, None, lambda letter: 1) is None, tally


@pytest.mark.parametrize(("gap", "moved", "holds"), [(1e-13, 0, False), (1e-13, 1e-14, True), (1e-10, 1e-14, False)])
def test_rounding_explains_as_much_as_the_copies_show(gap, moved, holds):
    assert verdict("=", *sides([1, 2, 3, 0 + gap], [1, 2, 3, 0], moved))[0] is holds


def test_draws_without_a_value_do_not_count_and_too_few_are_refused():
    holds, tally = verdict("=", *sides([1, np.nan, np.inf, 4], [1, 7, 7, 4]))
    assert holds and tally.draws == 2
    with pytest.raises(Exception, match="only 2 of 4 draws give both sides a finite value: declare what is positive"):
        tally.judge(0)


def test_right_side_without_a_value_where_the_left_one_has_is_refused():
    with pytest.raises(Exception, match="the right side has no value where the left one has"):
        verdict("=", *sides([1, 2, 3, 4], [np.nan, 2, 3, 4]))


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\sum_{i=1}^{1000} \sum_{j=1}^{1000} \sum_{l=1}^{1000} x = x", "sum over fewer indices"),
        (r"\sum_{j > 500} u_j = 0", "compared with 500: none so large is tried"),
        (r"x + 10^{-20} = x + 10^{-20} x", "lost in rounding: it is never large enough to change"),
        (r"\tanh(40) x = x", "the argument is lost in rounding"),
        ("(" * 50 + "x" + ")" * 50 + " = 1", "nested too deep: give a part of it a name in a box"),
        (r"\lim_{h \to 0} " * 2000 + "x = 1", "nested too deep"),
        ("x = 0.1234567890123", "more than 12 digits"),
        (r"\lim_{h \to 0} \frac{1}{h} = x", "no limit that could be computed: it comes ever closer to no number"),
        (r"\lim_{h \to 0} \frac{|h|}{h} = 1", "from the two sides it comes to different values"),
        (r"\mathbf w^\top\mathbf w = 0", "nothing larger than 100000 is tried"),
        (r"\sqrt{-p} = 0", "only 0 of "),
    ],
)
def test_refusal_says_why(tex, words):
    box = (
        r"x, h, p \in \mathbb R",
        "p > 0",
        r"\mathbf u \in \mathbb R^{n}",
        r"\mathbf w \in \mathbb R^{100000000000000000000}",
    )
    fault = check(tex, (box,)).fault
    assert fault and words in fault.problem


def test_false_message_names_the_numbers_of_a_special_draw():
    fault = check("p < 500", ((r"p \in \mathbb R, p > 0",),)).fault
    assert "(with p = " in fault.problem


def test_spoilt_pages_get_a_verdict_or_a_refusal():
    assert fuzz.run(12, seed=3, paper=True) == []


def test_fuzz_run_sees_a_page_that_takes_long():
    (trouble,) = fuzz.run(1, seed=1, seconds=-1)
    assert trouble.kind == "slow" and trouble.formula


def test_fuzz_run_sees_a_traceback(monkeypatch):
    def breaks(*_):
        raise KeyError("planted")

    monkeypatch.setattr(fuzz, "check_text", breaks)
    assert [trouble.kind.split()[0] for trouble in fuzz.run(1, seed=1)] == ["KeyError"]
