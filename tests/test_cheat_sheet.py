"""The cheat-sheet: every claim on it is executed, and on paper it is one page in every language."""

import pytest
from pypdfium2 import PdfDocument
from the_book import BOOK

from book.ground.languages import LANGUAGES
from check_equations import check_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_on_it_is_executed(language):
    path = BOOK.docs / language / "cheat-sheet.md"
    report = check_text(path.read_text(encoding="utf-8"), path)
    assert not report.red and report.count("executed") >= 32


def test_a_wrong_row_is_red():
    path = BOOK.docs / "en" / "cheat-sheet.md"
    text = path.read_text(encoding="utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    for right, wrong in [
        (r"\mathbf Y^\top$ |", r"\mathbf Y$ |"),
        (r"\mathbf 1^\top\mathrm d\mathbf Z$", r"\mathrm d\mathbf Z\,\mathbf 1^\top$"),
        (r"\operatorname{tr}(\mathbf C\mathbf X\mathbf Y)", r"\operatorname{tr}(\mathbf X\mathbf C\mathbf Y)"),
        (r"\langle \mathbf A, \mathbf V^\top\rangle", r"\langle \mathbf A, 2\mathbf V^\top\rangle"),
        (r"f'(\mathbf A)\rangle", r"f(\mathbf A)\rangle"),
        (r"(xy) = y", r"(xy) = x"),
        ("= mkn", "= mk"),
        (r"= -\eta\,\|\mathrm d\mathbf w\|^2", r"= -\eta\,\|\mathrm d\mathbf w\|"),
        (r"\approx \mathbf H\,\Delta\mathbf w", r"\approx \mathbf H\,\Delta\mathbf g"),
        ("= 1 - y^2", "= 1 - y"),
        (r"= 2\sqrt{L} - 1", r"= 2\sqrt{L}"),
    ]:
        assert sum(right in row for row in rows) == 1, right
        assert len(check_text(text.replace(right, wrong), path).red) == 1, wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_one_page(visit, address, language):
    tab = visit().page
    tab.goto(f"{address}{language}/cheat-sheet.html")
    for paper in ("A4", "Letter"):
        sheet = PdfDocument(tab.pdf(format=paper, prefer_css_page_size=True))
        assert len(sheet) == 1, paper
        assert "np.concatenate" in sheet[0].get_textpage().get_text_range()
    # With the type of the other pages it would not fit: the count can be something else than 1.
    tab.evaluate(
        """() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".page { columns: 1 !important; font-size: 10.5pt !important }");
        document.adoptedStyleSheets.push(sheet);
    }"""
    )
    assert len(PdfDocument(tab.pdf(format="A4"))) > 1
