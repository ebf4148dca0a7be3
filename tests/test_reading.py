"""What is read of a page is what it shows: formulas, headings, declarations, in any form that Markdown knows."""

import re
import tomllib
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load
from test_equations import DATA
from the_book import BOOK

from check_equations import check_text, pages, shown
from check_equations.pages import formulas, read
from check_equations.report import Report
from check_equations.shown import EXTENSIONS, differences, seen, unlike

PAGES = tomllib.loads((DATA / "reading.toml").read_text(encoding="utf-8"))["page"]
HEAD = """# Page {#page}

!!! setting "Setting"
    $x, y \\in \\mathbb R$ and $a = x + y$.

## Section {#section}

"""
FALSE, TRUE = "x = y", "x + x = 2 x"
every = pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])


def checked(body: str, tex: str) -> Report:
    return check_text(HEAD + body.strip("\n").replace("TEX", tex) + "\n", "docs/en/page.md")


@every
@pytest.mark.parametrize("markdown", [True, False], ids=["held against Markdown", "read alone"])
def test_what_is_shown_and_false_stops_the_page(page, markdown, monkeypatch):
    if not markdown:
        monkeypatch.setattr("check_equations.shown.find_spec", lambda _: None)
    assert checked(page["body"], FALSE).red


@pytest.mark.parametrize("page", [p for p in PAGES if "refused" not in p], ids=lambda page: page["name"])
def test_what_is_shown_and_true_is_executed_where_it_stands(page):
    report = checked(page["body"], TRUE)
    assert [result.message for result in report.red] == []
    (result,) = [result for result in report if result.tex.strip(" &\n").endswith(("2 x", "&", r"\end{aligned}"))][-1:]
    lines = (HEAD + page["body"].strip("\n")).replace("TEX", TRUE).split("\n")
    assert result.status == "executed" and TRUE in lines[result.line - 1]


@pytest.mark.parametrize("page", [p for p in PAGES if "refused" in p], ids=lambda page: page["name"])
def test_refusal_says_what_to_write(page):
    assert page["refused"] in "\n".join(result.message for result in checked(page["body"], TRUE).red)


@pytest.mark.parametrize(
    "body", ["`$TEX$`", "``` text\n$TEX$\n```", "<!-- $TEX$ -->", "<!--\n\n$$ TEX $$\n\n-->", r"\$TEX\$"]
)
def test_what_shows_no_formula_is_none(body):
    report = checked(body, FALSE)
    assert not report.red and len(report) == 2


@pytest.mark.parametrize(
    "line", ["description: Why $x = y$ holds.", "summary: Why \\(x = y\\)", "title: &#36;x = y&#36;"]
)
def test_front_matter_holds_no_formula(line):
    report = check_text(f"---\n{line}\n---\n{HEAD}", "docs/en/page.md")
    assert [(r.line, "say it in words" in r.message) for r in report.red] == [(2, True)]
    assert not check_text(f"---\ndescription: Why it costs 5 \\\\$\n---\n{HEAD}", "docs/en/page.md").red


def test_page_of_front_matter_alone_is_read():
    assert list(check_text("---\ntitle: a\n---", "docs/en/page.md")) == []


# --- the second list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guard", "instead", "body", "says"),
    [
        (
            "_SPAN",
            re.compile(r"(\$)(?!.)()(?P<stray>\0)(?P<dollar>\0)(?P<tag>\0)"),
            "a $x = y$",
            "the page shows the formula",
        ),
        ("SETTING", re.compile("$."), "Let $b = 2 x$.\n{: .setting }", "that declares"),
        ("_DISPLAY", re.compile(r"(\$\$)(?!.)()()()"), "$$ x = y $$", "the display “x = y”"),
        ("_above", lambda levels: {0}, "## One\n\n$x = y$", ""),
    ],
)
def test_a_reader_that_misses_something_is_seen(guard, instead, body, says, monkeypatch):
    source = HEAD + body + "\n"
    monkeypatch.setattr(pages, guard, instead)
    found = unlike(source, read.__wrapped__(source))  # and not what the real one has read
    assert bool(found) == bool(says) and says in str(found)


def test_message_names_the_line_of_what_is_not_read():
    source = HEAD + "a\n\nb\n\n$x = y$\n"
    page = read(source)
    page.outline.pop()
    assert [line for line, _ in unlike(source, page)] == [12]


def test_every_page_of_the_book_is_read_as_it_is_shown():
    for file in sorted((BOOK.root / "docs").glob("en/*.md")):
        source = file.read_text(encoding="utf-8")
        assert unlike(source, read(source)) == []


def test_formulas_that_html_brings_are_seen():
    html = '<h2>A</h2><p class="setting"><math><mi>x</mi></math></p><script type="math/tex">y</script>'
    assert [(one.level, one.tex, one.declares) for one in seen(html)] == [
        (2, "", False),
        (0, "x", True),
        (0, "y", False),
    ]
    page = read("## A\n\n$x$ and $y$\n")
    assert differences("", page, seen(html)) and not differences("", page, seen(html.replace("setting", "")))


def test_the_second_list_is_made_as_the_site_is():
    """What else the site's Markdown has makes no formulas, and hides none."""
    names = set()
    for name in yaml_load((BOOK.root / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]:
        names |= {name} if isinstance(name, str) else set(name)
    assert set(EXTENSIONS) == names - {"toc", "pymdownx.highlight", "pymdownx.snippets"}
    assert shown.find_spec("markdown")


# --- lines --------------------------------------------------------------------------------------------------


def test_formulas_are_found_where_they_stand():
    source = r"""---
description: $a$
---
# $b$ {#x}

`$c$` and $d$ cost \$5 and
$e =
f$.

``` text
$g$
$$
```

??? answer "$h$"
    $$
    i
    \label{eq:x-i}
    $$

    - $j$
<!-- $k$ -->
"""
    found = formulas(source)
    assert [f.tex.split()[0] for f in found] == ["b", "d", "e", "h", "i", "j"]
    assert [f.line for f in found] == [4, 6, 7, 15, 17, 21]
    assert [f.label for f in found if f.display] == ["eq:x-i"]


# --- inherited declarations ---------------------------------------------------------------------------------

OUTER = HEAD + "Let $b = 2 x$.\n{: .setting }\n"


def inheriting(tmp_path: Path, body: str, outer: str = OUTER, front: str = "setting: notation") -> Report:
    (tmp_path / "notation.md").write_text(outer, encoding="utf-8")
    return check_text(f"---\n{front}\n---\n\n# Page {{#page}}\n\n{body}\n", "page.md", tmp_path)


@pytest.mark.parametrize(
    ("body", "status"),
    [("$a - x = y$", "executed"), ("$a - x = x$", "red"), ("$b - x = x$", "red"), ("$a = x + y$", "definition")],
)
def test_declarations_of_another_page_hold_here(body, status, tmp_path):
    assert [result.status for result in inheriting(tmp_path, body)] == [status]


@pytest.mark.parametrize(
    ("outer", "front", "says"),
    [
        ("# N\n", "setting: notation", "notation.md declares nothing above its first section"),
        (OUTER, "setting: nowhere", "there is no page nowhere.md beside this one"),
        (f"---\nsetting: other\n---\n{OUTER}", "setting: notation", "notation.md inherits too: name other"),
    ],
)
def test_page_that_cannot_be_inherited_from(outer, front, says, tmp_path):
    assert says in inheriting(tmp_path, "text", outer, front).red[0].message
