"""What is shipped of our scripts and styles says the same as what was written: only comments are gone."""

import gzip
import re

import pytest
from browser import SITE
from the_book import BOOK

from book.ground.languages import LANGUAGES
from book.web.lean import OURS, bare, script, style

ASSETS = BOOK.docs / "assets"
HEAVIEST = 40_000  # bytes of a page as servers send it; on a slow phone that is a fifth of a second
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
        assert files
        for file in files:
            text = (SITE / language / "assets" / file.relative_to(ASSETS)).read_text(encoding="utf-8")
            written = file.read_text(encoding="utf-8")
            assert text == lean(written), file.name
            assert not re.search(r"^\s*(//|/\*\*)", text, re.M), file.name
            assert all(_APART.sub("", line).count("`") % 2 == 0 for line in bare(written).splitlines()), (
                "a string over lines"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_heavy(language: str) -> None:
    """A figure with thousands of points shows no more than one with a hundred, and all of them travel."""
    weights = {page.name: len(gzip.compress(page.read_bytes(), 6)) for page in (SITE / language).glob("*.html")}
    assert {name: weight for name, weight in weights.items() if weight > HEAVIEST} == {}
