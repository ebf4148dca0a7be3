"""The search box in a browser: by keyboard, with input methods, on a phone, from disk, before anything has come."""

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from browser import SITE, Visit, until
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab
from the_book import BOOK, alike

from book.ground.languages import LANGUAGES
from book.ground.strings import strings

QUERIES = {"ja": "転置", "ko": "전치", "en": "transpose"}
FIELD, PANEL, LINKS = ".search__field", ".search__panel", ".search__found a"
AXE = (BOOK.node_modules / "axe-core" / "axe.min.js").read_text("utf-8")

# An input method composes text. Most browsers tell of Enter while it composes; Safari ends the composition first, and
# then only the old key code says that this Enter belongs to the method.
COMPOSE = """([text, safari]) => {
    const field = document.querySelector('.search__field');
    const say = (name, made) => field.dispatchEvent(made);
    field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    for (let n = 1; n <= text.length; n += 1) {
        field.value = text.slice(0, n);
        field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true, data: text.slice(0, n)}));
    }
    const end = () => field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: text}));
    const enter = isComposing => field.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing, bubbles: true, cancelable: true}));
    if (safari) { end(); enter(false); } else { enter(true); end(); }
}"""


def start(tab: Tab, query: str) -> None:
    """Opens the box by its key and types."""
    tab.keyboard.press("/")
    ask(tab, query)


def complete(tab: Tab) -> None:
    """Waits until the texts have come, too, and all is answered."""
    words = [strings(language)[word] for language in LANGUAGES for word in ("search-loading", "search-partial")]
    said = "document.querySelector('.search__said').textContent"
    until(tab, f"words => {said} && !words.some(word => {said}.includes(word))", arg=words)


class Learnt(NamedTuple):
    """A page whose search has answered once, and what it had asked for before and after."""

    tab: Tab
    language: str
    before: list[str]
    after: list[str]
    complaints: list[str]


@pytest.fixture(scope="module", params=LANGUAGES)
def learnt(request: pytest.FixtureRequest, readers: Callable[..., BrowserContext], address: str) -> Iterator[Learnt]:
    """One a language for many tests: to learn an index takes a second."""
    own = Visit(readers())
    tab = own.open(f"{address}{request.param}/sources.html")
    tab.wait_for_load_state("networkidle")
    before = [*own.requests]
    start(tab, QUERIES[request.param])
    yield Learnt(tab, request.param, before, [*own.requests], own.complaints)
    tab.close()


@pytest.fixture
def box(learnt: Learnt, address: str) -> Tab:
    """The same page with the box open, and nothing in it."""
    tab, place = learnt.tab, f"{address}{learnt.language}/sources.html"
    if tab.url != place:
        tab.goto(place)
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    tab.locator(FIELD).fill("")
    return tab


def ask(tab: Tab, query: str) -> None:
    """Types into the open box."""
    tab.keyboard.type(query)
    tab.locator(LINKS).first.wait_for()
    complete(tab)


def focused(tab: Tab) -> str:
    return tab.evaluate("document.activeElement.className || document.activeElement.textContent")


def test_nothing_is_fetched_before_the_first_use(learnt: Learnt) -> None:
    assert not [url for url in learnt.before if "search" in url or "javascripts" in url]
    fetched = sorted(url.rsplit("/", 1)[1] for url in learnt.after if "search" in url)
    parts = (
        "words",
        "grammar",
        "readings",
        "library",
        "typing",
        "query",
        "names",
        "likely",
        "rank",
        "answer",
        "box",
        "index",
        "texts",
        "search.words",
    )
    assert fetched == sorted([*(f"{part}.js" for part in parts), "search.css"])
    assert not learnt.complaints


def test_answers_are_open_to_everyone(box: Tab, learnt: Learnt) -> None:
    """axe finds nothing in the box with its answers, light and dark; where the focus is shows in forced colours."""
    ask(box, QUERIES[learnt.language])
    box.evaluate(AXE)
    for theme in "light", "dark":
        box.emulate_media(color_scheme=theme)
        found = box.evaluate(
            "axe.run('header').then(found => found.violations.map(one => one.id + ': ' + one.nodes[0].html))"
        )
        assert found == [], theme
    box.emulate_media(color_scheme="light", forced_colors="active")
    box.keyboard.press("ArrowDown")
    box.keyboard.press("ArrowDown")
    style = "(a => getComputedStyle(a, '::after').outlineStyle)(document.activeElement)"
    assert box.evaluate(style) == "solid"
    box.emulate_media(forced_colors="none")


def test_what_is_shown_is_what_is_answered(box: Tab, learnt: Learnt) -> None:
    """Titles, headings above and sentences stand as text; links lead to places that exist."""
    query = QUERIES[learnt.language]
    ask(box, query)
    answer = box.evaluate(
        f"""(async query => {{
            const [index, texts] = await Promise.all([searchIndex, searchTexts].map(unpacked));
            return (await new Search(index, texts).learn()).answer(query);
        }})({json.dumps(query)})"""
    )
    until(box, "n => document.querySelectorAll('.search__found li').length === n", arg=len(answer["found"]))
    shown = box.locator(f"{PANEL} .search__found li").all_inner_texts()
    assert len(shown) > 3
    for text, place in zip(shown, answer["found"], strict=True):
        assert place["title"] in text and all(above in text for above in place["path"])
        page, _, anchor = place["location"].partition("#")
        html = (SITE / learnt.language / page).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html
    assert box.locator(f"{PANEL} mark").count() > 3
    assert box.locator(".search__terms dt").inner_text() == query
    for leftover in ("undefined", "null", "<", "{", "\\"):
        assert leftover not in box.locator(PANEL).inner_text()


def test_what_is_typed_is_said_as_it_is(box: Tab) -> None:
    """`$&` and its like mean something to JavaScript's replace, `<` to HTML."""
    for query in ("LSTM $& $' $$", "LSTM <b>{query}"):
        box.locator(FIELD).fill(query)
        until(box, "q => document.querySelector('.search__said').textContent.includes(q)", arg=query)


def test_thousands_of_letters_are_answered(box: Tab, learnt: Learnt) -> None:
    for letters in ("転置" * 2500, "a" * 5000, "(" * 5000, "X.T @ " * 900):
        box.locator(FIELD).fill(letters)
        assert strings(learnt.language)["search-cut"] in box.locator(".search__said").inner_text()


def test_only_grammar_is_told(box: Tab, learnt: Learnt) -> None:
    box.locator(FIELD).fill({"ja": "なぜ", "ko": "왜", "en": "the"}[learnt.language])
    assert box.locator(".search__said").inner_text() == strings(learnt.language)["search-grammar"]
    assert box.locator(LINKS).count() == 0


@pytest.mark.parametrize("safari", [False, True])
def test_enter_of_an_input_method_follows_no_link(box: Tab, learnt: Learnt, safari: bool) -> None:
    ask(box, "dX")
    box.evaluate(COMPOSE, [QUERIES[learnt.language], safari])
    box.wait_for_timeout(50)
    assert box.url.endswith("sources.html")
    assert box.locator(FIELD).input_value() == QUERIES[learnt.language] and box.locator(LINKS).count() > 3
    if (learnt.language, safari) == ("ja", True):  # one is enough: the next test begins with a new page
        best = box.locator(LINKS).first.get_attribute("href")
        box.keyboard.press("Enter")
        box.wait_for_url(best)


def test_keyboard_alone(box: Tab, learnt: Learnt) -> None:
    """Keys open the box, arrows and Tab go through the list, Escape gives the focus back, Enter follows."""
    tab = box
    tab.keyboard.press("Escape")
    link = tab.locator("main article p a:visible").first
    link.focus()
    where = focused(tab)
    start(tab, QUERIES[learnt.language])
    assert tab.locator(PANEL).is_visible() and tab.locator(f"{PANEL} [role=status]").inner_text()
    links = tab.locator(f"{PANEL} a")
    tab.keyboard.press("ArrowDown")
    assert focused(tab) == links.nth(0).inner_text()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")
    assert focused(tab) == links.nth(2).inner_text()
    tab.keyboard.press("End")
    assert focused(tab) == links.last.inner_text()
    tab.keyboard.press("Home")
    tab.keyboard.press("ArrowUp")
    assert "search__field" in focused(tab)
    tab.keyboard.press("Escape")
    assert tab.locator(PANEL).is_hidden() and focused(tab) == where
    tab.keyboard.press("/")
    tab.locator(".search__said").click()  # what is not a link takes no keys away
    tab.keyboard.press("ArrowDown")
    assert focused(tab) == links.nth(0).inner_text()
    tab.locator(".search__said").click()
    tab.keyboard.press("Escape")
    assert tab.locator(PANEL).is_hidden()
    tab.keyboard.press("/")
    best = tab.locator(LINKS).first.get_attribute("href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(best)


def test_enter_before_anything_has_come_keeps_the_query(visit: Callable[..., Visit], address: str) -> None:
    """Before the page's script it is sent as `?q=`, which asks again; before the index it waits."""
    own = visit()
    tab = own.page
    held = []
    tab.route("**/assets/js/book.js", lambda route: route.continue_() if held else held.append(route))
    tab.goto(f"{address}en/sources.html", wait_until="commit")
    tab.locator(FIELD).fill("transpose")
    tab.locator(FIELD).press("Enter")
    tab.wait_for_url("**/sources.html?q=transpose")
    tab.locator(LINKS).first.wait_for()
    assert tab.locator(FIELD).input_value() == "transpose"


HELD = {
    "index": ("transpose", [*alike([" row", "Escape"], 0), None]),
    "texts": ("holomorphic", [None]),
}  # a word of texts alone


@pytest.mark.parametrize("part", HELD)
def test_enter_before_an_answer_follows_the_first_when_it_is_there(
    visit: Callable[..., Visit], address: str, part: str
) -> None:
    """What is typed after Enter takes it back, and so does closing the box."""
    words = strings("en")
    query, then = HELD[part]
    tab = visit().page
    for after in then:
        tab.route(f"**/search/{part}.js", lambda _: None)
        tab.goto(f"{address}en/sources.html")
        tab.keyboard.press("/")
        tab.keyboard.type(query)
        expect(tab.locator(".search__said")).to_have_text(words["search-loading"])
        tab.keyboard.press("Enter")
        if after:
            tab.keyboard.press(after) if after == "Escape" else tab.keyboard.type(after)
        tab.wait_for_timeout(100)
        assert tab.url.endswith("sources.html") and tab.locator(FIELD).input_value().startswith(query)
        tab.unroute(f"**/search/{part}.js")  # what was held goes on
        if after:
            complete(tab)
            tab.wait_for_timeout(200)  # a link that is followed takes a moment
            assert tab.url.endswith("sources.html")
        else:
            tab.wait_for_url(lambda url: not url.endswith("sources.html"))


def test_first_answers_do_not_wait_for_the_texts(visit: Callable[..., Visit], address: str) -> None:
    """Headings, names and terms answer at once; what is chosen then stays where it is, and the texts add to it."""
    words = strings("ja")
    tab = visit().page
    tab.route("**/search/texts.js", lambda _: None)
    tab.goto(f"{address}ja/sources.html")
    tab.keyboard.press("/")
    tab.keyboard.type("乱数")
    tab.locator(LINKS).first.wait_for()
    assert words["search-partial"] in tab.locator(".search__said").inner_text()
    before = tab.locator(LINKS).all_inner_texts()
    assert tab.locator(f"{PANEL} mark").count() == 0
    for _ in range(3):
        tab.keyboard.press("ArrowDown")
    chosen = focused(tab)
    tab.unroute("**/search/texts.js")
    tab.locator(f"{PANEL} mark").first.wait_for()
    assert focused(tab) == chosen and tab.locator(LINKS).all_inner_texts()[: len(before)] == before
    assert tab.locator(LINKS).count() > len(before)
    assert words["search-partial"] not in tab.locator(".search__said").inner_text()


def test_an_index_that_does_not_come_is_said_and_asked_for_again(visit: Callable[..., Visit], address: str) -> None:
    own = visit()
    tab = own.page
    tab.route("**/search/index.js", lambda route: route.abort())
    tab.goto(f"{address}ko/sources.html")
    tab.keyboard.press("/")
    tab.locator(".search__said", has_text=strings("ko")["search-failed"]).wait_for()
    tab.keyboard.press("Escape")
    tab.unroute("**/search/index.js")
    own.complaints.clear()
    start(tab, QUERIES["ko"])  # no script comes twice
    assert not own.complaints


@pytest.mark.parametrize("language", alike([*LANGUAGES], 1))
def test_from_disk_on_a_phone(visit: Callable[..., Visit], language: str) -> None:
    """At 360 px the box opens by its button, nothing is wider than the screen, and Close closes it."""
    own = visit(offline=True)
    tab = own.open((SITE / language / "sources.html").as_uri(), 360, 640)
    tab.locator(".search-open").click()
    tab.keyboard.type(QUERIES[language])
    tab.locator(LINKS).first.wait_for()
    assert tab.evaluate("document.scrollingElement.scrollWidth") <= 360
    boxes = tab.evaluate(f"[...document.querySelectorAll('{LINKS}')].map(a => a.parentElement.getBoundingClientRect())")
    assert all(box["left"] >= 0 and box["right"] <= 360 and box["height"] >= 24 for box in boxes)
    assert boxes[0]["top"] < 640
    tab.locator(".search__close").click()
    assert tab.locator(PANEL).is_hidden() and tab.locator(FIELD).is_hidden()
    assert not own.complaints


def test_an_answer_on_this_page_closes_the_box(visit: Callable[..., Visit], address: str) -> None:
    tab = visit().open(f"{address}en/affine.html?q=mean%201/N")
    tab.locator(f"{LINKS}[href*='affine.html#']").first.click()
    tab.wait_for_url("**/affine.html#*")
    assert tab.locator(PANEL).is_hidden()


def test_an_old_query_is_typed_over_and_found_again(visit: Callable[..., Visit], address: str) -> None:
    """The key that opens the box marks what is in it; whoever comes back from an answer finds the query."""
    tab = visit().open(f"{address}en/sources.html")
    start(tab, "transpose")
    tab.keyboard.press("ArrowDown")
    start(tab, "bias")  # from a link of the list
    assert tab.locator(FIELD).input_value() == "bias"
    tab.keyboard.press("Escape")
    start(tab, "softmax")
    assert tab.locator(FIELD).input_value() == "softmax"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/softmax.html*")
    tab.go_back()
    tab.wait_for_url("**/sources.html")
    assert tab.locator(FIELD).input_value() == "softmax" and tab.locator(PANEL).is_hidden()
    tab.reload()
    assert tab.locator(FIELD).input_value() == ""


def test_search_keeps_the_readers_place(visit: Callable[..., Visit], address: str) -> None:
    """Nothing moves while one types, nor on Escape, after which Tab goes on from what was clicked last."""
    tab = visit().open(f"{address}en/affine.html")
    until(tab, "document.readyState === 'complete' && !document.documentElement.matches('.unpainted')")
    text = tab.locator("#broadcasting ~ p:has(a)").first
    text.click(position={"x": 4, "y": 8})
    tab.wait_for_load_state("networkidle")  # what has come near has come
    place, link = text.bounding_box()["y"], text.locator("a").first.inner_text()
    assert tab.evaluate("scrollY") > 999
    tab.keyboard.press("/")
    tab.keyboard.type("mean")
    assert text.bounding_box()["y"] == place
    tab.keyboard.press("Escape")
    assert text.bounding_box()["y"] == place
    tab.keyboard.press("Tab")
    assert focused(tab) == link


def test_letters_go_on_in_the_field(box: Tab, learnt: Learnt) -> None:
    """Typed while an answer has the focus, also those that open search elsewhere."""
    ask(box, QUERIES[learnt.language])
    box.keyboard.press("ArrowDown")
    box.keyboard.press("Backspace")
    box.keyboard.press("ArrowDown")
    box.keyboard.type("sf")
    assert box.locator(FIELD).input_value() == QUERIES[learnt.language][:-1] + "sf"


def test_keys_can_be_switched_off(visit: Callable[..., Visit], address: str) -> None:
    """WCAG 2.1.4: the choice holds on other pages."""
    tab = visit().open(f"{address}en/sources.html")
    start(tab, "row")
    tab.locator(".search__keys input").uncheck()
    tab.goto(f"{address}en/affine.html")
    for key in "/sf":
        tab.keyboard.press(key)
    assert tab.locator(PANEL).is_hidden()
    tab.locator(FIELD).click()
    tab.locator(".search__keys input").check()
    tab.keyboard.press("Escape")
    tab.keyboard.press("s")
    assert tab.locator(PANEL).is_visible()
