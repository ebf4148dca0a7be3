"""The errors of the source notes: their table is complete and true in what caught each, and the page says the same."""

import builtins
import re
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from gradients import autodiff, complex_step, sample
from planted import replace
from the_book import BOOK

from book.checks import rules
from book.checks.prose import faults
from book.figures.kit import gallery
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source.book import Book
from book.source.errata import KINDS, MACHINES, METHODS, errata
from book.source.pages import Page
from check_equations.checker import check
from snippets import fixture

HERE = Path(__file__).parent
ERRATA = {error.id: error for error in BOOK.errata}
NOTES = {"A": 7, "B": 6, "C": 14, "D": 12, "E": 25}  # how many errors each note has
WORDS = tomllib.loads((BOOK.root / "book/figures/words/errors.toml").read_text("utf-8"))["errors-caught-by"]
FORMULAS = tomllib.loads((HERE / "equations/errata.toml").read_text("utf-8"))["case"]
CODE = tomllib.loads((HERE / "code_errata.toml").read_text("utf-8"))["case"]
ROUNDS = {  # the sections of the page, and the errors of the notes that they show
    "fault-product": "E-F1",
    "fault-tangent": "E-F6",
    "closer": "B-F1",
    "fault-delta": "D-F5",
    "fault-penalty": "D-F6",
    "fault-tie": "E-F3",
    "fault-addition": "D-F1",
    "fault-axes": "D-F2",
    "fault-vector": "D-F3",
    "fault-sizes": "E-F4",
    "fault-times": "E-T1",
    "fault-order": "D-T1",
}
PLACE = re.compile(r"\]\(([\w-]+)\.md#([\w-]+)\)")


# --- the page -----------------------------------------------------------------------------------------------


def faults_of(page: Page) -> list[str]:
    """What the page says otherwise than docs/errors.tsv: a round with another check, or with another place."""
    rounds = {section.id: section for section in page.sections if section.level == 3 and "exercise" not in section.id}
    wrong = [f"{id_} is no round, or a new one" for id_ in rounds.keys() ^ ROUNDS.keys()]
    for id_, section in rounds.items():
        error = ERRATA[ROUNDS.get(id_, "E-F1")]
        shown, answer = section.text.split("??? answer", 1)
        places = {f"{slug}#{anchor}" for slug, anchor in PLACE.findall(answer)}
        said = re.search(r"[:：] ?([^.。]+)[.。]", answer)[1]
        wanted = WORDS[error.method][page.language]
        if said != wanted or error.place not in places or not re.search("^- `", shown, re.M):
            wrong.append(f"{id_}: {said}, {places}")
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_table_says(language):
    assert faults_of(BOOK.page(language, "errors")) == []


CHANGES = {
    "another round": ("{#closer}", "{#nearer}"),
    "another place": ("sensitivity.md#ties", "sensitivity.md#maximum"),
    "another check": (": {shapes}", ": {run}"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", CHANGES)
def test_a_round_that_says_otherwise_is_red(language, change, tmp_path):
    old, new = CHANGES[change]
    for method in METHODS:
        old, new = (text.replace(f"{{{method}}}", WORDS[method][language]) for text in (old, new))
    text = (BOOK.docs / language / "errors.md").read_text("utf-8").replace("：", ": ")
    path = tmp_path / language / "errors.md"
    path.parent.mkdir()
    path.write_text(text.replace(old, new), "utf-8")
    assert old in text and faults_of(Page(path)) != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_many_there_are(language):
    assert any(re.search(rf"\b{len(ERRATA)}", line) for _, line in BOOK.page(language, "errors").prose())


def test_every_error_of_every_note_is_listed():
    assert {note: sum(id_.startswith(note) for id_ in ERRATA) for note in NOTES} == NOTES
    assert {error.kind for error in ERRATA.values()} == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_exists(language):
    for error in ERRATA.values():
        slug, anchor = error.place.split("#")
        page = BOOK.page(language, slug)
        assert anchor in {section.id for section in page.sections}, error


@pytest.mark.parametrize(
    "line",
    [
        "E-F1\tformulas\tformula",
        "Z-1\tcode\trun\ta#b\t",
        "Z-1\tjokes\tformula\ta#b\tc",
        "Z-1\tcode\tluck\ta#b\tc",
        "E-F1\tcode\trun\ta#b\tc",
    ],
)
def test_a_bad_line_of_the_table_is_red(line, tmp_path):
    path = tmp_path / "errors.tsv"
    path.write_text((BOOK.docs / "errors.tsv").read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(BookError, match=rf"errors\.tsv:{len(ERRATA) + 3}: "):
        errata(path)


# --- what caught them: the fault is planted and seen, the mended one passes -----------------------------------


def agrees(claim: object, loss: object, at: object) -> bool:
    """Whether a claimed gradient is the measured one, by a complex step and by another engine."""
    claimed, x = np.asarray(claim, float), np.asarray(at, float)
    measured = complex_step(loss, x), autodiff(loss, x)
    return all(claimed.shape == m.shape and np.allclose(claimed, m, rtol=1e-9, atol=1e-9) for m in measured)


def run(case: dict, code: str) -> None:
    exec("\n".join((case["setup"], code, case["check"])), {"np": np, "agrees": agrees})


@pytest.mark.parametrize("case", CODE, ids=lambda case: case["id"])
def test_code_as_printed_is_red_and_mended_is_green(case):
    with pytest.raises(getattr(builtins, case["red"])):
        run(case, case["printed"])
    run(case, case["mended"])


SITE_FAULTS = {
    "A-O1": ("![](/images/left.png)", "images/left.png"),
    "B-O1": (r"The input \mathbf{X} is a row.", "\\mathbf"),
    "E-O1": ("See the [longer notes](#).", "“#”"),
}


@pytest.mark.parametrize("id_", SITE_FAULTS)
def test_a_fault_of_the_page_stops_the_build(id_, tiny):
    paragraph, named = SITE_FAULTS[id_]
    line = replace(tiny, "docs/en/alpha.md", "{#exercises}\n", f"{{#exercises}}\n\n{paragraph}\n")
    found = [fault for fault in rules.faults(Book(tiny), rules.BUILD) if named in fault.problem]
    assert [(str(fault.file), fault.line) for fault in found] == [("docs/en/alpha.md", line + 2)]


WRONG_WORDS = {"A-T1": ("ja", "誤差逆伝搬", "誤差逆伝播法(以後「逆伝播」)")}


@pytest.mark.parametrize("id_", WRONG_WORDS)
def test_another_word_for_a_term_is_seen(id_, tmp_path):
    language, printed, mended = WRONG_WORDS[id_]
    path = tmp_path / language / "planted.md"
    path.parent.mkdir()
    for words, expected in (printed, 1), (mended, 0):
        text = f"---\ndescription: a\nterms: [backpropagation]\n---\n# a {{#planted}}\n\n{words}を使います。\n"
        path.write_text(text, "utf-8")
        assert len(list(faults(BOOK, Page(path)))) == expected


def caught_by() -> dict[str, set[str]]:
    """By id, the methods that the regression cases really use."""
    found: dict[str, set[str]] = {}
    for case in FORMULAS:
        fault = str(check(case["printed"], (tuple(case["box"]),)).fault)
        by_shape = re.search(r"cannot (multiply|add) shapes|the set says", fault)
        found.setdefault(case["id"].split()[0], set()).add("shapes" if by_shape else "formula")
    for case in CODE:
        kind = "run" if case["red"] != "AssertionError" else "gradient" if "agrees(" in case["check"] else "number"
        found.setdefault(case["id"], set()).add(kind)
    for id_ in SITE_FAULTS:
        found.setdefault(id_, set()).add("site")
    for id_ in WRONG_WORDS:
        found.setdefault(id_, set()).add("glossary")
    return found


def test_what_caught_an_error_is_what_a_case_uses():
    cases = caught_by()
    cases.pop("after", None)
    assert cases.keys() <= ERRATA.keys()
    for error in ERRATA.values():
        if error.method == "reading":
            assert error.id not in cases, f"{error}: a machine sees it, say so"
        else:
            assert error.method in cases.get(error.id, ()), f"{error}: no case shows it"
    assert {error.method for error in ERRATA.values()} == {*MACHINES, "reading"}


def test_a_good_part_is_seen_by_readers_only():
    """The page says "almost half"."""
    assert 0.4 < sum(error.method == "reading" for error in ERRATA.values()) / len(ERRATA) < 0.5


def test_random_numbers_do_not_see_the_tie():
    """What the page says of round 6: as printed, the rule is executed and found true."""
    box = (r"x \in \mathbb R", r"y \in \mathbb R", r"\mathcal L = \max(x, y)")
    assert check(r"\frac{\partial \mathcal L}{\partial x} = \mathbb 1[x > y]", (box,)).status == "executed"


# --- the figure and the answers -------------------------------------------------------------------------------


def test_the_figure_counts_the_table():
    fewer = Book(BOOK.root)
    fewer.errata = [error for error in ERRATA.values() if error.method != "run"][1:]
    counts = Counter(error.method for error in fewer.errata)
    drawn = re.findall(r">(\d+)</text>", gallery.standalone(fewer, "errors-caught-by", "en"))
    assert list(map(int, drawn)) == [counts[method] for method in METHODS] and counts["run"] == 0


def test_answers():
    found = sample("errors.answers")
    assert np.array_equal(found.measured, fixture.dY) and np.array_equal(fixture.X.T @ fixture.dZ, fixture.dY)
    verdicts = [found.judge(candidate) for candidate in found.candidates.values()]
    assert verdicts[0] == "cannot be run" and verdicts[1].startswith("shape") and verdicts[3].startswith("0 of")
    assert re.fullmatch(r"[1-9]\d* of 12 entries are wrong", verdicts[2])
    with pytest.raises(ValueError, match="mismatch"):
        fixture.X @ fixture.dZ


def test_ties_among_random_numbers():
    lines = (HERE.parent / "snippets/errors/ties.out").read_text("utf-8").splitlines()
    real, digits = (int(re.search(r": (\d+) faults", line)[1]) for line in lines)
    assert real == 0 and abs(digits - 10_000) < 5 * np.sqrt(9000)
