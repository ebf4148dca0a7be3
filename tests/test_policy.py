"""Pages load what their policy names, and it names no more than they need: with all in use, and with faults planted."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import REFUSED, SITE, Visit, headers, until
from playwright.sync_api import Route
from the_book import BOOK

from book.ground.faults import BookError
from book.maths.temml import converter
from book.web import policy

START = '<!doctype html><html><head><meta charset="utf-8">'
PAGE = "en/affine.html"  # has a figure that can be touched, code that runs, and an exercise that Python judges
LONG = 60_000
_POLICY = re.compile('<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def said(page: str) -> dict[str, list[str]]:
    """A page's policy: each directive with its sources."""
    (text,) = _POLICY.findall(page)
    return {name: sources for name, *sources in map(str.split, text.split("; "))}


def digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("part", "scripts", "styles"),
    [
        ("<script>f()</script>", ["f()"], []),
        ("<SCRIPT type='module' data-a='>'>\n f() \n</SCRIPT>", ["\n f() \n"], []),
        ('<script type="speculationrules">{}</script><script type="importmap">{"a":1}</script>', ["{}", '{"a":1}'], []),
        ("<script>f()</script><p>a</p><script>f()</script>", ["f()"], []),
        ("<script>f()\r\n</script>", ["f()\n"], []),
        ('<script type="application/json">{"x":"<style>"}</script>', [], []),
        ('<script type="application/ld+json">{}</script>', [], []),
        ('<script src="a.js" defer></script>', [], []),
        ("<style media=print>p{}</style><svg><style>a>b{}</style></svg>", [], ["p{}", "a>b{}"]),
    ],
)
def test_what_is_inline_is_allowed_by_its_digest(part: str, scripts: list[str], styles: list[str]) -> None:
    found = said(policy.guarded(START + part, "page"))
    assert found["script-src"] == ["'self'", *map(digest, scripts)]
    assert found["style-src"] == ["'self'", *map(digest, styles)]


def test_a_page_that_is_guarded_again_has_one_policy_of_what_it_is_now() -> None:
    once = policy.guarded(f"{START}<script>f()</script>", "page")
    assert policy.guarded(once, "page") == once
    assert digest("g()") in said(policy.guarded(once.replace("f()", "g()"), "page"))["script-src"]


def test_only_a_page_that_runs_python_may_compile_and_fetch() -> None:
    plain, runs = (said(policy.guarded(START + part, "page")) for part in ("", '<template id="runtime"></template>'))
    assert {name: runs[name] for name in runs if runs[name] != plain[name]} == {
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
    }
    assert {name for name in plain if plain[name] == ["'none'"]} == {
        *("connect-src", "worker-src", "base-uri", "object-src", "frame-src", "media-src"),
    }
    # `default-src` holds for what has no name of its own: Firefox asks it for pages that are fetched ahead.
    assert plain["default-src"] == ["'self'"] and plain.keys() >= FETCHES


# https://www.w3.org/TR/CSP3/#directives-fetch, but for child-src, which is frame-src and worker-src together.
FETCHES = {
    f"{kind}-src"
    for kind in ("connect", "font", "frame", "img", "manifest", "media", "object", "script", "style", "worker")
}


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ('<p style="color:red">', "`style` in <p>"),
        ("<p class=a\nSTYLE=color:red>", "`style` in <p>"),
        ("<math><mi mathvariant='normal'style='x'>", "`style` in <mi>"),
        ('<button onclick="f()">', "`onclick` in <button>"),
        ("<svg onload=f()>", "`onload` in <svg>"),
        ('<a href=" JavaScript:f()">', "`javascript:` in <a>"),
        ('<base href="/">', "<base>"),
        ('<iframe src="a.html">', "<iframe>"),
        ("<embed src=a>", "<embed>"),
    ],
)
def test_what_no_digest_allows_is_refused(part: str, problem: str) -> None:
    with pytest.raises(BookError, match=re.escape(problem)) as fault:
        policy.guarded(START + part, "docs/en/page.md")
    assert str(fault.value).startswith("docs/en/page.md: ") and fault.value.remedy


def test_text_that_only_looks_like_it_is_none() -> None:
    assert policy.guarded(f"{START}<code>x style=1, onclick=2, = 'javascript:f()'</code>", "page")


@pytest.mark.parametrize(
    "tex",
    [r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}", r"W_{\!a}", r"\begin{cases} a & b \\ c \end{cases}"],
)
def test_no_formula_has_a_style_of_its_own(tex: str) -> None:
    assert policy.guarded(START + converter(BOOK).render(tex, True, "page"), "page")


def test_a_page_without_its_encoding_first_is_refused() -> None:
    for page in ("<!doctype html><p>", f"<!doctype html>{' ' * 1024}{START}"):
        with pytest.raises(BookError, match="encoding"):
            policy.guarded(page, "page")


def test_every_page_of_the_site_has_the_policy_of_what_it_is() -> None:
    pages = sorted(SITE.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert policy.guarded(text, page) == text, page
        for sources in said(text).values():  # no more than its own files, by address or digest
            assert all(re.fullmatch("'none'|'self'|'sha256-[^']{44}'|'wasm-unsafe-eval'|data:", one) for one in sources)


def test_a_host_reads_the_headers() -> None:
    text = (SITE / "_headers").read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) < 2000  # as the hosts want it
    rules = headers(SITE / "_headers")
    assert [pattern for pattern, _ in rules] == ["/*", "/runtime/*"]
    for _, given in rules:
        assert all(re.fullmatch(r"[A-Z][A-Za-z-]+", name) and value for name, value in given)
    names = [name for name, _ in rules[0][1]]
    assert len(names) == len(set(names)) == 5


# That a page in use tries nothing else, the fixture `obeyed` of browser.py asks after every test in a browser.
PLANTED = {
    "<script>document.title = 'planted'</script>": "document.title !== 'planted'",
    "<style>body { opacity: 0 }</style>": "getComputedStyle(document.body).opacity === '1'",
    "<p id='planted' style='opacity: 0'></p>": "getComputedStyle(document.querySelector('#planted')).opacity === '1'",
    "<img src='x.svg' onerror='document.title = \"planted\"'>": "document.title !== 'planted'",
    "<script src='https://elsewhere.test/a.js'></script>": "true",
    "<img src='https://elsewhere.test/a.png'>": "true",
    "<iframe src='index.html'></iframe>": "true",
}


def test_what_is_planted_in_a_page_is_refused(visit: Callable[..., Visit], address: str) -> None:
    page = (SITE / "en" / "questions.html").read_text(encoding="utf-8")
    page = page.replace("</article>", f"{''.join(PLANTED)}</article>")

    def answer(route: Route) -> None:
        route.fulfill(body=page, content_type="text/html; charset=utf-8")

    tab = visit()
    tab.page.route("**/planted.html", answer)
    tab.open(f"{address}en/planted.html")
    tab.page.wait_for_load_state()
    assert [planted for planted, harmless in PLANTED.items() if not tab.page.evaluate(harmless)] == []
    assert len(REFUSED) >= len(PLANTED), REFUSED
    assert not [url for url in tab.requests if "elsewhere" in url] or "failed" in " ".join(tab.complaints)
    REFUSED.clear()


def test_no_string_becomes_code(visit: Callable[..., Visit], address: str) -> None:
    tab = visit().open(f"{address}{PAGE}")
    tab.evaluate("setTimeout(() => { try { new Function('document.title = 1')() } catch { document.title = 2 } })")
    until(tab, "document.title === '2'")
    REFUSED.clear()


def test_a_page_of_the_build_that_acts_stops_it(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(f"{START}<p>", encoding="utf-8")
    (tmp_path / "page.html").write_text(f"{START}<p onclick=f()>", encoding="utf-8")
    with pytest.raises(BookError, match=r"^docs/en/page.md: .*onclick"):
        policy.guard(tmp_path, lambda file: f"docs/en/{file.stem}.md")
