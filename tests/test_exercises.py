"""Exercises as data: what a table may say, which values are accepted, and what the build puts on the page.

Faults of whole pages are planted in planted.toml.
"""

import re
from pathlib import Path

import pytest
from planted import replace
from the_book import BOOK

from book.checks.answers import known, same, values
from book.checks.exercises import answers
from book.checks.form import parts
from book.ground.tree import Element, parse
from book.source.book import Book
from book.source.exercises import asked, data
from book.web.exercises import shown, tell, tex

TABLE = "snippets/delta/exercises.toml"
MODULE = "snippets/delta/answers.py"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[a]\ngrade = true\nkind = 'reason'", 2, "`grade` that is none: True"),
        ("[a]\ngrade = 1\nkind = 'essay'", 3, "`kind` that is none: 'essay'"),
        ("[a]\nkind = 'reason'", 1, "has no `grade`"),
        ("[a]\ngrade = 1\nkind = 'reason'\nhint = 'x'", 4, "has a `hint`"),
        ("[a]\ngrade = 1\nkind = 'number'\nwrong = { b = 'answers.b' }", 1, "and has no `answer`"),
        ("[a]\ngrade = 1\nkind = 'number'\nanswer = 'answers.b'", 1, "and has no `wrong`"),
        ("[a]\ngrade = 1\nkind = 'number'\nanswer = 'answers.b'\nwrong = {}", 5, "`wrong` that is none"),
        ("[a]\ngrade = 1\nkind = 'number'\nanswer = 'answers.b'\nwrong = { b = 3 }", 5, "`wrong` that is none"),
        ("[a]\ngrade = 1\nkind = 'reason'\njudge = 'answers.b'", 4, "and has a `judge`"),
        ("[a]\ngrade = 1\nkind = 'reason'\nasked = 'third'", 4, "`asked` that is none: 'third'"),
        ("a = 1", 1, "“a” is no table"),
        ("[a\n", 1, "this is not TOML"),
    ],
)
def test_a_table_that_says_too_little_or_too_much_is_named(text: str, line: int, says: str, tmp_path: Path) -> None:
    file = tmp_path / "exercises.toml"
    file.write_text(text, encoding="utf-8")
    found, faults = data(file)
    assert not found and [fault.line for fault in faults] == [line]
    assert says in faults[0].problem and faults[0].remedy


def test_what_stands_on_a_page_is_counted(tiny_book: Book) -> None:
    found = {one.name: one for one in asked(tiny_book.page("en", "delta"))}
    assert list(found) == ["sum", "turned", "rows", "double", "reason"]
    assert all((one.hints, one.answers) == (1, 1) for one in found.values())
    assert [one.choices for one in found.values()] == [0, 0, 2, 0, 0]
    assert list(found["sum"].wrong) == ["forgotten", "half"]


def test_a_page_of_puzzles_is_exercises_in_every_section_but_the_last(tiny: Path) -> None:
    page = tiny / "docs/en/delta.md"
    text = page.read_text(encoding="utf-8").replace("appendix: true", "layout: puzzles")
    text = re.sub(r"## In short .*?(?=## Exercises)", "", text, flags=re.S)
    text = text.replace("## Exercises {#exercises}", '## Level 1 {#level}\n\n??? hint "Of no puzzle"\n    Ask.')
    text = text.replace("### 5. Why", '## Level 2 {#level-two}\n\n??? hint "Of no puzzle"\n    Ask.\n\n### 5. Why')
    page.write_text(text + "\n\n## Next {#next}\n\nGo on.\n\n### More {#more}\n", encoding="utf-8")
    found = asked(Book(tiny).page("en", "delta"))
    assert [one.name for one in found] == ["sum", "turned", "rows", "double", "reason"]
    assert all((one.hints, one.answers) == (1, 1) for one in found)
    assert list(parts(Book(tiny), ["delta"])) == []


def test_the_values_are_what_the_samples_compute(tiny_book: Book) -> None:
    found = values(tiny_book)["delta"]
    assert found["sum"].values["answer"] == 2 and found["sum"].wrong == {"forgotten": 1, "half": 0.5}
    assert found["turned"].values == {"answer": [[1], [-2]], "wrong.same": [[1, -2]]}
    assert found["double"].values == {"answer": True, "wrong.squared": False}  # what the judge says
    assert found["reason"].values == {}


def test_they_are_computed_again_only_where_something_changed(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = values(Book(tiny))
    with monkeypatch.context() as no_process:
        no_process.setattr("subprocess.run", None)
        assert values(Book(tiny)) == before
    replace(tiny, MODULE, "1 + 1, 1 / 2", "1 + 2, 1 / 2")
    assert values(Book(tiny))["delta"]["sum"].values["answer"] == 3


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("number", "True", "no number"),
        ("number", "float('nan')", "no number"),
        ("number", "np.eye(2)", "no number"),
        ("number", "1 / 0", "fails: ZeroDivisionError"),
        ("number", "exit()", "fails: SystemExit"),
        ("matrix", "np.zeros((2, 2, 2))", "no array of one or two axes"),
        ("matrix", "[[1, 2]]", "no array of one or two axes"),
        ("matrix", "np.array([1, np.inf])", "no number"),
        ("shape", "(2, 2.5)", "no integer"),
        ("shape", "3", "no tuple of integers"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: str, says: str, tiny: Path) -> None:
    replace(tiny, TABLE, 'kind = "number"', f'kind = "{kind}"')
    replace(tiny, MODULE, "one, two_ones, half = 1, 1 + 1, 1 / 2", f"one = two_ones = half = {value}")
    first, *_ = answers(Book(tiny), ["delta"])
    assert f"[sum] answer {'names' if 'fails' in says else 'is'}" in first.problem and says in first.problem


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("Fraction(1, 3)", "1 / 3"),
        ("np.float64(0.1) + 0.2", "0.3"),
        ("np.int64(4)", "4.0"),
        ("1e-7", "1.00000001e-7"),
    ],
)
def test_a_wrong_answer_that_is_right_is_refused(value: str, wrong: str, tiny: Path) -> None:
    replace(tiny, MODULE, "import numpy as np\n", "from fractions import Fraction\n\nimport numpy as np\n")
    replace(tiny, MODULE, "one, two_ones, half = 1, 1 + 1, 1 / 2", f"one, two_ones, half = {wrong}, {value}, 7")
    assert [str(fault.problem).split(":")[0] for fault in answers(Book(tiny), ["delta"])] == [
        "[sum] wrong.forgotten has the value of answer"
    ]


def test_values_of_other_shapes_are_not_the_same() -> None:
    assert same([[1, 2]], [[1, 2.0]]) and not same([[1], [2]], [[1, 2]]) and not same([1], 1) and not same([1], [1, 2])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return False", "answer is refused by the judge"),
        ("return f(2) == 4", "wrong.squared is accepted by the judge"),
        ("return None", "neither true nor false"),
        ("raise ValueError", "answer is refused by the judge"),
    ],
)
def test_a_judge_that_is_none_is_refused(body: str, says: str, tiny: Path) -> None:
    replace(tiny, MODULE, "return all(f(x) == 2 * x for x in (-1, 2, 3))", body)
    assert says in next(answers(Book(tiny), ["delta"])).problem


def finished(book: Book, language: str) -> Element:
    """The exercises' part of a page, as the build completes it."""
    root = parse(
        '<h3 id="exercise-sum">1. One<a class="headerlink" href="#exercise-sum">¶</a></h3>'
        '<div class="wrong" data-wrong="half">\n<p>Why.</p></div><h3 id="exercise-double">2</h3>'
        '<div class="wrong" data-wrong="squared"><p>It squares.</p></div><h3 id="other">3</h3>'
    )
    tell(book, root, book.page(language, "delta"))
    return root


def test_the_page_has_the_data_to_judge_by(tiny_book: Book) -> None:
    one, half, two, squared, other = finished(tiny_book, "en").elements
    assert one.attributes == {"id": "exercise-sum", "data-kind": "number", "data-grade": "1", "data-answer": "2"}
    assert half.attributes["data-value"] == "0.5" and half.elements[0].text == r"If you found \(0.5\): Why."
    data = {"data-kind": "code", "data-grade": "2", "data-start": "def double(x):"}
    assert two.attributes == {"id": "exercise-double"} | data
    assert squared.text == "If you wrote return x * x: It squares." and "data-value" not in squared.attributes
    assert other.attributes == {"id": "other"}


def test_the_grade_stands_before_the_link_and_says_what_it_is(tiny_book: Book) -> None:
    for language in tiny_book.languages:
        heading = finished(tiny_book, language).elements[0]
        assert [e.tag for e in heading.elements] == ["span", "a"] and heading.elements[0].text == "★"
        assert len(heading.elements[0].attributes["aria-label"]) > 5


def test_a_page_with_a_fault_can_be_looked_at(tiny: Path) -> None:
    replace(tiny, MODULE, "one, two_ones, half = 1, 1 + 1, 1 / 2", "one, two_ones = 1, 2")
    assert "data-answer" in finished(Book(tiny), "ko").elements[0].attributes


@pytest.mark.parametrize(
    ("kind", "value", "html"),
    [
        ("number", -3, r"\(-3\)"),
        ("number", "-1/3", r"\(-\frac{1}{3}\)"),
        ("number", 1.5e-7, r"\(1.5 \cdot 10^{-7}\)"),
        ("matrix", [[1, -2], [0.5, 4]], r"\(\begin{pmatrix} 1 &amp; -2 \\ 0.5 &amp; 4 \end{pmatrix}\)"),
        ("matrix", [1, 2], r"\(\begin{pmatrix} 1 &amp; 2 \end{pmatrix}\)"),
        ("shape", [4], "<code>(4,)</code>"),
        ("shape", [2, 4], "<code>(2, 4)</code>"),
        ("choice", 2, "2"),
        ("order", [2, 1, 3], "2, 1, 3"),
    ],
)
def test_a_value_as_a_reader_writes_it(kind: str, value: object, html: str) -> None:
    assert re.sub(r"</?span[^>]*>", "", shown(kind, value)) == html


def test_a_number_is_not_rounded_to_another() -> None:
    assert [tex(number) for number in (0.1 + 0.2, 1234567, 0.125)] == ["0.3", "1234567", "0.125"]


@pytest.mark.parametrize("slug", [slug for slug in BOOK.slugs if known(BOOK, slug)[0]])
def test_every_exercise_of_the_book_is_judged_rightly(slug: str) -> None:
    """The right answer is accepted, every wrong one refused."""
    assert list(answers(BOOK, [slug])) == []
