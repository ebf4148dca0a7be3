"""The built site as a reader meets it: complete without JavaScript, from disk, on a phone, and alone on the network."""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlparse

import pytest
from browser import ADDRESSES, LETTERS, NARROW, SITE, OnDisk, Seen, Tabs, strangers
from the_book import BOOK

from book.checks.answers import known
from book.ground.languages import LANGUAGES
from book.web.site import build_root
from check_equations.pages import formulas

LEFTOVERS = ("**", "\\(", "\\[", "$", "{{", "@@", "\\label", "\\math", "--8<--", "[eq:", "(1)!")
NO_MATHS = ("puzzles", "glossary", "sources")


class Tags(HTMLParser):
    """Ids, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.words: list[str] = []
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = dict(attributes)
        self._silent += tag in ("script", "style", "code", "annotation", "template")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        self.sources += [given[key] for key in ("src", "href") if given.get(key) and tag != "a"]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "code", "annotation", "template")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


@cache
def read(where: str) -> Tags:
    return Tags((SITE / where).read_text(encoding="utf-8"))


@pytest.mark.parametrize("where", ADDRESSES)
def test_page_is_whole(where: str) -> None:
    """Right language, unique ids, every formula rendered, every figure drawn, no markup left over in the text."""
    text = (SITE / where).read_text(encoding="utf-8")
    language, slug = where.removesuffix(".html").split("/")
    page, source = read(where), BOOK.page(language, slug)
    assert f'<html lang="{language}"' in text
    assert not [name for name, times in Counter(page.ids).items() if times > 1]
    words = " ".join(page.words)
    for leftover in LEFTOVERS:
        assert leftover not in words, f"{leftover!r} is left in the text"
    wrong = len(re.findall(r'<strong class="wrong-lead">[^<]*(?:<span[^>]*>)?<math', text))  # put there by the build
    symbols = text.count('<span class="symbol"><math')  # and so is the table
    assert text.count("<math") - wrong - symbols == len(formulas(source.source))
    for figure in source.figures():
        assert re.search(rf'<figure id="{figure.value}"[^>]*>.*?<svg.*?<title', text, re.S), figure.value


def lost_links(pages: dict[str, Tags], site: Path = SITE) -> list[str]:
    """The links and sources of these pages that lead nowhere, or to nothing on the site."""
    broken = []
    for where, page in pages.items():
        for link in page.links + page.sources:
            target, anchor = urldefrag(urljoin(where, link))
            if urlparse(link).scheme in ("http", "https", "mailto", "data") or where.endswith("404.html"):
                continue
            if link == "#" or (target and not (site / target).is_file()):
                broken.append(f"{where}: {link}")
            elif anchor and target in pages and not anchor.startswith("__") and anchor not in pages[target].ids:
                broken.append(f"{where}: {link} (no such anchor)")
    return broken


def test_every_link_and_source_lands() -> None:
    addresses = [path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html")]
    broken = lost_links({where: read(where) for where in addresses})
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("slug", BOOK.order)
def test_anchors_are_the_same_in_every_language(slug: str) -> None:
    ids = {language: set(read(f"{language}/{slug}.html").ids) for language in LANGUAGES}
    assert ids["ja"] == ids["ko"] == ids["en"]


def test_nothing_from_elsewhere_and_no_complaint(seen: Seen, address: str) -> None:
    requests = seen.online.requests
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert seen.online.complaints == []
    assert not [url for url in requests if "/search/" in url], "search is fetched before it is used"


def test_page_is_complete_without_javascript(seen: Seen) -> None:
    assert seen.with_scripts == seen.without_scripts
    assert seen.without_scripts.figures >= len(seen.source.figures())


def test_every_exercise_that_can_be_judged_has_its_field(seen: Seen) -> None:
    judged = sum(one.kind != "reason" for one in known(BOOK, seen.source.slug)[0].values())
    if judged:
        seen.online.page.evaluate("document.querySelector('[id^=exercise-]').scrollIntoView()")
        seen.online.page.wait_for_selector(".try")
    assert seen.online.page.locator(".try").count() == judged


def test_page_fits_a_phone(on_disk: OnDisk) -> None:
    assert on_disk.phone.width <= 360
    assert on_disk.phone.too_wide == []
    assert on_disk.phone.scrolling == []
    assert on_disk.phone.torn == []
    assert on_disk.phone.narrowest <= NARROW
    assert on_disk.phone.wide_tables == []


def test_no_gap_stands_behind_a_root(on_disk: OnDisk) -> None:
    assert [gap for gap in on_disk.phone.roots if not -0.01 < gap < 0.2] == []


def test_every_sign_has_its_letter_in_the_page(on_disk: OnDisk) -> None:
    """What a page shows of mathematics it brings along: it fetches no font, and the machine's own are not needed."""
    page = on_disk.visit.page
    assert page.locator(LETTERS).count() > 20 or on_disk.source.slug in NO_MATHS
    assert [url for url in on_disk.visit.requests if url.endswith(".woff2")] == []
    assert strangers(page, LETTERS) == {}


def test_language_switch_stays_on_the_page(tabs: Tabs, address: str) -> None:
    for visit in (tabs.online, tabs.plain):
        tab = visit.open(address + "ja/sources.html")
        for language in ("ko", "en", "ja"):
            tab.locator(f'header a[hreflang="{language}"]').click()
            tab.wait_for_url(f"{address}{language}/sources.html")
            assert tab.evaluate("document.documentElement.lang") == language


def test_page_works_from_disk(on_disk: OnDisk) -> None:
    assert [url for url in on_disk.visit.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert [line for line in on_disk.visit.complaints if "search" in line or "failed" in line] == []
    assert (on_disk.formulas > 0) == bool(formulas(on_disk.source.source))


def test_root_leads_to_the_readers_language(visit, tabs: Tabs, address: str) -> None:
    for locale, language in (("ja-JP", "ja"), ("ko-KR", "ko"), ("en-GB", "en")):
        tab = visit(locale=locale)
        tab.page.goto(address)
        tab.page.wait_for_url(f"{address}{language}/**")
    plain = tabs.plain.open(address)
    for language, name in LANGUAGES.items():
        assert plain.locator(f'a[hreflang="{language}"]', has_text=name).count() >= 1


def test_first_tab_skips_to_the_content(tabs: Tabs, address: str) -> None:
    tab = tabs.online.open(address + "en/picture.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')").startswith("#")


ADDRESS = "https://book.test/gradients/"


def alternates(html: str) -> list[tuple[str, str]]:
    """The languages and addresses that a page's head names beside its own, sorted."""
    return sorted(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html.partition("</head>")[0]))


def test_search_engines_find_every_language_at_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", ADDRESS)
    build_root(BOOK, tmp_path)
    own = {language: f"{ADDRESS}{language}/index.html" for language in LANGUAGES}
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert alternates(html) == sorted((own | {"x-default": ADDRESS}).items())
    assert re.findall('<link rel="canonical" href="(.*?)">', html) == [ADDRESS]
    lost = (tmp_path / "404.html").read_text(encoding="utf-8")
    assert re.findall('<li><a href="(.*?)"', lost) == [f"/gradients/{language}/index.html" for language in LANGUAGES]
