"""The book's own Markdown, and what becomes of it: blocks, references, counts, notes on code."""

from collections.abc import Callable
from pathlib import Path

import markdown
import pytest

from book.ground.faults import BookError
from book.ground.tree import html, parse
from book.source.book import Book
from book.web import exercises, heard, tables
from book.web.html import finish, to_page
from book.web.markdown import BookMarkdown

Made = Callable[[str], str]


@pytest.fixture
def made(tiny_book: Book) -> Made:
    """Makes the HTML of a text that stands on the tiny book's chapter."""
    own = BookMarkdown(tiny_book, "en")
    own.page = tiny_book.page("en", "alpha")
    return lambda text: markdown.markdown(text, extensions=[own, "admonition", "attr_list"])


def test_a_figure_has_its_caption(made: Made) -> None:
    figure = parse(made('!!! note "N"\n\n    /// figure | a-b\n    One **word**.\n\n    Two.\n    ///\n\nText')).find(
        "figure"
    )
    assert figure.id == "a-b" and [e.tag for e in figure.elements] == ["figcaption"]
    assert [e.tag for e in figure.elements[0].elements] == ["p", "p"] and figure.find("strong").text == "word"
    assert "Text" not in figure.text


def test_the_glossary_stands_where_it_is_asked_for(made: Made) -> None:
    root = parse(made("Before\n\n/// glossary\n///\n\nAfter"))
    assert [e.tag for e in root.elements] == ["p", "dl", "p"] and root.find("dt").id == "term-gradient"


def test_a_reference_is_the_equation_s_number(made: Made) -> None:
    root = parse(made("See **[eq:alpha-sum]**, and `[eq:alpha-sum]` as it is typed."))
    link = root.find("a", "eqref")
    assert (link.attributes["href"], link.text) == ("#eq:alpha-sum", "(1.1)")
    assert root.find("code").text == "[eq:alpha-sum]"


def test_a_result_begins_with_its_number_which_leads_to_itself(made: Made) -> None:
    result = parse(made("/// theorem | beta-twice\n**Twice.** For:\n\n- one `///`\n- two\n///\n\nText")).find("div")
    assert (result.id, result.classes) == ("beta-twice", {"result", "theorem"})
    assert [e.tag for e in result.elements] == ["p", "ul"]
    head, name = result.elements[0].elements
    assert (head.text, head.attributes["href"], name.tag) == ("Theorem A.1", "beta.html#beta-twice", "strong")


def test_a_reference_to_a_result_is_its_kind_and_number(made: Made) -> None:
    link = parse(made("By [res:beta-twice], `[res:beta-twice]`.")).find("a")
    assert (link.attributes["href"], link.text, link.classes) == ("beta.html#beta-twice", "Theorem A.1", {"resref"})


def test_what_was_executed_is_counted(made: Made, tiny_book: Book) -> None:
    number = len(list(tiny_book.snippets.rglob("*.out")))  # beside each sample
    assert made("{{ samples }} of `{{ samples }}`") == f"<p>{number} of <code>{{{{ samples }}}}</code></p>"


CODE = '<div class="highlight"><span class="filename">a.py</span><pre><code>{}</code></pre></div>\n'
ONE, TWO = '<span class="c1"># (1)!</span>', '<span class="c1"># (2)!</span>'


def test_a_note_may_hold_a_list(tiny_book: Book) -> None:
    page = tiny_book.page("en", "alpha")
    notes = "<ol>\n<li>One:<ol><li>a</li><li>b</li></ol></li>\n<li>Two.</li>\n</ol>"
    root = parse(to_page(CODE.format(f"x {ONE}\ny {TWO}\n") + notes, page))
    marks = [e for e in root.walk() if "note-mark" in e.classes]
    assert [(e.text, e.attributes["href"]) for e in marks] == [("1", "#note-1-1"), ("2", "#note-1-2")]
    listed = root.find("ol", "notes")
    assert [e.id for e in listed.elements] == ["note-1-1", "note-1-2"]
    backs = [e for e in listed.walk() if "note-back" in e.classes]
    assert [e.attributes["href"] for e in backs] == [f"#{e.id}" for e in marks] == ["#mark-1-1", "#mark-1-2"]
    assert [e.attributes["aria-label"] for e in backs] == [f"Back to the code, note {n}: a.py" for n in (1, 2)]
    assert not any(e.id or e.classes for note in listed.elements for e in note.walk() if e not in (note, *backs))


def test_hints_and_answers_are_called_by_what_they_stand_under(tiny_book: Book) -> None:
    text = (
        '<h3 id="exercise-sum">1. Add <span class="arithmatex">\\(X\\)</span><a class="headerlink" href="#a">¶</a></h3>'
        '<details class="answer"><summary>Answer</summary></details>'
        '<h3 id="more">More</h3><details class="answer"><summary>Answer</summary></details>'
    )
    root = parse(text)
    exercises.tell(tiny_book, root, tiny_book.page("en", "beta"))
    said = [e.attributes.get("aria-label") for e in root.walk() if e.tag == "summary"]
    assert said == ["Answer: 1. Add X", "Answer: More"]


def test_a_link_on_a_heading_says_which_one_it_leads_to(tiny_book: Book) -> None:
    heading = '<h2 id="x">{}<a class="headerlink" href="#x" title="">¶</a></h2>'
    text = heading.format('Is <span class="arithmatex">\\(X^\\top\\)</span> “small”?')
    for language, said in (("en", "Link to “{}”"), ("ko", "‘{}’에 대한 링크"), ("ja", "「{}」へのリンク")):
        root = parse(text)
        heard.name_links(tiny_book, root, tiny_book.page(language, "beta"))
        link = root.find("a", "headerlink")
        name = link.attributes["aria-label"]
        before, _, after = said.partition("{}")
        assert name.startswith(f"{before}Is X") and name.endswith(f" “small”?{after}") and "(" not in name
        assert "title" not in link.attributes
        assert root.find("h2").attributes["aria-label"] == name.removeprefix(before).removesuffix(after)


def test_an_exercise_is_heard_with_its_grade_and_without_the_link(tiny_book: Book) -> None:
    root = parse('<h3 id="exercise-sum">1. One<a class="headerlink" href="#exercise-sum">¶</a></h3>')
    heard.name_links(tiny_book, root, tiny_book.page("en", "delta"))
    exercises.tell(tiny_book, root, tiny_book.page("en", "delta"))
    assert root.find("h3").attributes["aria-label"] == "1. One Grade 1: read it off"


def test_what_has_moved_is_said_at_its_old_address(tiny_book: Book) -> None:
    page = tiny_book.page("en", "index")
    said = parse(finish(tiny_book, "<h1>A</h1><h2>B</h2>", page)).elements[-2:]
    assert [(p.id, p.find("a").attributes["href"], p.find("a").text) for p in said] == [
        ("start", "alpha.html#twice", "Twice"),
        ("top", "#index", "A tiny book"),
    ]
    assert all(p.classes == {"moved"} and "has moved: " in p.text for p in said)


@pytest.mark.parametrize("notes", ["", "<ol><li>1</li><li>2</li></ol>", "<p>text</p><ol><li>1</li></ol>"])
def test_marks_and_notes_agree(notes: str, tiny_book: Book) -> None:
    page = tiny_book.page("en", "alpha")
    line = page.fences()[0]
    with pytest.raises(BookError, match=rf"alpha\.md:{line}: marks \[1\] in a\.py, but [02] notes below it"):
        to_page(CODE.format(f"x {ONE}\n") + notes, page)


def test_a_list_below_code_without_marks_is_a_list(tiny_book: Book) -> None:
    text = CODE.format("x\n\n\n\n<span>def</span>\n\n\n") + "<ol><li>1</li></ol>"
    assert to_page(text, tiny_book.page("en", "alpha")) == text.replace("x\n\n\n\n", "x\n\n")


def test_fences_are_found_where_they_open(tiny: Path) -> None:
    page = Book(tiny).page("en", "alpha")
    assert [page.lines[line - 1][:6] for line in page.fences()] == ["``` py", "``` te"]


@pytest.mark.parametrize(
    "more", [r'<span class="arithmatex">\(x = y\)</span>', "<h2>More</h2>", "<math><mi>x</mi></math>"]
)
def test_a_built_page_shows_nothing_that_was_not_read(more: str, tiny_book: Book) -> None:
    page = tiny_book.page("en", "beta")
    with pytest.raises(BookError, match="where nothing more is read"):
        finish(tiny_book, f'<h1 id="beta">Which terms are there?</h1><p>Only one.</p>{more}', page)


def test_choices_are_numbered_and_a_wrong_answer_has_its_name(made: Made) -> None:
    root = parse(
        made("/// choices\n- one\n- two\n///\n\n!!! note\n\n    So.\n\n    /// wrong | lost\n    *Why*.\n    ///")
    )
    assert [e.tag for e in root.find("div", "choices").elements] == ["ol"]
    wrong = root.find("div", "wrong")
    assert wrong.attributes["data-wrong"] == "lost" and wrong.find("em").text == "Why" and not wrong.find("ol")


@pytest.mark.parametrize(
    ("head", "row", "heads"),
    [
        ("step|formula", "chain rule|$x$", ["col", "col", "row"]),
        ("|formula", "$X$|$x$", [None, "col", "row"]),  # the corner is no head
        ("formula|meaning", "$X$|a matrix", ["col", "col", None]),
        ("formula|meaning", "$X$, left|a matrix", ["col", "col", "row"]),
        ("in Python|meaning", "`X`|a matrix", ["col", "col", None]),
        ("name", "chain rule", ["col", None]),
    ],
)
def test_the_first_column_names_the_rows_where_it_has_words(head: str, row: str, heads: list[str | None]) -> None:
    def cells(line: str, tag: str) -> str:
        line = line.replace("$X$", '<span class="arithmatex">\\(X\\)</span>').replace("`X`", "<code>X</code>")
        return "".join(f"<{tag}>{cell}</{tag}>" for cell in line.split("|"))

    rows = f"<thead><tr>{cells(head, 'th')}</tr></thead><tbody><tr>{cells(row, 'td')}</tr></tbody>"
    root = parse(f"<table>{rows}</table>")
    tables.tell(root)
    found = [cell for line in root.walk() if line.tag == "tr" for cell in line.elements]
    assert [cell.attributes.get("scope") for cell in found][: len(heads)] == heads
    assert all((cell.tag == "th") == ("scope" in cell.attributes) for cell in found)


@pytest.mark.parametrize(
    "code",
    [
        "db = np|.linalg|.solve(|A.T, dx)",
        "2 / values|.max()",
        "f(x)",
        "X.T",
        "X[|s - 1, t - 1]",
        "1.5 * np|.exp(x)",
        "A.shape",
    ],
)
def test_code_in_a_cell_goes_on_between_its_names(code: str) -> None:
    bare = code.replace("|", "")
    root = parse(f"<table><tr><td><code>{bare}</code></td></tr></table><p><code>{bare}</code></p>")
    tables.tell(root)
    cell, line = [node for node in root.walk() if node.tag == "code"]
    assert "".join(map(html, cell.children)).replace("<wbr>", "|") == code
    assert line.children == [bare]
