"""What the language can say: statements of the next pages and of others' texts, and how each refusal helps."""

import ast
import tomllib
from pathlib import Path

import pytest

import check_equations
from check_equations.checker import check

DATA = Path(__file__).parent / "equations"
TOPICS = tomllib.loads((DATA / "practice.toml").read_text(encoding="utf-8"))["topic"]
OUTSIDE = tomllib.loads((DATA / "outside.toml").read_text(encoding="utf-8"))["case"]
REFUSALS = tomllib.loads((DATA / "refusals.toml").read_text(encoding="utf-8"))["refusal"]


def statements(kind: str) -> list:
    inside = [(tex, t["box"], t["name"]) for t in TOPICS for tex in t[kind]]
    outside = [(case[kind], case["box"], case["id"]) for case in OUTSIDE if kind in case]
    return [pytest.param(tex, (tuple(box),), id=f"{name}: {tex}") for tex, box, name in inside + outside]


def boxes() -> list:
    named = [(t["name"], t["box"]) for t in TOPICS] + [(case["id"], case["box"]) for case in OUTSIDE]
    return [pytest.param(tuple(box), id=name) for name, box in named]


@pytest.mark.parametrize("box", boxes())
def test_box_is_read(box):
    for tex in box:
        outcome = check(tex, (box,), False, True)
        assert outcome.status == "definition", (tex, outcome.fault)


@pytest.mark.parametrize(("tex", "setting"), statements("true"))
def test_true_statement_is_executed(tex, setting):
    outcome = check(tex, setting, hints=False)
    assert outcome.status == "executed", outcome.fault


@pytest.mark.parametrize(("tex", "setting"), statements("false"))
def test_false_statement_is_red(tex, setting):
    assert check(tex, setting, hints=False).status == "red"


@pytest.mark.parametrize(
    ("outer", "inner", "says"),
    [
        (r"\mathbf A \in \mathbb R^{m\times n}", r"\mathbf A \in \mathbb R^{n}", "something else in an outer box"),
        (r"f(x) = x^2", r"f = 2", "something else in an outer box"),
        (r"x_1 \in \mathbb R", r"\mathbf x \in \mathbb R^{n}", "is the one a component of the other?"),
        (r"\mathbf x \in \mathbb R^{n}", r"x_1 = 2", "a component of something declared cannot be defined"),
        (r"x \in \mathbb R, a = 2 x", r"a = 3 x", "declare here too what it is made of"),
        (r"f(x) = x^2", r"f(x) = x^3", "is defined otherwise in an outer box"),
        (r"p \in \mathbb R, p > 0", r"p = -2", "left is -2, right is 0"),
        (r"x = 3", r"x < 0", "left is 3, right is 0"),
        (r"x = 3", r"x > 4", "left is 3, right is 4"),
        (r"p \in \mathbb R, p > 0", r"p < 0", "no numbers were found for which the boxes hold"),
        (r"\mathbf u \in \mathbb R^{n}", r"\|\mathbf u\| = -1", "no numbers were found for which the boxes hold"),
    ],
)
def test_name_means_one_thing_in_overlapping_boxes(outer, inner, says):
    assert says in check(inner, ((outer,), (inner,)), False, True).fault.problem


def test_numbers_are_given_to_what_an_outer_box_declares():
    boxes = ((r"\mathbf A \in \mathbb R^{m\times n}",), (r"\mathbf A = \begin{pmatrix} 1 & 2 \end{pmatrix}",))
    assert check(r"A_{12} = 2", boxes).status == "executed"


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case["tex"])
def test_refusal_says_how_to_write_it(case):
    box = tuple(case["box"])
    outcome = check(case["tex"], (box,), setting=case["tex"] in box, hints=False)
    assert outcome.status == "red"
    assert case["says"] in outcome.fault.problem
    assert outcome.fault.at is not None


LIBRARY = Path(check_equations.__file__).parent
OWN_TESTS = {"commands", "layout", "lexer", "statements", "limits"}  # test_tex and test_draws look at their messages
LANGUAGE = sorted(
    file for room in ("tex", "settings", "evaluate") for file in (LIBRARY / room).glob("*.py")
    if file.stem not in OWN_TESTS
)  # fmt: skip
ELSEWHERE = {
    "no printed form for",  # a programming error
    "what was read does not print back as what is written",  # test_equations plants it
    "is something else in an outer box: give it a name of its own here",  # above
    "is defined otherwise in an outer box: give it a name of its own here, or declare here too what it is made of",
    "is a sign: a letter can be declared", "is not read here", "has no meaning here",  # stopped by the lexer before
    "no setting box says what the function",  # stopped by the parser before
}  # fmt: skip


def messages(module: Path) -> set[str]:
    """The longest fixed part of each message that a module raises."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            text = node.exc.args[0]
            parts = [text] if isinstance(text, ast.Constant) else getattr(text, "values", [])
            fixed = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
            found |= {max((piece for part in fixed for piece in part.split("{}")), key=len).strip()} if fixed else set()
    return found


def test_every_refusal_is_reached():
    said = [check(c["tex"], (tuple(c["box"]),), setting=c["tex"] in c["box"], hints=False) for c in REFUSALS]
    problems = [outcome.fault.problem for outcome in said]
    wanted = {text for module in LANGUAGE for text in messages(module)} - ELSEWHERE
    assert len(wanted) > 100
    assert [text for text in sorted(wanted) if not any(text in problem for problem in problems)] == []
