"""What the page about the checks says about them: each false claim is red for its own reason, each true one is not."""

import re
from functools import cache
from unittest.mock import patch

import pytest
from gradients import sample
from the_book import BOOK

from book.ground.languages import LANGUAGES
from check_equations import check_text
from check_equations.report import Report, Result

SETTING = sample("checks.false_equation").setting
CLAIMS = sample("checks.false_equation").claims
with patch("snippets.checks.false_equation.execute", return_value=[]):  # each claim in a process: not to collect tests
    SUSPECTS = sample("checks.equal_sizes").suspects
    SYMMETRIC = sample("checks.symmetric").box
    ROOT = sample("checks.lost_root")
SIZES = "    $m = {}$, $k = {}$, $n = {}$.\n"
D = r"\mathrm d\mathbf "
TRUE = rf"{D}X = {D}Z\,\mathbf Y^\top"


def result(formula: str, box: str = SETTING) -> Result:
    """What came of one formula under the sample's box."""
    return check_text(f"{box}\n$$\n{formula}\n$$\n", "page.md")[-1]


REASONS = {  # what the page says about each claim, the program's reason, and the same claim without its fault
    "lacks its transpose": ("cannot multiply shapes m×n and k×n", TRUE),
    "lies on its side": ("left is m×k, right is k×m", rf"({D}X)^\top = \mathbf Y({D}Z)^\top"),
    "has the wrong sign": (r"left is (-?)([\d.]+), right is (?!\1\d)-?\2 ", TRUE),
    "has its indices in the wrong order": (
        "t runs over different sizes",
        r"\mathrm dX_{st} = \sum_j \mathrm dZ_{sj} Y_{tj}",
    ),
    "sums over one index too many": (
        r"left is .* at s = \d, t = \d",
        r"\sum_s \mathrm dX_{st} = \sum_{i,j} \mathrm dZ_{ij} Y_{tj}",
    ),
}


@pytest.mark.parametrize(
    ("claim", "reason", "mended"),
    [(claim, *why) for claim, why in zip(CLAIMS, REASONS.values(), strict=False)],
    ids=REASONS,
)
def test_a_false_claim_is_red_for_its_reason_and_green_when_mended(claim, reason, mended):
    found = result(claim)
    assert found.status == "red" and found.reason.startswith("false: ") and re.search(reason, found.reason)
    assert result(mended).status == "executed"


def test_the_last_claim_is_true():
    assert len(CLAIMS) == len(REASONS) + 1 and CLAIMS[-1] == TRUE
    assert result(TRUE).status == "executed"


@pytest.mark.parametrize("line", range(len(CLAIMS)))
def test_the_command_says_the_same(line):
    """What the sample prints through a process of its own is what the library finds."""
    printed, found = sample("checks.false_equation").execute(SETTING, CLAIMS[line:][:1]), result(CLAIMS[line])
    assert printed[0] == (found.message.splitlines()[0] if found.status == "red" else printed[-1])
    assert printed[-1].startswith(f"equations executed: {int(found.status == 'executed')} of 1;")


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        (r"\mathbf X = \mathbf X", "vacuous"),
        (r"\mathcal L = a/m n", "ambiguous"),
        (r"\mathbf A = \mathbf X", "unreadable"),
    ],
)
def test_what_is_refused_without_being_false(formula, kind):
    found = result(formula, SETTING + "    $a \\in \\mathbb R$.\n")
    assert found.status == "red" and found.reason.startswith(f"{kind}: ")


def test_a_chain_with_a_wrong_middle_is_red():
    wrong = rf"{D}X = {D}Z\,\mathbf Y^\top = -{D}Z\,\mathbf Y^\top = {D}Z\,\mathbf Y^\top"
    assert result(wrong).status == "red"
    assert result(wrong.replace("-", "")).status == "red", "comparing something with itself says nothing"


def test_what_was_written_is_true_and_what_was_seen_is_not():
    assert ROOT.written.replace(r"\sqrt{u}", "u") == ROOT.seen
    assert [result(formula, ROOT.box).status for formula in (ROOT.written, ROOT.seen)] == ["executed", "red"]


def test_the_machine_believes_the_box():
    assert result(CLAIMS[0], SYMMETRIC).status == "executed"
    assert result(CLAIMS[0]).status == "red"


@pytest.mark.parametrize("suspect", SUSPECTS)
def test_only_equal_sizes_let_a_wrong_size_pass(suspect):
    assert result(suspect, SETTING + SIZES.format(3, 3, 3)).status == "executed"
    for sizes in (2, 3, 4), (4, 2, 3):
        assert result(suspect, SETTING + SIZES.format(*sizes)).status == "red"
    assert result(suspect).status == "red"


@pytest.mark.parametrize("claim", [c for c in CLAIMS if c != TRUE])
def test_random_numbers_show_the_rest_even_with_equal_sizes(claim):
    assert result(claim, SETTING + SIZES.format(3, 3, 3)).status == "red"


@cache
def page(language: str) -> Report:
    """The page itself, executed."""
    path = BOOK.docs / language / "checks.md"
    return check_text(path.read_text(encoding="utf-8"), path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("label", "status", "steps"),
    [("checks-dx", "executed", 1), ("checks-steps", "executed", 3), ("checks-forward", "definition", 0)],
)
def test_the_marks_are_the_ones_that_the_page_explains(language, label, status, steps):
    (found,) = (r for r in page(language) if r.id.endswith(f"#eq:{label}"))
    assert (found.status, found.steps) == (status, steps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_slips_of_the_exercise(language):
    """Slips 1 and 3 are planted in the page itself and seen; slip 2, in a sentence, is not."""
    source = (BOOK.docs / language / "checks.md").read_text(encoding="utf-8")
    path = BOOK.docs / language / "checks.md"
    first = source.replace(rf"{TRUE}" + "\n\\label{eq:checks-dx}", rf"{CLAIMS[0]}" + "\n\\label{eq:checks-dx}")
    inline = rf"${D}X \in \mathbb R^{{m\times k}}$"
    third = source.replace(inline, inline.replace(r"m\times k", r"k\times m"))
    second = source.replace("# {#limits}", "# {#limits}\n\nA row meets a column.\n", 1)
    assert not page(language).red and not check_text(second, path).red
    for planted in first, third:
        assert planted != source and len(check_text(planted, path).red) == 1
