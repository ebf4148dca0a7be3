"""What is shipped of our scripts and styles says the same as what was written: only comments are gone."""

import gzip
import json
import re
from collections.abc import Iterator

import pytest
from browser import SITE
from the_book import BOOK

from book.figures.kit import registry
from book.ground.languages import LANGUAGES
from book.ground.tree import html, parse
from book.web import dress
from book.web.lean import OURS, bare, script, style

ASSETS = BOOK.docs / "assets"
# In which a backtick begins no string: other strings, and regular expressions.
_APART = re.compile(r'"(?:[^"\\\n]|\\.)*"|/(?:\\.|\[[^\]\n]*\]|[^/\n\[\\])+/')


@pytest.mark.parametrize(
    ("text", "shipped"),
    [
        ("// a\nlet x = 1; // b\n", "let x = 1; // b\n"),
        ("/** a\n * b\n */\nf();\n", "f();"),
        ('load("https://x"); /* kept */\n', 'load("https://x"); /* kept */\n'),
        ("if (a) {\n  // why\n  b();\n}\n\n\nc();\n", "if (a) {b();}\nc();"),
    ],
)
def test_a_script_loses_indents_and_comments_on_lines_of_their_own(text: str, shipped: str) -> None:
    assert script(text) == shipped


@pytest.mark.parametrize(
    ("text", "shipped"),
    [
        ("/* a\n b */\np { color: red; } /* c */\n", "p{color:red}"),
        ('a { content: "// no comment: {"; }\n', 'a{content:"// no comment: {"}'),
        ("p { a: 1; /* b */ c: 2; }\n", "p{a:1;c:2}"),
        (".a :is(b, c):hover { d: calc(1px + var(--e)); }\n", ".a :is(b,c):hover{d:calc(1px + var(--e))}"),
    ],
)
def test_a_style_sheet_loses_comments_and_indents(text: str, shipped: str) -> None:
    assert style(text) == shipped


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_ships_them_so(language: str) -> None:
    for suffix, lean in ("js", script), ("css", style):
        files = [file for folder in OURS for file in (ASSETS / folder).rglob(f"*.{suffix}")]
        files = [file for file in files if not dress.inlined(f"assets/{file.relative_to(ASSETS).as_posix()}")]
        assert files
        for file in files:
            place = SITE / language / "assets" / file.relative_to(ASSETS)
            if place.stem in ("core", "element"):  # of a kind of figures: its scripts are one
                place = place.with_name(f"{place.parent.name}.js")
            text = place.read_text(encoding="utf-8")
            written = file.read_text(encoding="utf-8")
            if file.stem in ("core", "element"):
                assert lean(written) in text, file
            else:
                assert text == lean(written), file.name
            assert not re.search(r"^\s*(//|/\*\*)", text, re.M), file.name
            assert all(_APART.sub("", line).count("`") % 2 == 0 for line in bare(written).splitlines()), (
                "a string over lines"
            )


def test_every_page_carries_the_styles() -> None:
    """In the order in which they overrule each other, those for paper last; none of these files is shipped, too."""
    sheets = [style((ASSETS / f"css/{name}.css").read_text(encoding="utf-8")).strip() for name in dress.SHEETS]
    sheets = [sheet.replace("../vendor", "assets/vendor") for sheet in sheets]  # as the page lies elsewhere
    paper = style((ASSETS / f"css/{dress.ON_PAPER}.css").read_text(encoding="utf-8")).strip()
    carried = dress.styles(BOOK)
    places = [carried.index(sheet.rstrip("}")) for sheet in (*sheets, paper)]
    assert places == sorted(places) and carried[places[-1] - 20 :].partition("{")[0].endswith("@media print")
    for language in LANGUAGES:
        for page in BOOK.order:
            text = (SITE / language / f"{page}.html").read_text(encoding="utf-8")
            assert dress.styles(BOOK, text.partition("<article")[2]) in text
            needed = {name for name, sheet in zip(dress.SHEETS, sheets, strict=True) if sheet in text}
            touched, home = bool(re.search("<interactive-", text)), page == "index"
            assert needed == {*dress.SHEETS} - (set() if touched else {"rooms"}) - (set() if home else {"home"}), page
        shipped = {file.stem for file in (SITE / language / "assets/css").iterdir()}
        assert shipped == {"search", "touch"}


# Bytes as servers send them: of text and figures, of both with styles and letters, of a page with four figures.
HEAVIEST, DRESSED, PLOTS = 33_000, 49_500, 29_000


def weight(text: bytes) -> tuple[int, int]:
    """Of a page: its text and figures, and all of it."""
    bare = re.sub(rb"<style>.*?</style>", b"", text, flags=re.S)
    return len(gzip.compress(bare, 6)), len(gzip.compress(text, 6))


def heavy(pages: dict[str, bytes]) -> Iterator[str]:
    """The pages that weigh too much."""
    for name, text in pages.items():
        bare, whole = weight(text)
        if bare > (PLOTS if name == "two-programs" else HEAVIEST) or whole > DRESSED:
            yield name


def shipped(language: str) -> dict[str, bytes]:
    return {page.stem: page.read_bytes() for page in (SITE / language).glob("*.html")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_heavy(language: str) -> None:
    """A figure with thousands of points shows no more than one with a hundred, and all of them travel."""
    pages = shipped(language)
    assert [*heavy(pages)] == []
    # What all scripts say would be too much in a page.
    scripts = (file.read_bytes().splitlines() for file in (SITE / language / "assets").rglob("*.js"))
    said = b"".join(lines[0] for lines in scripts if lines[0].startswith(b"wordsOf."))
    assert [*heavy({"two-programs": pages["two-programs"] + said})] == ["two-programs"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_come_with_the_scripts_that_say_them(language: str) -> None:
    assets = SITE / language / "assets"
    files = {name: assets / f"js/{name}.words.js" for name in ("search", "judge")}
    files |= {kind: assets / f"interactive/{kind}/{kind}.js" for kind in registry.kinds()}
    for name, file in files.items():
        begin, said = file.read_text(encoding="utf-8").splitlines()[0].split("=", 1)
        assert begin == f"wordsOf.{name}" and len(json.loads(said.removesuffix(";"))) > 10, name
    carried = re.search(r'<script id="__words"[^>]*>(.*?)</script>', shipped(language)["index"].decode(), re.S)[1]
    assert json.loads(carried).keys() == {"alone", "copied", "copy", "failed", "named"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_carries_no_span_that_no_style_names(language: str) -> None:
    looks, text = dress.named(BOOK), shipped(language)["two-programs"].decode()
    spans = [span for pre in parse(text).walk() if pre.tag == "pre" for span in pre.walk() if span.tag == "span"]
    assert len(spans) > 200 and all(span.classes & looks for span in spans)


def test_code_keeps_what_styles_name() -> None:
    code = '<code><span class="k">if</span> <span class="n">a<span class="o">.</span>b</span></code>'
    root = parse(f'<pre><span></span>{code}</pre><p><span class="n">x</span></p>')
    dress.plain(BOOK, root)
    assert html(root) == '<pre><code><span class="k">if</span> a.b</code></pre><p><span class="n">x</span></p>'
