"""One term per concept: the prose of every page says what docs/glossary.toml says, and nothing instead."""

import pytest
from the_book import BOOK

from book.checks.prose import faults, glossary
from book.ground.languages import LANGUAGES
from book.source.book import Book
from book.source.pages import Page
from book.source.terms import prose, uses


class Other(Book):
    """The book with another glossary."""

    def __init__(self, **entries: dict) -> None:
        super().__init__(BOOK.root)
        self.glossary = entries


@pytest.fixture
def page(tmp_path):
    """Makes a page of a text: `page("ja", "…")`. Its first line of text is line 7."""

    def make(language, text, about="matrix"):
        path = tmp_path / language / "planted.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ndescription: a\nterms: [{about}]\n---\n# a {{#planted}}\n\n{text}\n", encoding="utf-8")
        return Page(path)

    return make


def test_every_exception_is_needed():
    allowed = {a["text"] for term in BOOK.glossary.values() for a in term.get("except", [])}
    every = [page for language in LANGUAGES for page in BOOK.pages(language)]
    met = {word.text for page in every for *_, word in uses(BOOK, prose(page), page.language)}
    assert allowed <= met, f"no page says this any more, take it out of docs/glossary.toml: {allowed - met}"


@pytest.mark.parametrize(
    ("language", "text", "word", "term"),
    [
        ("ja", "行列の要素を足します。", "要素", "成分"),
        ("ja", "**要素数**を数えます。", "要素", "成分"),
        ("ja", "これをロス関数と呼びます。", "ロス", "損失"),
        ("ja", "対角成分の和を跡といいます。", "跡", "トレース"),
        ("ja", "チェーンルールを使います。", "チェーンルール", "連鎖律"),
        ("ja", "これはautogradの仕事です。", "autograd", "自動微分"),
        ("ja", "- $x$を数値微分で確かめます。", "数値微分", "差分"),
        ("ko", "행렬의 원소를 더합니다.", "원소", "성분"),
        ("ko", "배열의 모양은 같습니다.", "모양", "형상"),
        ("ko", "$X$와 $Y$의 행렬의 곱을 구합니다.", "행렬의 곱", "행렬곱"),
        ("ko", "$x$의 수치\n미분과 비교합니다.", "수치 미분", "유한 차분"),
        ("en", "The costs add up.", "cost", "loss"),
        ("en", "Linear layers are common.", "linear", "affine layer"),
        ("en", "A fully\n    connected layer.", "fully connected", "affine layer"),
        ("en", "It is linear, in a word.", "linear", "affine layer"),
        ("en", 'See [the matmul](picture.md "x").', "matmul", "matrix product"),
        ("en", '!!! trap "Backprop"\n    Here.', "backprop", "backpropagation"),
    ],
)
def test_another_word_for_a_term_is_red_with_its_line_and_the_term(page, language, text, word, term):
    [fault] = faults(BOOK, page(language, text))
    assert f"planted.md:7: “{word}” is a word readers search for" in str(fault)
    assert f"write “{term}”" in str(fault)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "クロスフェード、プロセス、追跡、軌跡、構成。"),
        ("ja", "`要素`と$\\text{要素}$と[式](要素.md)と[eq:cost]\n\n## 節 {#cost}"),
        ("ja", "``` python\ncost = 要素\n```"),
        ("ja", "$$\n\\text{ロス}\n$$"),
        ("ko", "저비용, 다원소, 직접적인 방법, 의외적인 결과."),
        ("ko", "두 행렬의 곱."),
        ("en", "Broadcosting, accost, costly, nonlinear, autogradient."),
        ("en", "It costs nothing. It is linear in $x$."),
        ("en", "It is linear\nin $x$."),
    ],
)
def test_what_only_looks_like_such_a_word_passes(page, language, text):
    assert list(faults(BOOK, page(language, text))) == []


FIRSTS = Other(
    gradient={"ja": "勾配", "ko": "기울기", "en": "gradient", "first": {"ko": "기울기(gradient)"}},
    upstream={"ja": "上流の勾配", "ko": "상류 기울기", "en": "upstream gradient"},
    outer={"ja": "外積", "ko": "외적", "en": "outer product", "first": {"ja": "外積(直積)", "ko": "외적(텐서곱)"}},
    vjp={
        **{"ja": "ベクトル・ヤコビ積", "ko": "벡터-야코비 곱", "en": "vector-Jacobian product"},
        "first": {"en": "vector-Jacobian product (VJP)"},
    },
    backpropagation={
        **{"ja": "逆伝播", "ko": "역전파", "en": "backpropagation"},
        "first": {"ja": "誤差逆伝播法(「逆伝播」)"},
    },
    backward={"ja": "逆伝播", "ko": "역전파", "en": "backward pass"},
)


@pytest.mark.parametrize(
    ("language", "text", "line", "first"),
    [
        ("ko", "외적이 같습니다. 외적(텐서곱)입니다.", 7, "외적(텐서곱)"),
        ("ko", "상류 기울기와\n상류 기울기와\n기울기입니다.", 9, "기울기(gradient)"),
        ("ko", "기울기(gradient)\n\n다음은 외적입니다.", 9, "외적(텐서곱)"),
        ("ja", "2つのベクトルの外積を使います。", 7, "外積(直積)"),
        ("en", "A vector-Jacobian\nproduct.", 7, "vector-Jacobian product (VJP)"),
    ],
)
def test_a_first_use_without_its_explanation_is_red(page, language, text, line, first):
    [fault] = faults(FIRSTS, page(language, text))
    assert f"planted.md:{line}: the page's first " in str(fault)
    assert f"write “{first}” here" in str(fault)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "외적(텐서곱)이 같습니다. 외적을 봅니다."),
        ("ko", "## 외적이란? {#x}\n\n[외적을 보는 법](outer.md)\n\n외적(텐서곱)입니다."),
        ("ko", "`외적`, $\\text{외적}$, 상류 기울기."),
        ("en", "A vector-Jacobian\nproduct (VJP), and vector-Jacobian products."),
    ],
)
def test_a_term_explained_at_its_first_use_passes(page, language, text):
    assert list(faults(FIRSTS, page(language, text))) == []


def test_a_word_of_two_terms_means_the_one_the_page_is_about(page):
    text = "逆伝播を説明します。"
    assert list(faults(FIRSTS, page("ja", text, about="backward"))) == []
    [fault] = faults(FIRSTS, page("ja", text, about="backpropagation"))
    assert "write “誤差逆伝播法(「逆伝播」)” here" in str(fault)
    assert list(faults(FIRSTS, page("ja", "誤差逆伝播法(「逆伝播」)です。逆伝播です。", about="backpropagation"))) == []


def test_an_exception_protects_a_term_too(page):
    term = {"ja": "外積", "ko": "외적", "en": "outer product", "first": {"ko": "외적(텐서곱)"}}
    text = "외적인 까닭입니다.\n외적입니다."
    assert [fault.line for fault in faults(Other(outer=term), page("ko", text))] == [7]
    allowed = {"except": [{"text": "외적인", "reason": "external"}]}
    assert [fault.line for fault in faults(Other(outer=term | allowed), page("ko", text))] == [8]


@pytest.mark.parametrize("allowed", [{"text": "costs nothing"}, {"text": "is free", "reason": "the verb"}])
def test_an_exception_without_a_reason_or_for_no_word_is_red(allowed):
    says = dict.fromkeys(LANGUAGES, "Loss.")
    loss = {"ja": "損失", "ko": "손실", "en": "loss", "also": ["cost"], "kana": "そんしつ", "says": says}
    [fault] = glossary(Other(loss=loss | {"except": [allowed]}), [])
    assert "[loss] has an exception without a reason" in fault.problem
