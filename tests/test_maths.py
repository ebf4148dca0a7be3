"""Formulas: well-formed MathML, TeX's spacing, the two colours, plain text, the cache, and faults with their place."""

import multiprocessing
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from the_book import BOOK, alike

from book.checks import rules
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.maths import temml
from book.maths.temml import Converter
from book.source.book import Book
from check_equations.pages import formulas


@pytest.fixture(scope="module")
def maths() -> Iterator[Converter]:
    with Converter(cache=None) as converter:
        yield converter


def _render(maths: Converter, tex: str, display: bool = False) -> ET.Element:
    return ET.fromstring(maths.render(tex, display, "page.md", 1))


def _coloured(root: ET.Element, role: str) -> list[str]:
    return ["".join(node.itertext()) for node in root.iter() if role in node.get("class", "").split()]


def _shown(root: ET.Element) -> str:
    return "".join(root.find(".//semantics")[0].itertext())


def _spaces(root: ET.Element, sign: str) -> list[tuple[str, str]]:
    return [(node.get("lspace"), node.get("rspace")) for node in root.iter("mo") if node.text == sign]


# https://www.w3.org/TR/mathml-core/: with any other number of parts a browser sets them in a row.
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


@pytest.mark.parametrize("language", alike([*LANGUAGES], 1))
def test_every_formula_of_the_book_is_well_formed(maths: Converter, language: str) -> None:
    names = """math semantics annotation mrow mi mn mo mtext mspace mstyle msub msup msubsup munder mover
        munderover mfrac msqrt mroot mtable mtr mtd div span"""
    core = set(names.split())
    for page in BOOK.pages(language):
        for tex, line, display, *_ in formulas(page.source):
            root = ET.fromstring(maths.render(tex, display, page.path, line))
            assert {node.tag for node in root.iter()} <= core, (page.path, line)
            assert all(len(node) == PARTS.get(node.tag, len(node)) for node in root.iter()), (page.path, line)
            assert root.find(".//annotation").text in tex
            assert maths.plain(tex, page.path, line)


def test_matrix_letters_are_unicode(maths: Converter) -> None:
    root = _render(maths, r"\mathbf X \in \mathbb R^{m\times k}, \mathcal L")
    assert _shown(root) == "𝐗∈ℝm×k,ℒ"
    assert not any(node.get("mathvariant") for node in root.iter())


@pytest.mark.parametrize(
    ("tex", "backward", "forward"),
    [
        (r"\mathrm d\mathbf X = \mathrm d\mathbf Z\,\mathbf Y^\top", ["d𝐗", "d𝐙"], ["𝐘⊤"]),
        (r"\mathrm{d}\mathbf{X}^\top", ["d𝐗⊤"], []),
        (r"\mathrm dX_{st} = \sum_j \mathrm dZ_{sj} Y_{tj}", ["dXst", "dZsj"], ["Ytj"]),
        (r"\frac{\partial Z_{ij}}{\partial X_{st}}", [], ["Zij", "Xst"]),
        (r"(\mathbf Y^\top)_{jt} = \delta_{jt}", [], ["(𝐘⊤)jt"]),
        (r"(\mathrm d\mathbf Z\,\mathbf Y^\top)_{st}", ["d𝐙"], ["𝐘⊤"]),
        (r"(\mathrm d\mathbf Z)_{ij}", ["(d𝐙)ij", "d𝐙"], []),
        (r"\underbrace{\mathrm d\mathbf X}_{m\times k}", ["d𝐗"], []),
        (r"\hat{\mathbf X} + \ell(\mathbf Z)", [], ["𝐗ˆ", "𝐙"]),
        (r"\langle \mathrm d\mathbf X, \Delta\mathbf X \rangle", ["d𝐗"], ["Δ", "𝐗"]),
        (r"\mathbf X^\top\mathbf G + G_{it}", ["𝐆", "Git"], ["𝐗⊤"]),
        (r"\mathcal L + \mathbf I + \mathbf 1 + \mathbb R^{m} + f(x)", [], []),
    ],
)
def test_gradients_and_values_have_their_colours(
    maths: Converter, tex: str, backward: list[str], forward: list[str]
) -> None:
    root = _render(maths, tex)
    assert _coloured(root, "bwd") == backward
    assert _coloured(root, "fwd") == forward


def test_colours_reach_into_every_construct(maths: Converter) -> None:
    matrix = r"\begin{pmatrix} Y_{11} \end{pmatrix}"
    tex = (
        rf"\begin{{aligned}} a &= \left(\sqrt{{\frac{{\mathrm dX_{{st}}}}{{2}}}}\right) \\ &= {matrix} \end{{aligned}}"
    )
    root = _render(maths, tex, display=True)
    assert (_coloured(root, "bwd"), _coloured(root, "fwd")) == (["dXst"], ["Y11"])


def test_spacing_is_that_of_tex(maths: Converter) -> None:
    thick, medium, thin = ".2778em", ".2222em", ".1667em"
    assert _spaces(_render(maths, r"a = \sum_j b"), "=") == [(thick, thick)]
    assert _spaces(_render(maths, r"a = \sum_j b"), "∑") == [("0", thin)]
    assert _spaces(_render(maths, r"\sum_i\sum_j (b)"), "∑") == [("0", thin), ("0", "0")]
    assert _spaces(_render(maths, "a + b"), "+") == [(medium, medium)]
    assert _spaces(_render(maths, "a = -b - c"), "−") == [("0", "0"), (medium, medium)]
    assert _spaces(_render(maths, "(-b)"), "−") == [("0", "0")]
    assert _spaces(_render(maths, r"X_{i+1}"), "+") == [("0", "0")]
    assert _spaces(_render(maths, r"\sum_{i\neq j}"), "≠") == [("0", "0")]
    assert _spaces(_render(maths, r"\tfrac{a+b}{2}", display=True), "+") == [("0", "0")]
    assert _spaces(_render(maths, r"\frac{a+b}{2}", display=True), "+") == [(medium, medium)]
    aligned = _render(maths, r"\begin{aligned} a &= b \\ &= c \end{aligned}", display=True)
    assert _spaces(aligned, "=") == [(thick, thick)] * 2


def test_number_stands_beside_the_formula_not_in_it(maths: Converter) -> None:
    root = _render(maths, "a = b\n\\label{eq:picture-a} \\tag{4.2}", display=True)
    scroll, tag = list(root)
    assert (root.get("class"), scroll.get("class"), tag.get("class")) == ("maths", "maths-scroll", "maths-tag")
    assert tag.text == "(4.2)"
    assert _shown(root) == "a=b"
    assert root.find(".//annotation").text == "a = b"
    assert len(_render(maths, "a = b", display=True)) == 1


def test_long_inline_formulas_may_break_after_relations(maths: Converter) -> None:
    root = _render(maths, r"\mathrm dX_{11} = 1\cdot 2 + 0\cdot 0 + 2\cdot(-1) = -3")
    assert root.get("class") == "breaks"
    assert ["".join(part.itertext())[-1] for part in root.find(".//semantics")[0]] == ["=", "=", "3"]
    assert _render(maths, "i = j").get("class") is None


@pytest.mark.parametrize(
    ("tex", "steps"),
    [
        (r"X_{st} = a + (b - c) = -d - \left(e + f\right)", [["Xst"], ["=a", "+(b−c)"], ["=−d", "−(e+f)"]]),
        (
            r"\begin{aligned} x_{st} &= a - b \quad (\because\ \text{why}) \\ &= \sum_{i=1}^m c_i = d \end{aligned}",
            [["=a", "−b"], ["(∵\xa0why)"], ["=∑i=1mci"], ["=d"]],
        ),
    ],
)
def test_long_displays_fold_before_relations_reasons_and_signs(
    maths: Converter, tex: str, steps: list[list[str]]
) -> None:
    root = _render(maths, tex, display=True)
    found = [node for node in root.iter("mrow") if node.get("class") == "step"]
    assert [["".join(term.itertext()) for term in step] for step in found] == steps
    assert "folds" not in ET.tostring(_render(maths, "a = b", display=True), encoding="unicode")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\mathrm d\mathbf X = \mathrm d\mathbf Z\,\mathbf Y^\top", "dX = dZ Yᵀ"),
        (r"\mathrm dX_{st} = \sum_j \mathrm dZ_{sj} Y_{tj} \label{eq:a} \tag{1.1}", "dX_st = Σ_j dZ_sj Y_tj"),
        (r"\frac{\partial Z_{ij}}{\partial X_{st}} = \delta_{is} Y_{tj}", "∂Z_ij/∂X_st = δ_is Y_tj"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\mathbf X \in \mathbb R^{m\times k}", "X ∈ ℝ^(m×k)"),
        (r"(\mathbf Y^\top)_{jt} = Y_{tj}", "(Yᵀ)_jt = Y_tj"),
        (r"\|\mathbf X\|^2 - 1", "‖X‖² − 1"),
        (r"f'(x) = 2x", "f′(x) = 2x"),
        (r"\begin{pmatrix} 1 & -2 \\ 3 & 4 \end{pmatrix}", "(1 −2; 3 4)"),
        (r"\begin{aligned} a &= b \quad (\because\ \text{連鎖律}) \\ &= c \end{aligned}", "a = b (∵ 連鎖律) = c"),
        (r"\hat x \le \sqrt{2}", "x̂ ≤ √2"),
    ],
)
def test_plain_text(maths: Converter, tex: str, text: str) -> None:
    assert maths.plain(tex) == text


@pytest.mark.parametrize(
    ("tex", "line", "names"),
    [
        ("a +\n\\nosuch b", 8, r"\nosuch"),
        ("\\frac{a}{b", 7, "}"),
        ("\\begin{aligned}\na\n\\end{pmatrix}", 9, "aligned"),
        ("a & b", 7, "&"),
        ("x^1^2", 7, "superscript"),
    ],
)
def test_broken_tex_names_file_and_line(maths: Converter, tex: str, line: int, names: str) -> None:
    with pytest.raises(BookError) as fault:
        maths.render(tex, True, Path("docs/en/picture.md"), 7)
    assert str(fault.value).startswith(f"docs/en/picture.md:{line}: TeX: ")
    assert names in fault.value.problem
    assert maths.render("a", False, "x", 1)  # the converter survives


def test_cache_gives_the_same_and_needs_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    formulas = [(r"\mathrm dX_{st} < Y_{tj}", False), (r"\mathrm dX_{st} < Y_{tj}", True), (r"\text{가} \& b", True)]
    with Converter(tmp_path) as first:
        fresh = [first.render(tex, display, "x", 1) for tex, display in formulas]
    with Converter(tmp_path) as again:
        monkeypatch.setattr(again, "_start", lambda: pytest.fail("Node was started"))
        assert [again.render(tex, display, "x", 1) for tex, display in formulas] == fresh
    with Converter(None) as uncached:
        assert [uncached.render(tex, display, "x", 1) for tex, display in formulas] == fresh


def test_converter_ends_its_process_and_starts_again() -> None:
    converter = Converter(cache=None)
    converter.render("a", False, "x", 1)
    process = converter._process
    converter.close()
    assert process.poll() is not None
    assert "<math" in converter.render("b", False, "x", 1)
    converter.close()


def test_a_dead_process_is_reported(maths: Converter) -> None:
    with Converter(cache=None) as converter:
        converter.render("a", False, "x", 1)
        converter._process.kill()
        converter._process.wait()
        with pytest.raises(BookError, match="Node process ended"):
            converter.render("b", False, "x", 1)


def test_node_dies_once_and_says_why(tiny: Path, monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    """Without Temml, a check of the whole book starts Node once, says one fault, and keeps the terminal clean."""
    script = tiny / "temml.mjs"
    script.write_text('import "temml-is-not-here";\n')
    monkeypatch.setattr(temml, "SCRIPT", script)
    starts = []
    start = Converter._start
    monkeypatch.setattr(Converter, "_start", lambda self: (starts.append(1), start(self)))
    found = rules.faults(Book(tiny), [rules.formulas.shown, rules.formulas.alike])
    assert len(starts) == 1 and capfd.readouterr() == ("", "")
    assert len(found) == 1 and "Cannot find package 'temml-is-not-here'" in found[0].problem


def test_style_sheet_knows_every_class(maths: Converter) -> None:
    sheet = Path(BOOK.root, "docs/assets/css/maths.css").read_text(encoding="utf-8")
    known = set(re.findall(r"\.([a-z][\w-]+)", sheet)) | {"mathcal"}
    for page in BOOK.pages("en"):
        for tex, line, display, *_ in formulas(page.source):
            used = re.findall(r' class="([^"]+)"', maths.render(tex, display, page.path, line))
            unknown = {name for names in used for name in names.split()} - known
            assert {name for name in unknown if not re.match("(chr|wbk)-", name)} == set()


def test_processes_that_render_the_same_formula_do_not_meet(tmp_path: Path) -> None:
    """Forked from one, they have the same addresses and the same threads."""
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_write_often, args=(tmp_path / "formula",)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]


def _write_often(path: Path) -> None:
    for _ in range(1000):
        temml._write(path, "<math></math>")
