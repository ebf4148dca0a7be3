"""The pages' formulas are true, and the checker that says so sees what is false."""

import tomllib
from pathlib import Path

import pytest

from check_equations import check_pages
from check_equations.checker import check
from check_equations.lexer import tokens

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).parent / "equations"
REPORT = check_pages(ROOT)


def load(name: str) -> dict:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


# --- the pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("result", [r for r in REPORT if r.status != "mention"], ids=lambda r: r.id)
def test_equation(result):
    assert result.status != "red", result.message


def test_almost_nothing_is_marked():
    claims_made = sum(REPORT.count(status) for status in ("executed", "marked", "red"))
    assert claims_made > 50 * 3
    assert REPORT.count("marked") <= 0.03 * claims_made


def test_summary_counts_what_the_table_lists():
    rows = [line.split() for line in REPORT.table().splitlines()[1:]]
    executed = sum(int(row[3]) for row in rows)
    steps = sum(int(row[4]) for row in rows)
    assert REPORT.summary().startswith(f"equations executed: {executed} of ")
    assert f"{steps} steps" in REPORT.summary()


def test_languages_execute_the_same_formulas():
    def streams(language: str) -> list[tuple[str, ...]]:
        return sorted(tuple(tokens(r.tex)) for r in REPORT if r.page[0] == language and r.kind == "display")

    assert streams("ja") == streams("ko") == streams("en")


# --- the grammar --------------------------------------------------------------------------------------------

GRAMMAR = load("grammar.toml")
BOXES = (tuple(GRAMMAR["setting"]["box"]),)


def cases(kind: str) -> list:
    return [pytest.param(tex, id=f"{c['name']}: {tex}") for c in GRAMMAR["construct"] for tex in c[kind]]


@pytest.mark.parametrize("tex", GRAMMAR["setting"]["box"])
def test_setting_box_is_read(tex):
    outcome = check(tex, BOXES, False, True)
    assert outcome.status == "definition", outcome.fault


@pytest.mark.parametrize("tex", cases("true"))
def test_true_statement_is_executed(tex):
    outcome = check(tex, BOXES)
    assert outcome.status == "executed", outcome.fault


@pytest.mark.parametrize("tex", cases("false"))
def test_false_statement_is_red(tex):
    assert check(tex, BOXES).status == "red"


ERRATA = load("errata.toml")["case"]


@pytest.mark.parametrize("case", ERRATA, ids=lambda case: case["id"])
def test_printed_error_is_red_and_mended_is_green(case):
    boxes = (tuple(case["box"]),)
    assert check(case["printed"], boxes).status == "red"
    mended = check(case["mended"], boxes)
    assert mended.status == "executed", mended.fault
