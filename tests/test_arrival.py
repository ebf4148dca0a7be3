"""How a page arrives: it waits for nothing, nothing moves, and the next page is near."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from browser import LETTERS, SITE, Visit, strangers, until
from playwright.sync_api import Page as Tab
from the_book import BOOK, alike

from book.web import dress

PLAIN = "en/attention.html"
NEXT = "en/convolution.html"
MOVED = """
window.moved = 0;
new PerformanceObserver((seen) => seen.getEntries().forEach((one) => { window.moved += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
"""
SETTLED = "document.readyState === 'complete' && !document.documentElement.classList.contains('unpainted')"
WAITING = "document.readyState === 'complete' && document.documentElement.classList.contains('unpainted')"


def asked(tab: Visit, address: str) -> list[str]:
    """What a page asked for, without what stands in it."""
    return [url.removeprefix(address) for url in tab.requests if not url.startswith("data:")]


def test_a_page_asks_for_one_script_and_nothing_else(tabs, address: str) -> None:
    online = tabs.online.open(address + PLAIN)
    until(online, SETTLED)
    online.wait_for_load_state("networkidle")
    assert asked(tabs.online, address) == [PLAIN, "en/assets/js/book.js"]
    tabs.plain.open(address + PLAIN).wait_for_load_state("networkidle")
    assert asked(tabs.plain, address) == [PLAIN]


def test_the_script_comes_last() -> None:
    """What stands before the text is ready at once: styles and letters in the page, and scripts of a line."""
    text = (SITE / PLAIN).read_text(encoding="utf-8")
    head, body = text.split("<article", 1)
    assert not re.findall(r'<link\b[^>]*\brel="(?:stylesheet|preload)"|<script\b[^>]*\bsrc=', head)
    assert body.rpartition("<script")[2].startswith(' src="assets/js/book.js" defer')
    assert len(re.findall("<style>", text)) == 2 and dress.styles(BOOK, body) in head


def test_a_letter_that_is_missing_is_noticed(visit: Callable[..., Visit], tmp_path: Path) -> None:
    text = (SITE / PLAIN).read_text(encoding="utf-8")
    article = text.partition("<article")[2]
    without = re.sub("𝐐", "Q", article)  # so that it counts for none of the page's
    assert without != article
    carried = re.search(r"<style>@font-face\{font-family:.Book Maths.*?</style>", text)[0]
    text = text.replace(carried, f"<style>{dress.letters(BOOK, without)}</style>")
    page = tmp_path / "page.html"
    page.write_text(re.sub(r"<meta http-equiv=.Content-Security-Policy.[^>]*>", "", text), encoding="utf-8")
    tab = visit(java_script_enabled=False)
    tab.page.goto(page.as_uri())
    assert {re.sub("<[^>]*>", "", source) for source in strangers(tab.page, LETTERS)} >= {"𝐐"}


@pytest.mark.parametrize(("where", "width"), alike([*product([PLAIN, "ja/affine.html"], [360, 1280])], 0, 3))
def test_nothing_moves(visit: Callable[..., Visit], address: str, where: str, width: int) -> None:
    tab = visit(width).page
    tab.add_init_script(MOVED)
    tab.goto(address + where)
    until(tab, SETTLED)
    tab.wait_for_load_state("networkidle")
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.moved") < 0.005


def test_what_moves_is_noticed(visit: Callable[..., Visit], address: str) -> None:
    tab = visit(360).page
    tab.add_init_script(MOVED)
    tab.goto(address + PLAIN)
    until(tab, SETTLED)
    tab.evaluate("document.querySelector('h1').style.marginTop = '4rem'")
    until(tab, "window.moved > 0.005")


# Blocks that a browser has not laid out, and how many of them a reader sees.
SKIPPED = """[...document.querySelectorAll(".page > *")].filter((one) => one.firstElementChild?.checkVisibility()
    && !one.firstElementChild.checkVisibility({contentVisibilityAuto: true}))"""
SEEN = f"""{SKIPPED}.map((one) => one.getBoundingClientRect())
    .filter((one) => one.top < innerHeight && one.bottom > 0).length"""


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_far_below_waits_for_the_first_paint(visit: Callable[..., Visit], address: str, width: int) -> None:
    """Text as well as figures, until the script has come; what is seen never waits, nor does anything after that."""
    tab = visit(width)
    tab.page.route("**/*.js", lambda route: route.abort())
    page = tab.open(address + PLAIN, width=width, height=640)
    until(page, WAITING)
    page.wait_for_timeout(100)
    kinds = set(page.evaluate(f"{SKIPPED}.map((one) => one.localName)"))
    assert kinds >= {"p", "ul", "ol", "div"} and page.evaluate(SEEN) == 0
    page.evaluate("scrollTo(0, 4000)")
    until(page, f"{SEEN} === 0")
    page.unroute_all()
    page = tab.open(address + PLAIN, width=width, height=640)
    until(page, SETTLED)
    assert page.evaluate(f"{SKIPPED}.length") == 0


@pytest.mark.parametrize("scheme", alike(["light", "dark"], 1))
def test_a_page_looks_the_same_without_scripts(tabs, address: str, scheme: str) -> None:
    """And at the moment before they come, which on a slow line is long."""
    pictures = []
    for visited, come in ((tabs.online, True), (tabs.online, False), (tabs.plain, True)):
        if not come:
            visited.page.route("**/*.js", lambda route: route.abort())
        tab = visited.open(address + PLAIN, width=360, height=640)
        tab.emulate_media(color_scheme=scheme)
        visited is tabs.online and until(tab, SETTLED if come else WAITING)
        tab.wait_for_load_state("networkidle")
        pictures.append(tab.screenshot(clip={"x": 0, "y": 60, "width": 360, "height": 580}))
        tab.emulate_media(color_scheme=None)
        tab.unroute_all()
    assert pictures[0] == pictures[1] == pictures[2]


def test_what_does_not_come_is_not_missed(visit: Callable[..., Visit], address: str) -> None:
    """Scripts of figures and exercises fail, as they do where a page is left before they have come: its words stay."""
    tab = visit()
    tab.page.route(re.compile(r"/interactive/|/exercises\.js"), lambda route: route.abort())
    page = tab.open(f"{address}en/picture.html")
    for come in ("figure.js", "exercises.js"):
        with page.expect_event("requestfailed", lambda request, come=come: request.url.endswith(come)):
            page.locator("[data-opens]" if come == "figure.js" else "#exercises").first.scroll_into_view_if_needed()
    page.wait_for_timeout(50)
    assert {said.partition(":")[0] for said in tab.complaints if "ERR_FAILED" not in said} == {"failed"}
    assert page.locator("[data-opens] svg").first.is_visible() and page.locator("[data-opens].is-live").count() == 0


def ahead(tab: Tab) -> list[str]:
    return tab.evaluate("[...document.querySelectorAll('link[rel=prefetch]')].map((one) => one.getAttribute('href'))")


def test_the_next_page_comes_before_it_is_asked_for(visit: Callable[..., Visit], address: str) -> None:
    """Once, when a link to it is pointed at, reached by the keyboard or pressed, and nothing before that."""
    tab = visit()
    page = tab.open(address + PLAIN)
    until(page, SETTLED)
    page.wait_for_load_state("networkidle")
    assert ahead(page) == [] and len(tab.requests) < 20 and address + NEXT not in tab.requests
    link = page.locator(".bottom__next")
    with page.expect_request(address + NEXT) as came:
        link.hover()
    assert came.value.response().ok
    page.mouse.move(5, 400)
    link.focus()
    page.wait_for_timeout(200)
    assert tab.requests.count(address + NEXT) == 1 and ahead(page) == [address + NEXT]
    with page.expect_request(address + "en/index.html"):
        page.locator(".top__title").focus()
    assert tab.complaints == []  # the page's policy lets it


def test_who_passes_over_a_link_fetches_nothing(visit: Callable[..., Visit], address: str) -> None:
    page = visit().open(address + PLAIN)
    until(page, SETTLED)
    page.evaluate("""() => {
        const over = (node) => node.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
        over(document.querySelector(".bottom__next"));
        over(document.body);
    }""")
    page.wait_for_timeout(200)
    assert ahead(page) == []


def test_who_saves_data_fetches_nothing_ahead(visit: Callable[..., Visit], address: str) -> None:
    tab = visit().page
    tab.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    tab.goto(address + PLAIN)
    until(tab, SETTLED)
    tab.locator(".bottom__next").hover()
    tab.wait_for_timeout(200)
    assert ahead(tab) == []


def test_nothing_is_fetched_ahead_from_disk(visit: Callable[..., Visit]) -> None:
    tab = visit().page
    tab.goto((SITE / PLAIN).as_uri())
    until(tab, SETTLED)
    tab.locator(".bottom__next").hover()
    tab.wait_for_timeout(200)
    assert ahead(tab) == []
