"""A real headless Chromium on the built site, over HTTP and from disk."""

import fnmatch
import functools
import http.server
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import faces
import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Page as Tab
from the_book import BOOK, WHOLE, alike

from book.ground.languages import LANGUAGES
from book.source.pages import Page

SITE = Path(__file__).resolve().parent.parent / "site"
# The same engine, without the windows of a browser around it, needs two thirds of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ADDRESSES = [f"{language}/{slug}.html" for language in LANGUAGES for slug in BOOK.order]


def _in_turn(turn: int) -> list[str]:
    """Every page; in a sample each in one language, which is another one in another turn."""
    many = len(LANGUAGES)
    return [place for at, place in enumerate(ADDRESSES) if WHOLE or (at - at // len(BOOK.order) - turn) % many == 0]


IN_TURN = _in_turn(0)  # markup and scripts of a page are the same in each language
VISITED = alike(IN_TURN, 0, 3)
CARRIED = alike(_in_turn(1), 1, 2)  # from disk, on a phone, where the words of a page decide how wide it is

# Copying and running a sample, judging an answer and touching a figure need a script: what they add may be missing
# without one, and where a figure can be touched, there is its drawing.
SHOWN = """() => {
    const added = [...document.querySelectorAll('main :is(button, .try, .progress, .live-figure)')];
    const live = [...document.querySelectorAll('.is-live')];
    added.forEach(part => part.style.display = 'none');
    live.forEach(figure => figure.classList.remove('is-live'));
    const text = document.querySelector('main article').innerText;
    const drawn = [...document.querySelectorAll('main figure.figure svg')].filter(svg => svg.checkVisibility());
    live.forEach(figure => figure.classList.add('is-live'));
    added.forEach(part => part.style.display = '');
    return [text, drawn.length];
}"""
WIDTH = "document.scrollingElement.scrollWidth"
NARROW = 320  # the narrowest window that pages must fit
LONG = 120_000  # ms: what a page may need to come to rest on a busy machine
LOW = 100  # where only words and widths count: what lies below the window is laid out and not painted

# What may be wider than the page scrolls in a box of its own.
TOO_WIDE = """() => [...document.querySelectorAll('main :is(p, li, h1, h2, h3, figcaption, svg)')]
    .filter(e => !e.closest('.maths-scroll, pre, table, .md-typeset__scrollwrap, nav'))
    .filter(e => e.getBoundingClientRect().width && e.getBoundingClientRect().right > 361)
    .map(e => e.tagName + ' ' + e.textContent.slice(0, 60))"""

# On a phone, formulas, tables and samples fold; nothing but a program's output scrolls in its box.
SCROLLS = """() => [...document.querySelectorAll('main :is(.maths-scroll, table, .highlight:not(.output) pre)')]
    .filter(e => e.scrollWidth > e.clientWidth + 1)
    .map(e => (e.closest('[id]')?.id ?? e.tagName) + ': ' + (e.scrollWidth - e.clientWidth) + ' px too wide')"""

WIDE_TABLES = SCROLLS.replace(".maths-scroll, ", "")  # in the narrowest window, where some displays scroll

# Code in a line of text or in a cell goes on in the next line between its names, never inside one.
TORN = r"""() => [...document.querySelectorAll('main :not(pre) > code')].flatMap(code => {
    const range = document.createRange();
    const texts = [...code.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
    return texts.flatMap(text => [...text.data.matchAll(/\w+/g)].filter(name => {
        range.setStart(text, name.index);
        range.setEnd(text, name.index + name[0].length);
        return new Set([...range.getClientRects()].map(part => part.top)).size > 1;
    }).map(name => `${name[0]} in ${code.textContent}`));
})"""

# Korean words that go on in a new line after a sign, as a bracket, or after an element: on a page, or in a figure.
TORN_WORDS = r"""figure => {
    if (document.documentElement.lang !== 'ko') return [];
    const texts = document.createTreeWalker(figure ?? document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const passed = `math, svg, script, style, pre, .unseen, ${figure ? '.heard' : '.live-figure'}`;
    const range = document.createRange();
    const left = (text, at) => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
    };
    const block = ({parentElement: one}) => {
        while (getComputedStyle(one).display.startsWith('inline')) one = one.parentElement;
        return one;
    };
    const torn = [];
    let before = null;
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.closest(passed)) {
            before = null;
            continue;
        }
        const meet = [...text.data.matchAll(/[^\s\u2060가-힣.,:;!?/·~–—-]\u2060?[가-힣]/g)]
            .map(found => [text, found.index, found.index + found[0].length - 1]);
        const [end, start] = [before?.data.search(/\S\u2060?$/) ?? -1, text.data.search(/(?<=^\u2060?)[가-힣]/)];
        if (end >= 0 && start >= 0 && block(before) === block(text)) {
            range.setStart(before, end);
            range.setEnd(text, start);
            if (!range.cloneContents().querySelector('br')) meet.push([before, end, start]);
        }
        for (const [from, at, on] of meet) {
            if (text.parentElement.checkVisibility() && left(text, on) < left(from, at))
                torn.push(`${from.data.slice(Math.max(0, at - 9), at + 1)} | ${text.data.slice(on, on + 9)}`);
        }
        before = text;
    }
    return torn;
}"""

# How far a formula goes on after the end of each root, in em.
ROOTS = """() => [...document.querySelectorAll('main msqrt')].filter(root => root.checkVisibility()).map(root => {
    const style = getComputedStyle(root);
    const ends = [root, root.lastElementChild].map(part => part.getBoundingClientRect().right);
    return (ends[0] + parseFloat(style.marginInlineEnd) - ends[1]) / parseFloat(style.fontSize);
})"""


# What waits for the first paint has come, and has the height that it keeps; or its script does not come.
PAINTED = """() => document.documentElement.matches('.unpainted') && new Promise(done => {
    setTimeout(done, 2000);
    new MutationObserver(() => document.documentElement.matches('.unpainted') || done())
        .observe(document.documentElement, { attributes: true });
})"""


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that reads `_headers` as Netlify and Cloudflare do: rules of `*`, all that fit are joined."""

    def end_headers(self) -> None:
        for pattern, given in headers(SITE / "_headers"):
            if fnmatch.fnmatch(self.path, pattern):
                for name, value in given:
                    self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_) -> None:
        pass


@functools.cache
def headers(file: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The rules of a `_headers` file: addresses, and the name and value of each header."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
        if not line.startswith(" "):
            rules.append((line, []))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def until(tab: Tab, expression: str, arg: object = None, timeout: float = 30_000) -> None:
    """Waits until a page says so: an expression, or a function of `arg`; `timeout` in ms.

    As the debugger evaluates it, a page's policy does not hold for it. Playwright's `wait_for_function` compiles text
    in the page, which the policy refuses; so for what tests add, use `tab.evaluate`, not `add_script_tag`.
    """
    end, pause = time.monotonic() + timeout / 1000, 10.0
    while not tab.evaluate(expression, arg):
        assert time.monotonic() < end, f"after {timeout / 1000} s, still not: {expression}"
        tab.wait_for_timeout(pause)
        pause = min(pause * 1.5, 200)  # to ask costs more than most pages do meanwhile


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the built site on this machine."""
    handler = functools.partial(Host, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Chromium on this machine: apt-get install chromium-headless-shell"
    fonts = faces.configure(tmp_path_factory.mktemp("faces"))
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=path,
            env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
            args=[
                "--no-sandbox",
                "--process-per-site",  # what it has compiled once, as Python, serves the pages after it
                *("--disable-gpu", "--in-process-gpu"),  # nothing is drawn by one, and a process less costs less
                "--font-render-hinting=none",  # the shell does not ask fontconfig
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


class Visit:
    """A tab that remembers every request and every complaint."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Tab = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(f"{message.type}: {message.text}")
                if message.type in ("error", "warning")
                else None
            ),
        )
        self.page.on(
            "response",
            lambda response: (
                self.complaints.append(f"{response.status}: {response.url}") if response.status >= 400 else None
            ),
        )

    def open(self, url: str, width: int = 1280, height: int = 800) -> Tab:
        """Goes to an address and remembers what comes from now on."""
        self.requests, self.complaints = [], []
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(url)
        self.page.evaluate(PAINTED)
        return self.page


REFUSED: list[str] = []  # what the policies of the pages that are open have refused
_POLICY = "Content Security Policy"  # is in each of Chromium's messages on one


@pytest.fixture(autouse=True)
def obeyed() -> Iterator[None]:
    """No page that a test opens tries what its policy refuses."""
    yield
    refused = [*REFUSED]
    REFUSED.clear()
    assert refused == []


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A context for each kind of reader, made once: the first page in one costs four times what the next one does."""
    made = {}

    def reader(**options) -> BrowserContext:
        kind = repr(sorted(options.items()))
        if kind not in made:
            made[kind] = browser.new_context(**options)
            made[kind].on("console", lambda said: REFUSED.append(said.text) if _POLICY in said.text else None)
        return made[kind]

    yield reader
    for context in made.values():
        context.close()


@pytest.fixture
def visit(readers: Callable[..., BrowserContext], address: str) -> Iterator[Callable[..., Visit]]:
    """Opens tabs: `visit(width=360, java_script_enabled=False)`. What their pages keep on the device goes with them."""
    opened = []

    def open_tab(width: int = 1280, **options) -> Visit:
        tab = Visit(readers(**options))
        tab.page.set_viewport_size({"width": width, "height": 800})
        opened.append(tab.page)
        return tab

    yield open_tab
    for page in opened:
        device = page.context.new_cdp_session(page)
        for origin in (address, "file://"):
            device.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        page.close()


def faces_of(tab: Tab, selector: str) -> dict[str, list[dict]]:
    """What Chromium draws elements with, each of them once, by its source: the faces, as the debugger tells of them."""
    tools = tab.context.new_cdp_session(tab)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    nodes = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    written = tab.evaluate(f"[...document.querySelectorAll({selector!r})].map(one => one.outerHTML)")
    found = {}
    for source, node in dict(zip(written, nodes, strict=True)).items():
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        found[source] = [face for face in fonts if face["glyphCount"]]
    tools.detach()  # else it is told of all that happens in the tab from now on
    return found


LETTERS = "article :is(mi, mn, mo, mtext), article svg .m"


def strangers(tab: Tab, selector: str) -> dict[str, set[str]]:
    """What Chromium does not draw with the book's letters: the element, and what it draws it with."""
    drawn = {
        source: {face["familyName"] for face in found if not face["isCustomFont"]}
        for source, found in faces_of(tab, selector).items()
    }
    return {source: names for source, names in drawn.items() if names and not re.search("[぀-鿿가-힣]", source)}


class Shown(NamedTuple):
    """What a page shows: its words, and how many formulas and figures."""

    words: list[str]
    formulas: int
    figures: int


class Phone(NamedTuple):
    """What a page measures in a window 360 px wide, and its width and tables in one as narrow as can be."""

    width: int
    too_wide: list[str]
    scrolling: list[str]
    torn: list[str]
    roots: list[float]
    narrowest: int
    wide_tables: list[str]


class Seen(NamedTuple):
    """A page of the book as it was seen over HTTP, with scripts and without them."""

    source: Page
    online: Visit
    with_scripts: Shown
    without_scripts: Shown


class OnDisk(NamedTuple):
    """A page of the book as it was seen from disk, in the narrow windows of phones."""

    source: Page
    visit: Visit
    phone: Phone
    formulas: int


def _formulas(tab: Tab) -> int:
    return tab.locator("main math:visible").count()


def _shown(tab: Tab) -> Shown:
    text, figures = tab.evaluate(SHOWN)
    return Shown(text.split(), _formulas(tab), figures)


def _phone(tab: Tab) -> Phone:
    """The page from disk, which is opened in the narrowest window and then gets a phone's width."""
    tab.evaluate("document.querySelectorAll('details').forEach(answer => answer.open = true)")
    tab.evaluate("document.fonts.ready.then(() => true)")
    narrowest, tables = map(tab.evaluate, (WIDTH, WIDE_TABLES))
    tab.set_viewport_size({"width": 360, "height": LOW})
    wide, scroll, torn, words, roots = map(tab.evaluate, (TOO_WIDE, SCROLLS, TORN, TORN_WORDS, ROOTS))
    return Phone(tab.evaluate(WIDTH), wide, scroll, torn + words, roots, narrowest, tables)


class Tabs(NamedTuple):
    """For tests that leave nothing behind but an open page: with scripts, without them, and with scripts from disk."""

    online: Visit
    plain: Visit
    disk: Visit


@pytest.fixture(scope="session")
def tabs(readers: Callable[..., BrowserContext]) -> Tabs:
    """The same tabs for many pages: opening a tab costs more than opening a page in it."""
    scripts, plain = readers(), readers(java_script_enabled=False)
    return Tabs(Visit(scripts), Visit(plain), Visit(scripts))


class Ahead:
    """Opens pages one after the other, each while the test still looks at the one before: loading takes its time."""

    def __init__(self, order: list[str], begin: Callable[..., None], *contexts: BrowserContext) -> None:
        self._after, self._begin, self._coming = dict(pairwise(order)), begin, ""
        self._these, self._others = ([Visit(context) for context in contexts] for _ in range(2))

    def turn_to(self, where: str) -> list[Visit]:
        """The tabs that show a page, which has come to rest."""
        self._these, self._others = self._others, self._these
        if self._coming != where:
            self._begin(where, *self._these)
        if coming := self._after.get(where, ""):
            self._begin(coming, *self._others)
        self._coming = coming
        for tab in self._these:
            tab.page.wait_for_load_state("networkidle", timeout=LONG)
        return self._these


@pytest.fixture(scope="session")
def visited(readers: Callable[..., BrowserContext], address: str) -> Ahead:
    def begin(where: str, *visits: Visit) -> None:
        for one in visits:
            one.open(address + where, height=LOW)

    return Ahead(VISITED, begin, readers(), readers(java_script_enabled=False))


@pytest.fixture(scope="session", params=VISITED)
def seen(request: pytest.FixtureRequest, visited: Ahead) -> Seen:
    """Pages in turn, each opened once for all the tests that look at it."""
    online, plain = visited.turn_to(request.param)
    return Seen(
        source=Page(BOOK.docs / request.param.replace(".html", ".md")),
        online=online,
        with_scripts=_shown(online.page),
        without_scripts=_shown(plain.page),
    )


@pytest.fixture(scope="session")
def carried(readers: Callable[..., BrowserContext]) -> Ahead:
    return Ahead(CARRIED, lambda where, one: one.open((SITE / where).as_uri(), NARROW, LOW), readers())


@pytest.fixture(scope="session", params=CARRIED)
def on_disk(request: pytest.FixtureRequest, carried: Ahead) -> OnDisk:
    """Pages in turn, each opened once for all the tests that look at it."""
    [visit] = carried.turn_to(request.param)
    return OnDisk(
        source=Page(BOOK.docs / request.param.replace(".html", ".md")),
        formulas=_formulas(visit.page),
        visit=visit,
        phone=_phone(visit.page),
    )
