"""What is shipped of our scripts and styles says the same as what was written: only comments are gone."""

import gzip
import re

import pytest
from browser import SITE
from the_book import BOOK

from book.ground.languages import LANGUAGES
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
            text = (SITE / language / "assets" / file.relative_to(ASSETS)).read_text(encoding="utf-8")
            written = file.read_text(encoding="utf-8")
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
            assert carried in (SITE / language / f"{page}.html").read_text(encoding="utf-8")
        shipped = {file.stem for file in (SITE / language / "assets/css").iterdir()}
        assert shipped == {"search", "touch"}


HEAVIEST, DRESSED = 40_000, 56_000  # bytes as servers send them, of text and figures, and with styles and letters


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_heavy(language: str) -> None:
    """A figure with thousands of points shows no more than one with a hundred, and all of them travel."""
    for page in (SITE / language).glob("*.html"):
        text = page.read_bytes()
        bare = re.sub(rb"<style>.*?</style>", b"", text, flags=re.S)
        assert len(gzip.compress(bare, 6)) <= HEAVIEST, page.name
        assert len(gzip.compress(text, 6)) <= DRESSED, page.name
