"""Figures that can be touched, whatever their kind: by the keyboard alone, heard as well as seen, on a phone, on paper.

What one kind alone does stands in a file of its own, as test_influence.py.
"""

import gzip
import itertools
import json
import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from browser import SITE, TORN_WORDS, Tabs, Visit, until
from playwright.sync_api import BrowserContext
from the_book import BOOK, alike
from touching import AXE, AXED, OUTSIDE, SIDEWAYS, SMALL, Placed, figures, opened, to

from book.figures.kit import gallery, registry
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES

BUDGET = 12_000  # bytes, as they are sent, of all that a page with one kind of figure has more than others
PLACES = [*figures()]
KINDS = {place.kind: place for place in reversed(PLACES)}  # where each kind comes first
LARGEST = {place.kind: place for place in PLACES}
# Each test sees a kind in one language; which one is another for each kind.
TURNS = [(kind, [*LANGUAGES, *LANGUAGES][at % 3 : at % 3 + 2]) for at, kind in enumerate(KINDS)]

# axe reads the whole document each time it is asked about a figure, and all of it is laid out anew in another window:
# what stands beside the figure goes first, where no name of a place is found twice. The columns of the page stay.
ALONE = """selector => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const figure = document.querySelector(selector), article = figure.closest('article');
    for (let part = figure; part !== document.body; part = part.parentElement)
        for (const one of [...part.parentElement.children])
            if (one !== part) article.contains(one) ? one.remove() : one.replaceChildren();
    return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
CONTROLS = ".live-figure :is(button, input, select, textarea, summary, [role=gridcell])"
STUCK = "[...figure.querySelectorAll('*')].some(part => /sticky|fixed/.test(getComputedStyle(part).position))"
# From the top of a control or of the sentence to the bottom of the other; what is for now and then stands below them.
FAR = """selector => [...document.querySelectorAll(selector)].filter(part =>
    part.offsetWidth && !part.matches('.tools > button')
).map(part => {
    const one = part.getBoundingClientRect();
    const said = part.closest('.live-figure').querySelector('.says').getBoundingClientRect();
    return [Math.max(one.bottom, said.bottom) - Math.min(one.top, said.top), part.ariaLabel || part.textContent];
})"""
SPARE = "parseFloat(getComputedStyle(figure).minHeight) - figure.live.getBoundingClientRect().height"
SCREEN = 640  # px, of a small phone
TABBED = ":is(button, input, select, textarea, [tabindex]):not([tabindex='-1'])"
MOVING = "figure.live.getAnimations({ subtree: true }).length"
# Values that were never there, names that nobody filled in, and minus signs that are hyphens.
EMPTY = re.compile(r"undefined|NaN|null|Infinity|\[object|\{\w+\}|−0(?![\d.])|(?<![\w)])-\d")
NONSENSE = ("", "-1", "99", "1e9", "NaN", "<b>", ",;,", "%00", "__proto__", "a" * 3000, "1,2;3", "999999")


class Figure:
    """A figure that is alive in a tab."""

    def __init__(self, tab: Visit, place: Placed, root: str, language: str, width: int = 1280) -> None:
        self.page = opened(tab, f"{root}{language}/{place.slug}.html#fig={place.name}", width)
        self.tab, self.name, self.within, self.language = tab, place.name, f"#{place.name}", language
        self.spare = self.ask(SPARE)

    def ask(self, what: str) -> object:
        """What a line of JavaScript says of the element `figure`."""
        element = f"document.querySelector('{self.within} .is-live')"
        return self.page.evaluate(f"(figure => ({what}))({element})")

    def go(self, address: str) -> None:
        """Follows an address that leads to this figure."""
        self.ask(f"(location.hash = {json.dumps('#fig=' + address.partition('#fig=')[2])}, figure.arrive())")

    def shown(self) -> tuple[object, ...]:
        """What it shows and says."""
        return tuple(self.ask("['stage', 'count', 'seen'].map(part => figure[part].textContent)"))

    def begin(self) -> None:
        """Goes to the first step; not all figures open there."""
        self.ask("figure.act(figure.core.stepped(figure.state, 0))")

    def start_over(self) -> None:
        self.page.locator(self.within).get_by_role("button", name=of_kind("figure", self.language)["reset"]).press(
            "Enter"
        )


def whole(text: str) -> None:
    """Nothing that it says is left open."""
    assert not EMPTY.search(text), text


class Alive(NamedTuple):
    """A kind where it comes first, by the network, and where it comes last, from disk on a phone that is touched."""

    wide: Figure
    phone: Figure


@pytest.fixture(scope="module")
def two(readers: Callable[..., BrowserContext]) -> list[Visit]:
    """Tabs, so that what is open in one stays as a test has left it while another is used."""
    return [Visit(readers()), Visit(readers(has_touch=True, is_mobile=True))]


@pytest.fixture(scope="module", params=alike(TURNS, 0, 2), ids=alike([*KINDS], 0, 2))
def opened_once(request: pytest.FixtureRequest, two: list[Visit], address: str) -> Alive:
    kind, (one, other) = request.param
    wide, phone = two
    return Alive(
        Figure(wide, KINDS[kind], address, one),
        Figure(phone, LARGEST[kind], f"{SITE.as_uri()}/", other, 360),
    )


@pytest.fixture
def alive(opened_once: Alive) -> Alive:
    """The same as they open: an opening costs more than most tests."""
    for figure in opened_once:
        figure.start_over()
    return opened_once


def test_each_step_is_reached_by_keys_and_said_and_has_an_address(alive: Alive) -> None:
    figure = alive.wide
    keyboard, last = figure.page.keyboard, figure.ask("figure.core.last(figure.state)")
    said, addresses = [], []
    figure.begin()
    if last:
        figure.ask("figure.stage.tabIndex = -1, figure.stage.focus()")
        to(figure.page, f"{figure.within} .on")
    for step in range(1, last + 1):
        keyboard.press("ArrowRight" if step % 2 else "Enter")
        now, heard, address, text = figure.ask(
            "[figure.state.step, figure.heard.textContent, figure.address(), figure.live.textContent]"
        )
        assert now == step
        said.append(heard)
        addresses.append(address)
        whole(text)
    assert all(one != after for one, after in itertools.pairwise(said)), said
    assert len({*addresses}) == last
    assert not figure.page.locator("[data-answered]").count(), "to press Next to the end answers the question"
    if last:
        keyboard.press("ArrowRight")
        there = figure.shown()
        until(figure.page, "there => location.href === there", arg=addresses[-1], timeout=5000)
        for _ in range(last + 1):
            keyboard.press("ArrowLeft")
        assert figure.ask("figure.state.step") == 0
        figure.go(addresses[-1])
        assert figure.shown() == there
    figure.start_over()
    assert figure.ask("figure.state === figure.opening")
    assert figure.tab.complaints == []


def test_motion_shows_the_way_and_is_off_where_stillness_is_asked_for(alive: Alive) -> None:
    figure = alive.wide
    steps = min(6, figure.ask("figure.core.last(figure.state)"))
    figure.page.emulate_media(reduced_motion="no-preference")
    figure.begin()
    moved = [figure.ask(f"(figure.step(1), {MOVING})") for _ in range(steps)]
    assert any(moved) or not steps
    figure.page.emulate_media(reduced_motion="reduce")
    figure.start_over()
    figure.begin()
    figure.ask("figure.live.getAnimations({ subtree: true }).forEach(one => one.finish())")
    assert not any(figure.ask(f"(figure.step(1), {MOVING})") for _ in range(steps))


def test_paper_has_the_drawing(alive: Alive) -> None:
    figure = alive.wide
    assert abs(figure.spare) < 20, "px that the lines below would move when scripts have made it"
    drawing, live = (figure.page.locator(f"{figure.within} {part}:visible") for part in (".fig svg", ".live-figure"))
    assert (drawing.count(), live.count()) == (0, 1)
    figure.page.emulate_media(media="print")
    assert (drawing.count(), live.count()) == (1, 0)
    figure.page.emulate_media(media="screen")


def test_tab_leads_through_it_and_on(alive: Alive) -> None:
    figure = alive.phone
    figure.ask("(figure.live.tabIndex = -1, figure.live.focus())")
    held, where = [], "[...figure.live.querySelectorAll('*')].indexOf(document.activeElement)"
    while figure.page.keyboard.press("Tab") or (at := figure.ask(where)) >= 0:
        held.append(at)
        assert len({*held}) == len(held), "Tab leads in a circle"
    assert len(held) == figure.ask(
        f"[...figure.live.querySelectorAll({TABBED!r})].filter(one => one.offsetWidth).length"
    )


def test_no_address_leads_to_what_cannot_be(alive: Alive) -> None:
    """From disk, where all of it must do as well."""
    figure = alive.phone
    before = figure.shown()
    known = figure.ask("Object.keys(figure.core.written(figure.core.stepped(figure.opening, 99), figure.opening))")
    for at in range(len(NONSENSE)):
        values = (NONSENSE[(at + turn) % len(NONSENSE)] for turn in itertools.count())
        figure.go(f"#fig={figure.name}" + "".join(f"&{key}={next(values)}" for key in [*known, "step", "at"]))
        step, last, text = figure.ask("[figure.state.step, figure.core.last(figure.state), figure.live.textContent]")
        assert 0 <= step <= last
        whole(text)
    figure.start_over()
    assert figure.shown()[:2] == before[:2]
    assert not figure.page.locator("[data-answered]").count(), "an address answers no question"
    assert [line for line in figure.tab.complaints if "font" not in line] == []


def test_on_a_phone_a_finger_hits_what_it_means_and_what_is_said_is_on_the_same_screen(alive: Alive) -> None:
    figure = alive.phone
    assert abs(figure.spare) < 36, "px that lines move when scripts have made it"
    assert figure.page.evaluate(SMALL.replace("24", "26"), f"{figure.within} {CONTROLS}") == []
    room = SCREEN - figure.page.evaluate("document.querySelector('header').getBoundingClientRect().height")
    figure.begin()
    found = figure.page.evaluate(FAR, f"{figure.within} {CONTROLS}")
    assert [far for far in found if far[0] > room] == []
    steps = range(figure.ask("figure.core.last(figure.state)"))
    torn = figure.ask(f"({TORN_WORDS})(figure.live)")
    tops = []
    for _ in steps:
        tops.append(figure.ask("(figure.step(1), figure.on.offsetTop)"))
        torn += figure.ask(f"({TORN_WORDS})(figure.live)")
    assert torn == []
    assert len({*tops[:-1]}) < 2, "Next stays under the finger"


def test_it_has_room_on_a_phone_and_axe_finds_nothing(alive: Alive) -> None:
    """Alone in its column, so that a change of the window lays out little; test_site.py asks whole pages for room.

    The last of the tests that look at a page by the network: it leaves nothing there but the figure.
    """
    figure, width_of = alive.wide, "figure.live.clientWidth"
    figure.page.bring_to_front()  # the page behind another has one frame a second
    wide = figure.ask(width_of)
    assert figure.page.evaluate(ALONE, figure.within) == []
    figure.page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme, step in ("light", "0"), ("dark", "figure.core.last(figure.state)"):
        figure.page.emulate_media(color_scheme=theme)
        figure.ask(f"figure.act(figure.core.stepped(figure.state, {step}))")
        for width in (1280, 320, 360):
            figure.page.set_viewport_size({"width": width, "height": 800})
            figure.page.evaluate("new Promise(requestAnimationFrame)")
            assert width < 1280 or figure.ask(width_of) == wide, "no more room than beside the rest of the page"
            assert figure.ask(f"({OUTSIDE})(figure)") == [], width
            assert not figure.ask(STUCK), "a class that the page has too, as the top line"
            assert figure.page.evaluate(SIDEWAYS) <= 0, width
        assert figure.page.evaluate(SMALL, f"{figure.within} {CONTROLS}") == []
        assert figure.page.evaluate(AXED, figure.within) == [], theme
    figure.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
def test_it_weighs_little(place) -> None:
    """Scripts and styles, its words and its data, as a page with one figure has them, each file packed by itself."""
    for language in LANGUAGES:
        room = SITE / language / "assets" / "interactive"
        files = [file for folder in (room, room / place.kind) for file in folder.glob("*.*")]
        assert len(files) == 4
        text = (SITE / language / f"{place.slug}.html").read_text(encoding="utf-8")
        data = re.search(rf'id="{place.name}".*?(<interactive-{place.kind} data-opens="[^"]*">)', text, re.S)[1]
        without = text.replace(data, "")
        page = len(gzip.compress(text.encode())) - len(gzip.compress(without.encode()))
        assert page > 80
        assert page + sum(len(gzip.compress(file.read_bytes())) for file in files) <= BUDGET


def test_a_page_without_one_asks_for_nothing(tabs: Tabs, address: str) -> None:
    tabs.online.open(f"{address}en/adjoint.html").wait_for_load_state("networkidle")
    assert not [url for url in tabs.online.requests if "interactive" in url]


def test_every_figure_that_can_be_touched_stands_on_a_page_and_has_its_room() -> None:
    assert {place.name for place in PLACES} == {name for name in gallery.names() if registry.touched(name)}
    for kind in registry.kinds():
        files = {file.name for file in (BOOK.docs / "assets" / "interactive" / kind).iterdir()}
        assert files == {"core.js", "element.js", "style.css"}
