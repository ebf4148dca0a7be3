"""The table of symbols is made from what the pages declare, and says the same in every language."""

import pytest
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.ground.tree import Element, parse
from book.source.book import Book
from book.web import symbols
from check_equations.declared import declarations


def page(text: str) -> str:
    return f"# T\n\n{text}"


def sentence(text: str) -> str:
    return f"{text}\n{{: .setting }}\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"$\mathbf A \in \mathbb R^{m\times 3}$", {r"\mathbf{A}": ("array", "m×3"), "m": ("size", "")}),
        (r"$x \in \mathbb R$ and $h > 0$, where $h \in \mathbb R$", {"x": ("number", ""), "h": ("positive", "")}),
        (r"$f\colon \mathbb R \to \mathbb R$", {"f": ("function", "")}),
        (r"$\Delta x \in \mathbb R$ and $x \in \mathbb R$", {r"\Delta x": ("number", ""), "x": ("number", "")}),
        (r"$n \in \mathbb N$ and $1 \le i \le n$", {"n": ("size", ""), "i": ("index", "")}),
        (r"$\mathbf x \in \mathbb R^4$ and $z = 2 x_1$", {r"\mathbf{x}": ("array", "4×1"), "z": ("number", "")}),
        (
            r"$\mathbf X \in \mathbb R^{m\times k}$ and $\mathbf Z = \mathbf X\mathbf X^\top$",
            {r"\mathbf{X}": ("array", "m×k"), r"\mathbf{Z}": ("array", "m×m"), "m": ("size", ""), "k": ("size", "")},
        ),
        (
            r"$\mathbf Z \in \mathbb R^{m\times 2}$ and $\mathrm d\mathbf Z = \begin{pmatrix} 1 & 2 \end{pmatrix}$",
            {r"\mathbf{Z}": ("array", "m×2"), r"\mathrm{d}\mathbf{Z}": ("array", "1×2"), "m": ("size", "")},
        ),
    ],
)  # fmt: skip
def test_what_a_sentence_declares(text: str, found: dict) -> None:
    said = declarations(page(sentence(text)), "t.md")
    assert {one.name: (one.kind, "×".join(one.shape)) for one in said} == found
    assert all(one.known is None and one.line == 3 for one in said)


A = sentence(r"$\mathbf A \in \mathbb R^{m\times k}$")
NUMBERS = sentence(r"$\mathbf A = \begin{pmatrix} 1 & 2 \end{pmatrix}$")
LOSS = sentence(r"$\mathbf A \in \mathbb R^{n\times n}$ and $\mathcal L = A_{11}$")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (A + A, {r"\mathbf{A}"}),
        (f"## One\n\n{A}## Two\n\n{A}", {r"\mathbf{A}"}),  # in two sections that are no part of each other
        (A + sentence(r"$\mathbf A \in \mathbb R^{k\times m}$"), set()),
        (f"## One\n\n{NUMBERS}## Two\n\n{NUMBERS}", set()),  # data may be given again
        (NUMBERS + NUMBERS, {r"\mathbf{A}"}),  # but not where they hold
        (sentence(r"$\mathbf A \in \mathbb R^{n\times k}$ and $\mathcal L = A_{11}$") + LOSS, set()),  # of another A
        (LOSS + LOSS, {r"\mathbf{A}", r"\mathcal{L}"}),
    ],
)
def test_what_is_said_twice_is_seen(text: str, known: set[str]) -> None:
    assert {said.name for said in declarations(page(text), "t.md") if said.known} == known


def test_what_is_inherited_is_known() -> None:
    here = "---\nsetting: notation\n---\n\n" + page(sentence(r"$\mathbf X \in \mathbb R^{m\times k}$"))
    said = declarations(here, BOOK.path("en", "other"))
    assert [(one.name, one.known) for one in said] == [(r"\mathbf{X}", 0)]


def shown(table: Element) -> list[set[str]]:
    """The formulas in each row."""
    rows = [row for row in table.walk() if row.tag == "tr"]
    return [{e.attributes["data-tex"] for e in row.walk() if "data-tex" in e.attributes} for row in rows]


@pytest.fixture(scope="module")
def tables() -> dict[str, Element]:
    return {language: parse(symbols.listed(BOOK, language)) for language in LANGUAGES}


def test_every_declared_symbol_has_its_place(tables: dict[str, Element]) -> None:
    """In a line of its own, or among the letters of its chapter."""
    for language in LANGUAGES:
        there = {tex for row in shown(tables[language]) for tex in row}
        for source in BOOK.pages(language):
            for said in declarations(source.source, source.path) if source.slug in BOOK.chapters else ():
                listed = any(entry.is_declared(said.name) for entry in BOOK.symbols)
                appendix = not BOOK.chapters[source.slug].isdigit()
                assert listed or said.name in there or appendix, (source.path, said)


def test_the_table_is_the_same_in_every_language(tables: dict[str, Element]) -> None:
    ja, ko, en = (shown(tables[language]) for language in ("ja", "ko", "en"))
    assert ja == ko == en and len(en) > 40


def test_a_line_leads_to_the_first_chapter_that_has_it(tiny_book: Book) -> None:
    rows = [row for row in parse(symbols.listed(tiny_book, "en")).walk() if row.tag == "tr"]
    real = next(row for row in rows if "the real numbers" in row.text)
    assert [link.attributes["href"] for link in real.walk() if link.tag == "a"] == ["alpha.html"]
    unused = next(row for row in rows if "a matrix" in row.text)
    assert not unused.find("a")
    own = rows[-1]
    assert own.text == "1x (number), y (number)" and own.find("a").attributes["href"] == "alpha.html"
