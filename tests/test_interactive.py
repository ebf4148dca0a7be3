"""Figures that can be touched: by the keyboard alone, in three languages, on a phone, heard as well as seen."""

import gzip
import json
import re

import pytest
from browser import SITE, Tabs, Visit
from playwright.sync_api import Page as Tab
from test_running import AXE
from the_book import BOOK

from book.figures.kit import gallery, registry
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets import fixture

LIVE = "figure:has(> .is-live)"
BUDGET = 12_000  # bytes, as they are sent, of all that a page with one kind of figure has more than others
OPENED = "#fig=picture-influence-y&at=Y23&step=4"
ANSWERED = {name for name in gallery.names() if registry.touched(name)}


def opened(tab: Visit, url: str, width: int = 1280, still: bool = True) -> Tab:
    """A page with its figures alive, in a new visit; `still`, because each frame of a motion takes its time."""
    tab.page.emulate_media(reduced_motion="reduce" if still else "no-preference")
    page = tab.open("about:blank") and tab.open(url, width)
    if "#" not in url:
        page.evaluate("document.querySelector('[data-opens]').scrollIntoView({ block: 'center' })")
    page.wait_for_selector(".is-live")
    return page


def names(page: Tab, selector: str) -> str:
    """What a part of the first figure says, its names of matrices and entries in plain letters."""
    return page.locator(f"{LIVE} {selector}").first.text_content()


def held(page: Tab) -> str:
    """The name of the entry that has the keyboard, and its number."""
    return page.evaluate("document.activeElement.ariaLabel")


def to(page: Tab, selector: str) -> None:
    """Presses Tab until a part of a figure has the keyboard."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")


# What is smaller than a finger needs.
SMALL = """selector => [...document.querySelectorAll(selector)].map(part => part.getBoundingClientRect())
    .filter(({width, height}) => Math.min(width, height) < 24).map(({width, height}) => width + ' × ' + height)"""


MIDDLE = """selector => {
    const part = document.querySelector(selector);
    part.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = part.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""


def wait_for_address(page: Tab, part: str) -> None:
    page.wait_for_function("part => location.hash === part", arg=part, timeout=5000)


def label(letter: str, s: int, t: int, A=None) -> str:
    value = (getattr(fixture, letter) if A is None else A)[s, t]
    return f"{letter}{s + 1}{t + 1}: {value}".replace("-", "−")


@pytest.mark.parametrize(("language", "width"), [*zip(LANGUAGES, (360, 1280, 360), strict=True)])
def test_the_whole_range_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("figure", language)
    page = opened(tabs.online, f"{address}{language}/picture.html", width)
    to(page, ".md-skip")
    page.keyboard.press("Enter")
    to(page, "[data-of=X]")
    assert held(page) == label("X", 0, 1)

    seen = []
    for key in ("ArrowLeft", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):  # the last one is at the edge
        page.keyboard.press(key)
        seen.append(held(page))
    assert seen == [label("X", *place) for place in ((0, 0), (1, 0), (1, 1), (1, 2), (1, 2))]
    heard = of_kind("influence", language)["touch-X"].replace("{entry}", "X23").replace("{s}", "2").replace("{t}", "3")
    assert names(page, ".heard").startswith(heard.partition("{list}")[0])
    wait_for_address(page, "#fig=picture-influence-x&at=X23&step=0")
    assert not page.locator("[data-answered]").count(), "to look at an entry is not to change it"

    page.keyboard.press("+")
    assert held(page) == "X23: 0"
    said = json.loads(page.locator(f"{LIVE} > .is-live").first.get_attribute("data-opens"))["answered"]
    assert names(page, ".heard").endswith(f"{words['right']}{words['space']}{said}")
    assert page.locator("[data-answered]").count() == 1 and "✓" not in said
    page.keyboard.press("-")
    assert held(page) == label("X", 1, 2)

    to(page, "[data-of=Y]")
    assert held(page) == label("Y", 2, 0)
    for letter, s, t in (("Y", 2, 1), ("Y", 2, 2), ("Y", 2, 3)):
        page.keyboard.press("ArrowRight")
        assert held(page) == label(letter, s, t)
    to(page, ".number input")
    page.keyboard.type("-99")
    assert page.locator("[data-of=Y][aria-selected=true]").first.text_content() == "−99"

    to(page, ".on")
    sentences = []
    for step in range(1, 5):
        page.keyboard.press("ArrowRight" if step % 2 else "Enter")
        sentences.append(names(page, ".heard"))
        assert names(page, ".count") == f"{step} / 4"
        assert page.evaluate("document.activeElement.className") == "on", "a button at its end keeps the keyboard"
    assert len(set(sentences)) == 4
    page.keyboard.press("ArrowRight")
    assert names(page, ".count") == "4 / 4"
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert names(page, ".count") == "0 / 4"

    page.get_by_role("button", name=words["reset"]).first.press("Enter")
    assert page.locator("#picture-influence-x [aria-selected=true]").get_attribute("aria-label") == label("X", 0, 1)
    assert tabs.online.complaints == []


def test_sizes_by_the_keyboard_and_the_largest_on_the_narrowest_phone(tabs: Tabs, address: str) -> None:
    page = opened(
        tabs.online, f"{address}ja/picture.html#fig=picture-influence-x&at=Y34&step=4&Y=99,9,9,-99;1,1,1,1;0,0,0,-99"
    )
    page.locator("#picture-influence-x .on").focus()
    for size in "mkn":
        to(page, f"[aria-label='{size} + 1']")
        for _ in range(5):
            page.keyboard.press("Enter")
    for name in ("X", "Y", "Z", "dZ", "dY"):
        assert page.locator(f"#picture-influence-x .{name} .cell").count() == 25
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") == width
        assert page.evaluate(SMALL, "#picture-influence-x [role=gridcell]") == []
    assert tabs.online.complaints == []


def test_what_a_finger_needs_is_large_enough(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}ja/index.html", 360)
    assert page.locator(f"{LIVE} :is(button, input)").count() == 13
    assert page.evaluate(SMALL, f"{LIVE} :is(button, input)") == []
    for selector in ("[data-of=Y][data-s='1'][data-t='3']", ".on"):
        page.mouse.click(*page.evaluate(MIDDLE, selector))
    for _ in range(3):
        page.keyboard.press("Enter")
    answer = json.loads(page.locator(".is-live").get_attribute("data-opens"))["answered"]
    assert page.locator("[data-answered]").count() == 1 and names(page, ".heard").endswith(answer)


AXED = """async rules => {
    const only = rules ? { runOnly: rules } : {};
    const found = await axe.run('#picture-influence-x', { resultTypes: ['violations'], ...only });
    return found.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.html.slice(0, 120)));
}"""


def test_axe_finds_nothing_in_light_and_dark(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}ko/picture.html#fig=picture-influence-x&at=X23&step=5", 360)
    page.locator("[data-of=X][aria-selected=true]").press("+")
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert page.evaluate(AXED, None if theme == "light" else ["color-contrast"]) == []
    page.emulate_media(color_scheme="light")


MOVING = "document.querySelector('.live-figure').getAnimations({ subtree: true }).length"


def test_motion_shows_the_way_and_is_off_where_stillness_is_asked_for(tabs: Tabs, address: str) -> None:
    for still in (False, True):
        page = opened(tabs.online, f"{address}en/picture.html", still=still)
        moved = [page.evaluate(f"document.querySelector('.on').click(), {MOVING}") for _ in range(6)]
        assert moved == [0] * 6 if still else all(moved), moved


def test_every_step_has_an_address_and_no_other_address_is_touched(visit, address: str) -> None:
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    page = opened(tab, f"{address}en/picture.html{OPENED}")
    figure = page.locator("#picture-influence-y")
    assert figure.locator("[aria-selected=true]").get_attribute("aria-label") == label("Y", 1, 2)
    assert figure.locator(".count").inner_text() == "4 / 4"
    assert 0 <= figure.bounding_box()["y"] < 200
    assert not page.locator("[data-answered]").count(), "an address answers no question"
    figure.get_by_role("button", name=of_kind("figure", "en")["link"]).press("Enter")
    page.wait_for_function("document.querySelector('#picture-influence-y .heard').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/picture.html{OPENED}"

    figure.locator(".steps button").first.press("Enter")
    wait_for_address(page, OPENED.replace("step=4", "step=3"))
    page.evaluate("location.hash = '#touch'")
    page.wait_for_function("document.querySelector('#touch').getBoundingClientRect().top < 200")
    assert figure.locator(".count").inner_text() == "3 / 4"
    page.evaluate("location.hash = '#fig=picture-influence-y&at=Y11&step=99&X=1,2&Y=<b>'")
    page.wait_for_function("document.querySelector('#picture-influence-y .count').textContent === '4 / 4'")
    assert figure.locator("[aria-selected=true]").get_attribute("aria-label") == label("Y", 0, 0)
    assert tab.complaints == []


def test_from_disk_too(visit) -> None:
    tab = visit()
    page = opened(tab, (SITE / "ja" / "by-rows.html").as_uri() + "#fig=by-rows-influence&at=Y21&step=0")
    page.locator("[data-of=Y][aria-selected=true]").press("+")
    assert page.locator("[data-answered]").count() == 1
    wait_for_address(page, "#fig=by-rows-influence&at=Y21&step=0&Y=2,0,-1,3;2,3,0,-2;-1,1,2,4")
    assert [line for line in tab.complaints if "font" not in line] == []


def test_paper_has_the_drawing(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/picture.html")
    assert page.locator(f"{LIVE} svg:visible").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".live-figure:visible").count() == 0
    assert page.locator(f"{LIVE} svg:visible").count() == page.locator(".is-live").count()
    page.emulate_media(media="screen")


def test_colours_of_the_system_leave_the_difference(visit, address: str) -> None:
    """What is chosen is filled; what flows back has broken lines."""
    page = opened(visit(forced_colors="active"), f"{address}en/picture.html{OPENED}")
    style = "([selector, name]) => getComputedStyle(document.querySelector('#picture-influence-y ' + selector))[name]"
    ask = lambda selector, name: page.evaluate(style, [selector, name])  # noqa: E731
    assert ask(".entry", "backgroundColor") != ask(".X .cell", "backgroundColor")
    assert ask(".Z .band", "borderTopStyle") == "solid"
    assert ask(".dZ .band", "borderTopStyle") == "dashed"
    assert (
        ask(".line.back .cell", "borderTopStyle") == "dashed" and ask(".line.ahead .cell", "borderTopStyle") == "solid"
    )


def test_a_page_without_one_asks_for_nothing(tabs: Tabs, address: str) -> None:
    tabs.online.open(f"{address}en/adjoint.html").wait_for_load_state("networkidle")
    assert not [url for url in tabs.online.requests if "interactive" in url]
    assert '"interactive":{}' in (SITE / "en" / "adjoint.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_weighs_little(language: str) -> None:
    """Scripts and styles, its words and its data: as a page with one figure has them, each file packed by itself."""
    assets = SITE / language / "assets"
    files = [file for folder in (".", "influence") for file in (assets / "interactive" / folder).glob("*.*")]
    assert len(files) == 5
    text = (SITE / language / "by-rows.html").read_text(encoding="utf-8")
    start = text.index('"interactive":') + len('"interactive":')
    words = text[start : start + json.JSONDecoder().raw_decode(text[start:])[1]]
    data = re.search(r'<interactive-influence data-opens="[^"]*">', text)[0]
    without = text.replace(words, "{}").replace(data, "")
    page = len(gzip.compress(text.encode())) - len(gzip.compress(without.encode()))
    assert page > 400
    assert page + sum(len(gzip.compress(file.read_bytes())) for file in files) <= BUDGET


def test_questions_have_the_numbers_of_their_answers() -> None:
    asked = {"picture": ("picture-influence-x", fixture.Y[2]), "index": ("index-influence", [fixture.dY[1, 3]])}
    for slug, (figure, values) in asked.items():
        for page in (BOOK.page(language, slug) for language in LANGUAGES):
            before = page.source.partition(f"/// figure | {figure}")[0].strip().rpartition("\n\n")[2]
            found = [int(one.replace("−", "-")) for one in re.findall(r"−?\d+", before)]
            runs = [found[start : start + len(values)] for start in range(len(found))]
            assert list(values) in runs, page.path
    assert (fixture.dY == 14).sum() == 1
    assert (fixture.dY == 0).sum() == 2


def test_every_figure_that_can_be_touched_stands_on_a_page() -> None:
    assert {figure.value for page in BOOK.pages("en") for figure in page.figures()} >= ANSWERED >= {"index-influence"}
    for name in ANSWERED:
        kind = registry.touched(name).kind
        assert (BOOK.docs / "assets" / "interactive" / kind / "element.js").exists()
