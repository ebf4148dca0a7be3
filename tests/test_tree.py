"""HTML as a tree: what is read and written back is the same to the byte, and says what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from the_book import BOOK, alike

from book.ground.tree import VOID, Element, article, html, parse

PAGES = alike(sorted(BOOK.site.rglob("*.html")), 0, 3)
CORNERS = [
    "",
    "a < b && c > d &amp; &nbsp; &#39; &copy",
    "<!doctype html>\n<!-- <p>no paragraph</p> --><p>text</p>",
    "<br><br/><br /><img alt=\"a > b\" src=x><input required disabled=''>",
    "<P CLASS='One  two'\n  id = \"x\" >text</P >",
    "<script>if (a</b/.test(c) && '<p>') {}</script><style>a>b{}</style>",
    "<title>a <b> &amp; c</title><textarea>\n<p></textarea>",
    '<svg viewBox="0 0 1 1"><path d="M0 0"/><g/></svg>',
    "<ul><li>one<li>two</ul></p>",
    "<p>left open <b>twice",
    "<script>left open <p>",
    "<!-- left open <p>text</p>",
    "< p></ p><>",
    "<p title='it's'>text</p>",
]


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(BOOK.site)) for page in PAGES])
def test_a_built_page_is_written_back(page) -> None:
    text = page.read_bytes().decode()
    root = parse(text)
    assert html(root) == text
    open_ = [e for e in root.walk() if e.tag and e.tag not in VOID and not (e.end or e.start.endswith("/>"))]
    assert not open_ and sum(1 for _ in root.walk()) > 10


@pytest.mark.parametrize("text", CORNERS)
def test_a_corner_is_written_back(text: str) -> None:
    assert html(parse(text)) == text


@given(st.text(alphabet="<>/=\"'!-abrscipt \n&;"))
def test_any_text_is_written_back(text: str) -> None:
    assert html(parse(text)) == text


words = st.text(alphabet="aZ <>&\"'\n 行列", max_size=6)
names = st.sampled_from(["class", "id", "title", "data-x"])
leaves = st.builds(Element, st.sampled_from(["br", "img"]), st.dictionaries(names, words))


def holding(children: st.SearchStrategy) -> st.SearchStrategy:
    texts = words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
    inside = st.lists(texts | children, max_size=4)
    return st.builds(Element, st.sampled_from(["p", "div", "li", "math"]), st.dictionaries(names, words), inside)


def shape(node: Element) -> tuple:
    """What a tree says, however its source is written."""
    return node.tag, node.attributes, [shape(child) for child in node.elements], node.text


@given(st.recursive(leaves, holding, max_leaves=12))
def test_a_tree_is_read_back(tree: Element) -> None:
    (read,) = parse(html(tree)).elements
    assert shape(read) == shape(tree)
    assert html(read) == html(tree)


def test_only_what_is_changed_is_written_anew() -> None:
    root = parse("<ul class='a'  >\n<LI>one<LI Value=1>two\n</ul><p id='b'>")
    first, second = root.elements[0].elements[0], root.find("p")
    first.set("id", 'a "b" & c')
    assert html(root) == "<ul class='a'  >\n<li id=\"a &quot;b&quot; &amp; c\">one<LI Value=1>two\n</ul><p id='b'>"
    second.set("id", "c")
    assert html(root).endswith('</ul><p id="c">')


def test_what_is_read() -> None:
    root = parse('<p>\n<a href="x?a&amp;b"  lang=en hidden>1 &lt; 2</a>\n</p>\n<script>\n"<b>"</script><hr>')
    link = root.find("a")
    assert (link.attributes, link.text, link.line) == ({"href": "x?a&b", "lang": "en", "hidden": ""}, "1 < 2", 2)
    assert root.find("hr").line == 5 and root.find("b") is None


def test_a_reader_of_pages_sees_no_comment(tmp_path):
    """An author's comment stands on the built page, between blocks and in a line."""
    page = tmp_path / "page.html"
    page.write_text("<main><article><!-- a --><p>one <!-- b -->two</p></article></main>")
    read = article(page)
    assert [node.tag for node in read.walk()] == ["article", "p"] and read.text == "one two"
