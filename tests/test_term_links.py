"""The glossary: all terms in the order of each language, and on every page one link to each that it uses."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from browser import SITE
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.ground.tree import Element, article, parse
from book.ground.tree import html as written
from book.source.terms import alone
from book.web import glossary

# The same rules as in book/web/glossary.py, read off the tree of the page instead of its text.
TITLES = {
    "template",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "code",
    "pre",
    "kbd",
    "math",
    "svg",
    "figure",
    "summary",
    "th",
    "dt",
}
SMALL_PRINT = {"admonition-title", "chapter", "filename", "maths-tag", "executed", "defined"}
PAGES = [(language, slug) for language, slug in product(LANGUAGES, BOOK.order) if slug != "glossary"]


def is_term(node: Element) -> bool:
    return node.tag == "a" and "term" in node.classes


def is_prose(node: Element) -> bool:
    return is_term(node) or not (node.tag in TITLES or node.classes & SMALL_PRINT)


def pieces(node: Element) -> Iterator[tuple[str, str]]:
    """The prose of a page piece by piece, each with the address it leads to; what is no prose is U+FFFC."""
    listed = False  # the list of pages on the home page comes next
    for child in node.children:
        if isinstance(child, str):
            yield child, ""
        elif is_term(child):
            yield child.text, child.attributes["href"]
        elif is_prose(child) and not (listed and child.tag == "ol"):
            yield "\ufffc", ""
            yield from pieces(child)
            yield "\ufffc", ""
        else:
            yield "\ufffc", ""
        listed = listed if isinstance(child, str) else child.id == "path"


def faults(language: str, slug: str, root: Element) -> list[str]:
    """What is wrong with the links of a page, read independently of how they were made."""
    found, links, text = [], {}, ""
    for words, address in pieces(root):
        if address:
            links[len(text)] = (words, address.removeprefix("glossary.html#term-"))
        text += words
    named, met = BOOK.page(language, slug).meta["terms"], set()
    for start, end, word in alone(BOOK, text, language):
        expected = next((key for key in word.keys if key in named), word.keys[0]) if met.isdisjoint(word.keys) else None
        met.update(word.keys)
        linked = links.pop(start, None)
        if linked != (expected and (text[start:end], expected)):
            found.append(f"“{text[start:end]}” leads to {linked}, not to {expected}")
    found += [f"{link} is linked but is no use of a term" for link in links.values()]
    strays = [e for outer in root.walk() if not is_prose(outer) for e in outer.walk() if e is not outer and is_term(e)]
    return found + [f"“{e.text}” is linked outside of prose" for e in strays]


@pytest.mark.parametrize(("language", "slug"), PAGES)
def test_the_first_use_of_each_term_is_linked_and_nothing_else(language: str, slug: str) -> None:
    root = article(SITE / language / f"{slug}.html")
    assert not faults(language, slug, root)
    assert any(map(is_term, root.walk()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_its_term_and_says_what_it_is(language: str) -> None:
    anchors = {e.id for e in article(SITE / language / "glossary.html").walk()}
    for slug in BOOK.order:
        for link in filter(is_term, article(SITE / language / f"{slug}.html").walk()):
            page, _, anchor = link.attributes["href"].partition("#")
            assert page == "glossary.html" and slug != "glossary"
            assert anchor in anchors, anchor
            assert link.attributes["title"] == BOOK.glossary[anchor.removeprefix("term-")]["says"][language]


LOSS = '<a class="term" href="glossary.html#term-loss">loss</a>'


@pytest.mark.parametrize(
    ("found", "planted"),
    [
        (r'<a class="term"[^>]*>(loss)</a>', r"\1"),
        ("(?=</article>)", f"<p>The {LOSS}.</p>"),
        ("#term-loss", "#term-row"),
        ("(<h2[^>]*>)", rf"\1{LOSS}"),
        ("(<code>)", rf"\1{LOSS}"),
        ("(<figcaption><p>)", rf"\1{LOSS}"),
        (r'(<a href="components\.html#[^>]*>)', rf"\1{LOSS}"),
    ],
    ids=["lost", "twice", "wrong", "heading", "code", "caption", "link"],
)
def test_a_wrong_link_is_seen(found: str, planted: str, tmp_path: Path) -> None:
    page = tmp_path / "picture.html"
    html = (SITE / "en" / "picture.html").read_text(encoding="utf-8")
    page.write_text(re.sub(found, planted, html, count=1), encoding="utf-8")
    assert page.read_text(encoding="utf-8") != html
    assert faults("en", "picture", article(page))


def linked(language: str, html: str) -> list[tuple[str, str]]:
    root = parse(html)
    glossary.link(BOOK, root, BOOK.page(language, "picture"))
    found = written(root)
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", found, flags=re.S) == html
    return re.findall(r'<a class="term" href="glossary.html#term-([\w-]+)"[^>]*>(.*?)</a>', found, re.S)


@pytest.mark.parametrize(
    ("language", "html", "expected"),
    [
        ("en", "<p>Matrix products of a matrix.</p>", [("matrix-product", "Matrix products"), ("matrix", "matrix")]),
        ("en", "<p>Two matrices, sensitivities, losses, indices.</p>",
         [("matrix", "matrices"), ("sensitivity", "sensitivities"), ("loss", "losses"), ("index", "indices")]),
        ("en", "<p>A chain\n  rule.</p>", [("chain-rule", "chain\n  rule")]),
        ("en", "<p>row-major, per-row, arrows, lossy, chain <em>rule</em></p>", []),
        ("en", "<h2>The loss</h2><p><code>loss</code> <a href='x'>loss</a> <math>loss</math></p>", []),
        ("en", '<p class="admonition-title">Loss</p><img alt="a > loss"><p>Loss, loss</p>', [("loss", "Loss")]),
        ("ja", "<p>行列積と行列</p>", [("matrix-product", "行列積"), ("matrix", "行列")]),
        ("ja", "<p>単位行列、行列式、テンソル積、損失関数、各成分、列車を行う</p>", [("determinant", "行列式")]),
        ("ja", "<p>2行3列の行列</p>", [("row", "行"), ("column", "列"), ("matrix", "行列")]),
        ("ja", "<p>外積(直積)、外積</p>", [("outer-product", "外積(直積)")]),
        ("ja", "<p>逆伝播です。</p>", [("backward-pass", "逆伝播")]),
        ("ko", "<p>외적(텐서곱)입니다. 외적은</p>", [("outer-product", "외적(텐서곱)")]),
        ("ko", "<p>행렬들에서는 열끼리</p>", [("matrix", "행렬"), ("column", "열")]),
        ("ko", "<p>행동, 열심히, 배치하다, 단위행렬, 행렬식, 손실값</p>", [("determinant", "행렬식")]),
    ],
)  # fmt: skip
def test_where_a_term_stands_alone(language: str, html: str, expected: list[tuple[str, str]]) -> None:
    assert linked(language, html) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_opens_the_term_from_disk_and_by_keyboard(visit, language: str) -> None:
    tab = visit(java_script_enabled=False)
    tab.page.goto((SITE / language / "picture.html").as_uri())
    link = tab.page.locator("a.term").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.focus()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(f"**/{language}/glossary.html#{anchor}")
    assert tab.page.locator(f"#{anchor}").is_visible()


def test_the_list_has_every_term_with_its_anchor_and_its_sentence() -> None:
    for language in LANGUAGES:
        html = glossary.listed(BOOK, language)
        assert set(re.findall(r'<dt id="term-([\w-]+)">', html)) == set(BOOK.glossary)
        assert html.count("<dd>") == len(BOOK.glossary) and "\n" not in html
        ends = {term["says"][language][-1] for term in BOOK.glossary.values()}
        assert ends == {"。" if language == "ja" else "."}


def test_the_order_is_that_of_the_language() -> None:
    def titles(language: str) -> list[str]:
        return glossary.order(BOOK, language)

    english = [BOOK.glossary[key]["en"].casefold() for key in titles("en")]
    assert english == sorted(english)
    ja, ko = titles("ja"), titles("ko")
    assert ja.index("outer-product") < ja.index("learning-rate") < ja.index("forward-pass") < ja.index("tensor")
    assert ko.index("gradient") < ko.index("matrix") < ko.index("matrix-product")


def test_words_of_another_script_are_left_out() -> None:
    assert "バックプロップ" in glossary.listed(BOOK, "ja") and "バックプロップ" not in glossary.listed(BOOK, "ko")
    assert "backprop<" in glossary.listed(BOOK, "en")
