"""The pages' formulas are true, and the checker that says so sees what is false."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from the_book import BOOK, alike

from book.ground.languages import LANGUAGES
from check_equations import check_pages, check_text
from check_equations.checker import Outcome, check, scope_of
from check_equations.manual import GRAMMAR as FILE
from check_equations.mutants import mutations
from check_equations.pages import formulas
from check_equations.report import Report
from check_equations.survivors import run
from check_equations.tex.lexer import lex, tokens
from check_equations.tex.statements import claims, split
from check_equations.tex.tree import show

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).parent / "equations"


def load(name: str) -> dict:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


# --- the pages ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report() -> Report:
    """Of some pages in a sample: all languages have the same formulas, and the build executes each of them anyway."""
    return check_pages(*alike([page.path for code in LANGUAGES for page in BOOK.pages(code)], 4, 11))


def test_no_equation_of_the_book_is_red(report):
    assert [result.message for result in report.red] == []


def test_summary_counts_what_the_table_lists(report):
    rows = [line.split() for line in report.table().splitlines()[1:]]
    executed = sum(int(row[3]) for row in rows)
    steps = sum(int(row[4]) for row in rows)
    assert report.summary().startswith(f"equations executed: {executed} of ")
    assert f"{steps} steps" in report.summary()


def test_languages_execute_the_same_formulas():
    def streams(language: str) -> list[tuple[str, ...]]:
        found = (one for page in BOOK.pages(language) for one in formulas(page.source))
        return sorted(tuple(tokens(one.tex)) for one in found if one.display)

    assert streams("ja") == streams("ko") == streams("en")
    assert len(streams("en")) > 300


# --- the grammar --------------------------------------------------------------------------------------------

GRAMMAR = tomllib.loads(FILE.read_text(encoding="utf-8"))
REVIEWED = DATA / "survivors.toml"
BOXES = (tuple(GRAMMAR["setting"]["box"]),)


def cases(kind: str) -> list:
    """Each statement with the boxes it stands under."""
    return [
        pytest.param(tex, (tuple(c["box"]),) if "box" in c else BOXES, id=f"{c['name']}: {tex}")
        for c in GRAMMAR["construct"]
        for tex in c[kind]
    ]


@pytest.mark.parametrize("box", [GRAMMAR["setting"]["box"], *(c["box"] for c in GRAMMAR["construct"] if "box" in c)])
def test_setting_box_is_read(box):
    for tex in box:
        outcome = check(tex, (tuple(box),), False, True)
        assert outcome.status == "definition", (tex, outcome.fault)


@pytest.mark.parametrize(("tex", "boxes"), cases("true"))
def test_true_statement_is_executed(tex, boxes):
    outcome = check(tex, boxes)
    assert outcome.status == "executed", outcome.fault


@pytest.mark.parametrize(("tex", "boxes"), cases("false"))
def test_false_statement_is_red(tex, boxes):
    assert check(tex, boxes).status == "red"


ERRATA = load("errata.toml")["case"]


@pytest.mark.parametrize("case", ERRATA, ids=lambda case: case["id"])
def test_printed_error_is_red_and_mended_is_green(case):
    boxes = (tuple(case["box"]),)
    assert check(case["printed"], boxes).status == "red"
    mended = check(case["mended"], boxes)
    assert mended.status == "executed", mended.fault


ROUNDS = load("hostile.toml")["round"]


def hostile(kind: str) -> list:
    return [pytest.param(tex, (tuple(r["box"]),), id=f"{r['name']}: {tex}") for r in ROUNDS for tex in r[kind]]


@pytest.mark.parametrize(("tex", "boxes"), hostile("false"))
def test_hostile_statement_does_not_pass(tex, boxes):
    assert check(tex, boxes).status == "red"
    assert check(tex, boxes, display=False).status == "red"


@pytest.mark.parametrize(("tex", "boxes"), hostile("box"))
def test_box_of_hostile_statements_is_read(tex, boxes):
    assert check(tex, boxes, False, True).status == "definition"


@pytest.mark.parametrize(("tex", "boxes"), hostile("true"))
def test_true_statement_beside_hostile_ones(tex, boxes):
    outcome = check(tex, boxes)
    assert outcome.status == "executed", outcome.fault


# --- guards against misreading ------------------------------------------------------------------------------


@pytest.mark.parametrize(("tex", "boxes"), cases("true"))
def test_tree_prints_back(tex, boxes):
    for statement in split(lex(tex)):
        node = scope_of(boxes).parse(statement.tokens)
        assert show(node) == [t.text for t in statement.tokens if t.text != r"\text"]


def test_print_back_guard_stops_a_parser_that_drops_something(monkeypatch):
    monkeypatch.setattr("check_equations.tex.parser.show", lambda node: show(node)[:-1])
    assert "print back" in str(check.__wrapped__("x + y = y + x", BOXES).fault)


def test_split_guard_stops_a_splitter_that_drops_something(monkeypatch):
    monkeypatch.setattr("check_equations.tex.statements._statements", lambda piece: [])
    assert "was not read" in str(check.__wrapped__("x + y = y + x", BOXES).fault)


def test_mutants_of_a_sample_are_seen(report, capsys):
    assert run(report, 400, 7, REVIEWED) == 0, capsys.readouterr().out


def test_mutation_run_fails_when_faults_are_not_seen(report, monkeypatch, capsys):
    monkeypatch.setattr("check_equations.survivors.check", lambda *_, **__: Outcome("executed"))
    assert run(report, 50, 1, REVIEWED) == 1
    said = capsys.readouterr().out
    assert "survives" in said
    entries = tomllib.loads("\n".join(re.findall(r"^(?:\[\[survivor|\w+ = ').*$", said, re.M)))["survivor"]
    assert {tuple(entry) for entry in entries} == {("equation", "changed", "why", "tex")}


def test_reviewed_survivors_say_why():
    entries = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))["survivor"]
    assert entries and all(entry["why"].strip() for entry in entries)


def test_mutations_are_different_formulas():
    source = r"\mathrm dX_{st} = \sum_{j} \mathrm dZ_{sj} (\mathbf Y^\top)_{jt}"
    streams = [tuple(tokens(m.tex)) for m in mutations(source)]
    assert len(streams) == len(set(streams)) > 30
    assert tuple(tokens(source)) not in streams


# --- pages --------------------------------------------------------------------------------------------------

SETTING = """# Title {#page}

!!! setting "Setting"
    $\\mathbf X \\in \\mathbb R^{m\\times k}$ and $\\mathbf Y \\in \\mathbb R^{k\\times n}$ are matrices,
    $\\mathbf Z = \\mathbf X\\mathbf Y$, $\\mathcal L = \\ell(\\mathbf Z)$ with
    $\\ell\\colon \\mathbb R^{m\\times n} \\to \\mathbb R$.

"""


def statuses(body: str) -> list[str]:
    return [r.status for r in check_text(SETTING + body, "docs/en/page.md") if not r.setting]


def one(body: str):
    (result,) = [r for r in check_text(SETTING + body, "docs/en/page.md") if not r.setting]
    return result


def test_message_names_file_line_place_sizes_and_the_way_out():
    result = one(
        "## S {#s}\n\n$$\n\\mathrm d\\mathbf X\n= \\mathrm d\\mathbf Z\\,\\mathbf Y\n\\label{eq:page-dx}\n$$\n"
    )
    assert result.id == "en/page#eq:page-dx"
    assert result.line == 12
    assert result.message.startswith("docs/en/page.md:12: eq:page-dx: false: cannot multiply shapes m×n and k×n")
    assert "hint: true with the transpose of \\mathbf{Y}" in result.message


@pytest.mark.parametrize(
    ("tex", "hint"),
    [
        (r"\mathrm dX_{st} = \sum_j \mathrm dZ_{sj} Y_{tj} - \sum_j \mathrm dZ_{sj} X_{st}", ""),
        (r"\mathrm dX_{st} = \sum_j \mathrm dZ_{sj} Y_{jt}", "with the indices tj for jt"),
        (r"\mathrm dX_{st} = -\sum_j \mathrm dZ_{sj} Y_{tj}", "with the other sign"),
        (r"\mathrm d\mathbf Y = \mathrm d\mathbf Z\,\mathbf X^\top", "with the factors in the other order"),
    ],
)
def test_hint(tex, hint):
    result = one(f"## S {{#s}}\n\n$$\n{tex}\n$$\n")
    assert result.status == "red"
    assert ("hint" in result.reason) == bool(hint) and hint in result.reason


def test_false_step_of_a_chain_names_indices_and_sizes():
    lines = r"\begin{aligned} Z_{ij} &= \sum_l X_{il} Y_{lj} \\" + "\n" + r"&= 2 \sum_l X_{il} Y_{lj} \end{aligned}"
    result = one(f"## S {{#s}}\n\n$$\n{lines}\n$$\n")
    assert result.line == 12
    for part in ("at i = ", "j = ", "m = ", "k = ", "n = "):
        assert part in result.reason


def test_later_box_holds_for_its_section_only():
    box = '!!! setting "Setting"\n    $\\mathbf X = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}$ here.\n\n'
    claim = "$X_{12} = 2$\n\n"
    assert statuses(f"{claim}## A {{#a}}\n\n{box}{claim}### B {{#b}}\n\n{claim}## C {{#c}}\n\n{claim}") == [
        "red", "executed", "executed", "red",
    ]  # fmt: skip


def test_numbers_of_a_section_do_not_hide_what_fails_in_general():
    box = '!!! setting "Setting"\n    $\\mathbf X = \\begin{pmatrix} 1 & 2 & 2 \\\\ 3 & 4 & 4 \\end{pmatrix}$ here.\n\n'
    result = one(f"## A {{#a}}\n\n{box}$X_{{i2}} = X_{{i3}}$\n")
    assert result.status == "red" and "only for the numbers" in result.reason


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"$\mathbf X$ and $X_{st}$, $\mathbf Z \to \mathrm d\mathbf X$", ["mention"] * 3),
        (r"if $i = j$ and $1 \le i \le m$", ["condition"] * 2),
        (r"$\mathbf Z = \mathbf X\mathbf Y$ and $\mathbf X \in \mathbb R^{m\times k}$", ["definition"] * 2),
        (r"$\ell\colon \mathbb R^{m\times n} \to \mathbb R$", ["definition"]),
        (r"$\mathbf Z = \mathbf Y\mathbf X$", ["red"]),
        (r"$w = 3$ and $\mathbf Q = \mathbf X$ and $m = 2$", ["red"] * 3),
        ("$$\n\\mathbf X\n$$", ["red"]),
        ("$$\ni = j\n$$", ["red"]),
        ("$$\n\\mathbf Z^\\top = \\mathbf Y^\\top\\mathbf X^\\top\n$$", ["executed"]),
    ],
)
def test_status(body, expected):
    assert statuses(f"## S {{#s}}\n\n{body}\n") == expected


@pytest.mark.parametrize(
    "box",
    [
        r"$\mathbf A \in \mathbb R^{m\times k}$, $\mathbf C = \mathbf A\mathbf A$",
        r"$\mathbf A = \mathbf B$",
        r"$\mathbf A = \mathbf A + \mathbf A$",
        r"$\mathbf A \in \mathbb R^{m\times k}$, $A_{11} = 1$",
        r"$\mathbf A \in \mathbb R^{m\times k}$, $\mathbf A = \begin{pmatrix} 1 & 2 \end{pmatrix}$, "
        r"$\mathbf B \in \mathbb R^{m\times m}$, $\mathbf B = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$",
        r"$\mathbf A \in \mathbb R^{m\times n} = \mathbb R$",
        r"$\mathrm d\mathbf A = \begin{pmatrix} 1 & 2 \end{pmatrix}$",
        r"$\mathbf A < \mathbf B$",
        r"$a_i \in \mathbb R$",
        r"$x > 0$",
        r"$1 \le i \le 2.5$",
        r"$f(x) =$",
    ],
)
def test_setting_box_that_makes_no_sense_is_red(box):
    report = check_text(f'# T {{#t}}\n\n!!! setting "Setting"\n    {box}.\n', "docs/en/page.md")
    assert report.red, [r.status for r in report]


BROKEN = [
    r"\frac{a", "a}", r"\left( a = b", r"a = \mathbf{XY}", "a = \\", r"\mathbf = a", "a_{} = b",
    r"\begin{pmatrix} a = b",
    r"\sum = a", "a ^ = b", "= a", "a =", r"\frac{a}{b}{c} = d", r"\unknown{a} = b", "a = b = ", r"a \\ = b", "a & = b",
    r"\operatorname{tr} = a", r"a = \text{tr}(a)",
]  # fmt: skip


@pytest.mark.parametrize("tex", BROKEN)
def test_broken_tex_is_red_and_never_crashes(tex):
    assert check(tex, BOXES).status == "red"


@given(st.lists(st.sampled_from(sorted({t for case in cases("true") for t in tokens(case.values[0])})), max_size=12))
@settings(max_examples=150, derandomize=True)
def test_any_tokens_give_a_verdict(words):
    assert check(" ".join(words), BOXES, hints=False).status in ("executed", "definition", "red")


def test_parity_sees_formulas_without_their_words():
    assert (
        tokens(r"a = b \quad \text{if } c") == tokens(r"a=b\quad\text{のとき}c") != tokens(r"a = c \quad \text{if } c")
    )
    assert claims(r"\mathbf X = \mathbf Y") and claims("a < b")
    assert not claims(r"\sum_{i=1}^{n} a_i") and not claims(r"\mathbf X \to \mathbf Y")
