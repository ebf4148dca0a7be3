"""False statements of every kind that a few ordinary numbers do not show, and the true ones beside them."""

import time
import tomllib
from pathlib import Path

import pytest

from check_equations.checker import check

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
