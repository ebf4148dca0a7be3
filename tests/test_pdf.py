"""The printed book: nothing of the website is lost in it, nothing leaves its margins, and it is accessible."""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html import unescape
from itertools import islice
from pathlib import Path
from shutil import which
from textwrap import dedent

import pikepdf
import pytest
from browser import SITE
from pdf_reader import Printed, Volume, plain, starts
from the_book import BOOK, alike, with_whole

from book.ground import tree as dom
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.strings import strings
from book.maths import spoken
from book.maths.mathml import ACCENTS
from book.maths.spacing import INVISIBLE
from book.maths.temml import Converter
from book.print import formulas as maths
from book.print import volume as press
from book.print.finish import finished
from book.print.formulas import tex
from book.source.book import Book

BLOCKS = {"p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "summary", "figcaption"}
CONTAINERS = {"article", "div", "ul", "ol", "dl", "details", "figure", "table", "thead", "tbody", "tr", "blockquote"}
UNSEEN = {"svg", "annotation", "math", "pre"}


def words(node: dom.Element) -> str:
    """The text of a block without the blocks, formulas and signs in it that are looked for on their own."""
    found = ""
    for child in node.children:
        if isinstance(child, str):
            found += unescape(child)
        elif child.tag == "math":
            found += "".join(part.text for part in child.walk() if part.tag == "mtext")
        elif child.tag not in BLOCKS | CONTAINERS | UNSEEN and "headerlink" not in child.classes:
            found += words(child)
    return found


def blocks(article: dom.Element) -> Iterator[str]:
    for element in article.walk():
        if element.tag in BLOCKS and not element.classes & {"pdf-link", "moved"}:
            yield words(element)
        elif element.tag == "code" or "filename" in element.classes:
            yield from unmarked(element).split("\n")


def unmarked(node: dom.Element) -> str:
    """Code without the numbers that lead to its notes."""
    shown = (child for child in node.children if isinstance(child, str) or "note-mark" not in child.classes)
    return "".join(unescape(child) if isinstance(child, str) else unmarked(child) for child in shown)


def holds(text: str, wanted: str) -> bool:
    """Whether the text is there in one piece, or in two, where a page ends inside."""
    if wanted in text:
        return True
    head = 0
    while wanted[: head + 1] in text:
        head += 1
    return head > 0 and wanted[head:] in text


@cache
def wanted(book: Printed) -> list[tuple[str, str]]:
    """Each block of the website, and as it is compared."""
    every = [(f"{slug}: {block.strip()}", plain(block)) for slug, a in book.articles for block in blocks(a)]
    return [(block, letters) for block, letters in every if letters]


def missing(book: Printed, text: str) -> Iterator[str]:
    return (block for block, letters in wanted(book) if not holds(text, letters))


@cache
def printed(book: Printed) -> str:
    """The book's text without the page numbers and the footnotes' numbers that it adds to links."""
    before, after = plain(strings(book.language)["on_paper"]).split("{number}")
    text = re.sub(rf"{re.escape(before)}\d+{re.escape(after)}", "", book.text)
    outside = {
        plain(words(e))
        for _, article in book.articles
        for e in article.walk()
        if e.tag == "a" and re.match("https?:", e.attributes.get("href", ""))
    }
    for name in outside - {""}:
        text = re.sub(rf"({re.escape(name[-16:])})\d+", r"\1", text)  # a page may end in the name,
        text = re.sub(rf"({re.escape(name[-6:])})\d+(?=\()", r"\1", text)  # even near its end, before the year
    return text


@pytest.mark.parametrize("book", alike([*LANGUAGES], 0), indirect=True)
def test_no_text_of_the_website_is_missing(book: Printed) -> None:
    assert not list(missing(book, printed(book)))


@pytest.mark.parametrize("book", alike([*LANGUAGES], 0), indirect=True)
def test_a_lost_word_is_seen(book: Printed) -> None:
    """The test above is worth something: without one common word, blocks are missing."""
    word = {"ja": "行列", "ko": "행렬", "en": "matrix"}[book.language]
    text = printed(book)
    assert len(list(islice(missing(book, text.replace(word, "", text.count(word) // 2)), 11))) > 10


def samples(book: Printed) -> list[str]:
    """Every block of code of the website, in the order of the book."""
    blocks = (e for _, a in book.articles for e in a.walk() if "highlight" in e.classes and "output" not in e.classes)
    return [unmarked(block.find("code")) for block in blocks]


@pytest.mark.parametrize("book", alike([*LANGUAGES], 0), indirect=True)
def test_code_is_copied_without_the_numbers_of_its_notes(book: Printed) -> None:
    """They are drawn; a number between two lines would be copied with them."""
    text = book.text
    every = samples(book)
    assert len(every) > 200 and [code for code in every if not holds(text, plain(code))] == []
    marks = sum("note-mark" in e.classes for _, a in book.articles for e in a.walk())
    words = re.escape(strings(book.language)["note"]).replace(r"\{number\}", r"\d+")
    said = [str(figure.A[0].Alt) if "Alt" in figure else str(figure.Alt) for figure in book.dictionaries("/Figure")]
    assert sum(bool(re.fullmatch(words, one)) for one in said) == marks > 50


@pytest.mark.skipif(not which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("book", ["en"], indirect=True)
def test_code_that_pdftotext_reads_is_the_code(book: Printed) -> None:
    """With its indents, which pdftotext takes from the columns of the whole page: on a few pages it is a blank off."""
    read = subprocess.run(["pdftotext", "-layout", book.file, "-"], capture_output=True, text=True, check=True).stdout
    pages = [[line.rstrip() for line in page.split("\n") if line.strip()] for page in read.split("\f")]
    whole = exact = 0
    for code in samples(book):
        lines = [line.rstrip() for line in code.split("\n") if line.strip()]
        for page in pages:
            bare = [line.strip() for line in page]
            if lines[0].strip() in bare:
                start = bare.index(lines[0].strip())
                found = page[start : start + len(lines)]
                if [line.strip() for line in found] == [line.strip() for line in lines]:
                    whole += 1
                    exact += dedent("\n".join(found)) == dedent("\n".join(lines))
                    break
    assert whole > 200 and exact > 0.95 * whole


def test_every_font_is_embedded(book: Printed) -> None:
    descriptors = list(book.dictionaries("/FontDescriptor"))
    assert len(descriptors) >= 6
    assert not [d["/FontName"] for d in descriptors if not {"/FontFile2", "/FontFile3"} & d.keys()]
    fonts = {glyph.font for page in book.pages for glyph in page if not glyph.text.isspace()}
    # Typst falls back to its own faces where ours lack a letter; only the raised T of a sample's output may.
    assert not {font for font in fonts if re.match("NewCM|Libertinus", font)}
    fallen = {g.text for page in book.pages for g in page if "DejaVu" in g.font and not g.text.isspace()}
    assert fallen <= {"ᵀ"}


def headings(book: Printed) -> Iterator[tuple[int, str]]:
    for _, article in book.articles:
        for element in article.walk():
            if element.tag in {"h1", "h2", "h3"}:
                yield int(element.tag[1]), plain(words(element)).rstrip("★")  # an exercise's grade is no part of it
        for kind in "hint", "answer":
            if article.find("details", kind):
                yield 2, plain(strings(book.language)[f"{kind}s"])


def test_bookmarks_are_the_headings(book: Printed) -> None:
    assert [(level, plain(title)) for level, title in book.outline()] == list(headings(book))


def test_every_internal_link_lands(book: Printed) -> None:
    """Each leads to a place on a page of the book; there are as many at least as the website has."""
    names = pikepdf.NameTree(book.pdf.Root.Names.Dests)
    landed = 0
    for page in book.pdf.pages:
        for found in page.get("/Annots", []):
            action = found.get("/A", {})
            target = found.get("/Dest", action.get("/D"))
            if action.get("/S") == "/URI":
                continue
            if isinstance(target, pikepdf.String):
                assert str(target) in names, f"{target} is nowhere"
                target = names[str(target)]
            assert target is not None and target[0].objgen[0] in book.numbers
            assert 0 <= target[3] <= pikepdf.Page(target[0]).mediabox[3]
            landed += 1
    links = [e for _, a in book.articles for e in a.walk() if e.tag == "a" and not e.classes & {"headerlink"}]
    inside = [e for e in links if not re.match("[a-z]+:", e.attributes.get("href", "")) and "pdf" not in e.classes]
    verdicts = [p for _, a in book.articles for p in a.walk() if p.classes & {"executed", "defined"}]
    assert landed >= len(inside) - sum(1 for p in verdicts if p.find("a"))


def test_accessible(book: Printed) -> None:
    """Language, title, PDF/UA-1, and an alternative text for each formula and each figure of the website."""
    root = book.pdf.Root
    assert str(root.Lang).startswith(book.language) and root.MarkInfo.Marked
    assert str(book.pdf.docinfo.Title) == strings(book.language)["title"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root.Metadata.read_bytes()
    formulas = list(book.dictionaries("/Formula"))
    assert all(str(f.get("/Alt", "")).strip() for f in formulas)
    maths = [e for _, article in book.articles for e in article.walk() if e.tag == "math"]
    wanted = Counter(spoken.words(e, book.language) for e in maths)
    assert not wanted - Counter(str(f["/Alt"]) for f in formulas)
    drawn = [e for _, article in book.articles for e in article.walk() if e.tag == "figure"]
    described = [f for f in book.dictionaries("/Figure") if str(f.get("/Alt", "")).strip()]
    assert len(described) >= len(drawn)


def unspoken(alternatives: list[str]) -> list[str]:
    """Alternative texts of formulas that have a sign of TeX in them: nobody could follow them by ear."""
    return [text for text in alternatives if re.search(r"[\\^_{}$|<>=~]", text)]


def test_formulas_are_read_in_words(book: Printed) -> None:
    said = [str(f["/Alt"]) for f in book.dictionaries("/Formula")]
    assert len(said) > 20 * len(book.articles)
    assert not unspoken(said)
    planted = [r"\mathbf X", "X_st", "x^2", "Z = XY"]
    assert unspoken([*planted, *said]) == planted


def foreign(book: Printed, page: int) -> Counter:
    """The languages that pieces of a page's text are marked with."""
    found = Counter()
    for operands, operator in pikepdf.parse_content_stream(book.pdf.pages[page - 1], "BDC"):
        if str(operator) == "BDC" and "/Lang" in operands[1]:
            found[str(operands[1].Lang)] += 1
    return found


def test_foreign_words_keep_their_language(book: Printed) -> None:
    """Every word of the glossary in another language is read by a voice of that language."""
    pages = range(starts(book)["glossary"], len(book.pages) + 1)
    said = sum((foreign(book, number) for number in pages), Counter())
    glossary = dict(book.articles)["glossary"]
    wanted = Counter(e.attributes["lang"] for e in glossary.walk() if e.tag == "span" and "lang" in e.attributes)
    assert wanted.total() > 100 and not wanted - said


def test_names_of_rows_are_heads(book: Printed) -> None:
    tables = [t for _, article in book.articles for t in article.walk() if t.tag == "table"]
    cells = [cell for table in tables for cell in table.walk() if cell.tag == "th"]
    wanted = Counter({"col": "/Column", "row": "/Row"}[cell.attributes["scope"]] for cell in cells)
    owned = [owned for head in book.dictionaries("/TH") for owned in head.A if "/Scope" in owned]
    assert Counter(str(one.Scope) for one in owned) == wanted and wanted["/Row"] > 50
    assert not [cell for cell in cells if not cell.text.strip()]


def test_bookmarks_open_and_pages_have_labels(book: Printed) -> None:
    assert book.pdf.Root.PageMode == "/UseOutlines"
    assert [pikepdf.Page(page).label for page in book.pdf.pages] == [str(n + 1) for n in range(len(book.pages))]


@pytest.mark.parametrize("book", ["en"], indirect=True)
def test_a_table_more_or_less_is_seen(book: Printed) -> None:
    tables = sum(one.tag == "table" for _, article in book.articles for one in article.walk())
    for many in (tables - 1, tables + 1):
        with pytest.raises(BookError, match=rf"^\D*\b{tables} tables in the PDF, {many} on the pages"):
            finished(book.file.read_bytes(), [True] * many)
    finished(book.file.read_bytes(), [True] * tables)


def test_small_and_nothing_is_a_picture_of_dots(book: Printed) -> None:
    assert book.file.stat().st_size < 125_000 * len(book.articles)  # a chapter or appendix each
    assert not book.pictures()


def shown(formula: dom.Element) -> Counter:
    """The characters that a formula's MathML shows, letters in their plain shape, accents apart."""
    leaves = [e for e in formula.walk() if e.tag in {"mi", "mn", "mo", "mtext"}]
    return bare("".join(leaf.text for leaf in leaves).replace(INVISIBLE, ""))


def bare(text: str) -> Counter:
    """How often each character comes, without what has no character of its own in MathML: accents and roots."""
    folded = unicodedata.normalize("NFD", plain(text))
    return Counter(c for c in folded if not unicodedata.combining(c) and c not in ACCENTS | set("√→~̅"))


def proofs(language: str, formulas: list[dom.Element], folder: Path) -> list[Counter]:
    """The characters of each formula when it is printed alone on a page."""
    main = press.look(BOOK, language, folder) / "proofs.typ"
    page = "#page(width: auto, height: auto, header: none, footer: none, formula-long"
    sheets = [f'{page}("x", ${maths.convert(formula)}$));' for formula in formulas]
    main.write_text('#import "layout.typ": *\n#show: volume\n' + "\n".join(sheets))
    press.typeset(BOOK, main, folder / "proofs.pdf", tagged=False)
    return [bare("".join(glyph.text for glyph in page)) for page in Volume(folder / "proofs.pdf").pages]


@pytest.mark.parametrize("book", alike([*LANGUAGES], 0), indirect=True)
def test_every_formula_keeps_its_characters(book: Printed, tmp_path: Path) -> None:
    """Each formula, alone on a page: the same characters as on the website, each as often."""
    every = {tex(e): e for _, a in book.articles for e in a.walk() if e.tag == "math"}
    found = proofs(book.language, list(every.values()), tmp_path)
    assert len(found) == len(every) > 100
    assert not [tex for (tex, formula), seen in zip(every.items(), found, strict=True) if seen != shown(formula)]


CONSTRUCTS = r"""
\underbrace{\mathbf X\mathbf Y}_{m\times n} = \mathbf Z; \overbrace{a+b}^{n}; \hat{\mathbf y} + \bar x + \vec v
\sqrt{x^2+1} + \sqrt[3]{x}; \binom{n}{k}; \lVert \mathbf x \rVert_2^2; |x| + \|y\|
\left| \frac{a}{b} \right|; \left[ \frac{a}{b} \right); \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}
\operatorname{softmax}(\mathbf z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}; \prod_{i=1}^n \exp x_i \max_i z_i; f'(x) + f''(x)
\lim_{h\to 0} \frac{f(x+h)-f(x)}{h}; \sum_{\substack{i=1\\ j=2}}^n a_{ij}; \mathbf W_{\!\text{out}}
\begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases}; \Bigl( x \Bigr) \bigl[ y \bigr]; x_{i_j}^{2^n}; \tfrac{a}{b}
\left( \begin{array}{c|c} a & b \\ \hline c & d \end{array} \right); a \overset{!}{=} \underset{x}{y}; \int_0^1 f(x)\,dx
\lfloor x \rfloor \langle a, b\rangle; 1{,}000 \times 10^{-6}; \{1,\dots,n\}; \text{if } x_i > 0 \text{, then } y; a/b
"""


def test_constructs_that_chapters_may_use(tmp_path: Path) -> None:
    """What no page shows yet, inline and displayed, keeps its characters too."""
    every = [tex.strip() for line in CONSTRUCTS.strip().split("\n") for tex in line.split("; ")]
    with Converter(BOOK.build / "maths") as converter:
        html = [converter.render(tex, display, "test") for tex in every for display in (False, True)]
    formulas = [dom.parse(text).find("math") for text in html]
    found = proofs("en", formulas, tmp_path)
    assert not [tex(f) for f, seen in zip(formulas, found, strict=True) if seen != shown(f)]


def test_mathml_that_is_not_understood_is_refused() -> None:
    """An attribute could mean something: none is passed over unread."""
    with Converter(BOOK.build / "maths") as converter:
        boxed = dom.parse(converter.render(r"\boxed{x}", False, "test")).find("math")
    with pytest.raises(BookError, match="unknown attribute style"):
        maths.convert(boxed)


@with_whole("the book made a second time")
def test_rebuilt_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book made anew, of sources of the same date, is the one on the site."""
    built, kept = BOOK.volume("en"), BOOK.build / "print" / "en"
    with pikepdf.open(built) as volume:
        date = datetime.strptime(str(volume.docinfo.CreationDate), "D:%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{date.timestamp():.0f}")
    again = tmp_path / "work"
    press.build(Book(BOOK.root), "en", SITE / "en", tmp_path / built.name, again)
    assert (tmp_path / built.name).read_bytes() == built.read_bytes()
    files = [file.relative_to(again) for file in again.rglob("*") if file.is_file()]
    assert len(files) > len(BOOK.order)
    assert not [name for name in files if (again / name).read_bytes() != (kept / name).read_bytes()]


def test_a_link_to_no_place_on_another_page_stops_the_build(tmp_path: Path) -> None:
    """Pages of a heading each, and a link in one of them; what a chapter can see itself is in test_print.py."""

    def build(place: str) -> None:
        for slug in BOOK.order:
            link = f'<p><a href="derivation.html#{place}">text</a></p>' if slug == "picture" else ""
            (tmp_path / f"{slug}.html").write_text(f'<article><h1 id="{slug}">{slug}</h1>{link}</article>')
        press.build(BOOK, "en", tmp_path, tmp_path / "en.pdf", tmp_path / "work")

    build("derivation")
    with pytest.raises(BookError, match=r"book\.typ(.|\n)*derivation:nowhere"):
        build("nowhere")


def test_a_page_that_is_not_built_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="is not built"):
        press.volume(BOOK, "en", tmp_path, tmp_path)
