"""Figures that can be touched, whatever their kind: by the keyboard alone, heard as well as seen, on a phone, on paper.

What one kind alone does stands in a file of its own, as test_influence.py.
"""

import gzip
import itertools
import json
import re

import pytest
from browser import SITE, Tabs, Visit
from test_running import AXE
from the_book import BOOK
from touching import OUTSIDE, SMALL, Placed, figures, opened, to

from book.figures.kit import gallery, registry
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES

BUDGET = 12_000  # bytes, as they are sent, of all that a page with one kind of figure has more than others
PLACES = [*figures()]
KINDS = {place.kind: place for place in reversed(PLACES)}  # where each kind comes first
# Each test sees a kind in one language; which one is another for each kind.
TURNS = [(place, [*LANGUAGES, *LANGUAGES][at % 3 : at % 3 + 3]) for at, place in enumerate(KINDS.values())]
LARGEST = [([one for one in PLACES if one.kind == place.kind][-1], turns) for place, turns in TURNS]
by_kind = pytest.mark.parametrize(("place", "turns"), TURNS, ids=KINDS)

# axe reads the whole document each time it is asked about a figure: what stands beside that goes first, where no name
# of a place is found twice.
ALONE = """selector => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const figure = document.querySelector(selector);
    for (let part = figure; part !== document.body; part = part.parentElement)
        for (const one of [...part.parentElement.children]) if (one !== part) one.remove();
    return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
AXED = """async figure => {
    const found = await axe.run(figure, { resultTypes: ['violations'] });
    return found.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.html.slice(0, 120)));
}"""
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
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

    def __init__(self, tab: Visit, place: Placed, root: str, language: str, width: int = 1280, **options) -> None:
        self.page = opened(tab, f"{root}{language}/{place.slug}.html#fig={place.name}", width, **options)
        self.name, self.within, self.language = place.name, f"#{place.name}", language

    def ask(self, what: str) -> object:
        """What a line of JavaScript says of the element `figure`."""
        element = f"document.querySelector('{self.within} .is-live')"
        return self.page.evaluate(f"(figure => ({what}))({element})")

    def go(self, address: str) -> None:
        """Follows an address that leads to this figure."""
        self.page.evaluate("there => (location.hash = there)", f"#fig={address.partition('#fig=')[2]}")
        self.ask("figure.arrive()")

    def shown(self) -> tuple[object, ...]:
        """What it shows and says."""
        return tuple(self.ask(f"figure.{part}.textContent") for part in ("stage", "count", "seen"))

    def begin(self) -> None:
        """Goes to the first step; not all figures open there."""
        self.ask("figure.act(figure.core.stepped(figure.state, 0))")

    def start_over(self) -> None:
        self.page.locator(self.within).get_by_role("button", name=of_kind("figure", self.language)["reset"]).press(
            "Enter"
        )

    def whole(self) -> None:
        """Nothing that it says is left open."""
        assert not EMPTY.search(self.ask("figure.live.textContent")), self.ask("figure.address()")


@by_kind
def test_each_step_is_reached_by_keys_and_said_and_has_an_address(place, turns, tabs: Tabs, address: str) -> None:
    figure = Figure(tabs.online, place, address, turns[0])
    keyboard, last = figure.page.keyboard, figure.ask("figure.core.last(figure.state)")
    said, addresses = [], []
    figure.begin()
    if last:
        figure.ask("figure.stage.tabIndex = -1, figure.stage.focus()")
        to(figure.page, f"{figure.within} .on")
    for step in range(1, last + 1):
        keyboard.press("ArrowRight" if step % 2 else "Enter")
        assert figure.ask("figure.state.step") == step
        said.append(figure.ask("figure.heard.textContent"))
        addresses.append(figure.ask("figure.address()"))
        figure.whole()
    assert all(one != after for one, after in itertools.pairwise(said)), said
    assert len({*addresses}) == last
    assert not figure.page.locator("[data-answered]").count(), "to press Next to the end answers the question"
    if last:
        keyboard.press("ArrowRight")
        there = figure.shown()
        figure.page.wait_for_function("there => location.href === there", arg=addresses[-1], timeout=5000)
        for _ in range(last + 1):
            keyboard.press("ArrowLeft")
        assert figure.ask("figure.state.step") == 0
        figure.go(addresses[-1])
        assert figure.shown() == there
    figure.start_over()
    assert figure.ask("figure.state === figure.opening")
    assert tabs.online.complaints == []


@by_kind
def test_tab_leads_through_it_and_on(place, turns, tabs: Tabs, address: str) -> None:
    figure = Figure(tabs.online, place, address, turns[2])
    figure.start_over()
    figure.ask("(figure.stage.tabIndex = -1, figure.stage.focus())")
    held = []
    while figure.page.keyboard.press("Tab") or figure.ask("figure.live.contains(document.activeElement)"):
        held.append(figure.ask("[...figure.live.querySelectorAll('*')].indexOf(document.activeElement)"))
        assert len({*held}) == len(held), "Tab leads in a circle"
    assert len(held) == figure.ask(
        f"[...figure.live.querySelectorAll({TABBED!r})].filter(one => one.offsetWidth).length"
    )


@by_kind
def test_it_has_room_on_a_phone_and_axe_finds_nothing(place, turns, tabs: Tabs, address: str) -> None:
    figure = Figure(tabs.online, place, address, turns[1], 360)
    themes = ("light", "0"), ("dark", "figure.core.last(figure.state)")
    for theme, step in themes:
        figure.page.emulate_media(color_scheme=theme)
        figure.ask(f"figure.act(figure.core.stepped(figure.state, {step}))")
        assert figure.page.evaluate(SMALL, f"{figure.within} {CONTROLS}") == []
        for width in (1280, 320, 360):
            figure.page.set_viewport_size({"width": width, "height": 800})
            figure.page.evaluate("new Promise(requestAnimationFrame)")
            assert figure.ask(f"({OUTSIDE})(figure)") == [], width
            assert not figure.ask(STUCK), "a class that the page has too, as the top line"
            assert figure.page.evaluate(SIDEWAYS) <= 0, width
    assert figure.page.evaluate(ALONE, figure.within) == []
    figure.page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    for theme, step in themes:
        figure.page.emulate_media(color_scheme=theme)
        figure.ask(f"figure.act(figure.core.stepped(figure.state, {step}))")
        assert figure.page.evaluate(AXED, figure.within) == [], theme
    figure.page.emulate_media(color_scheme="light")


def test_on_a_phone_a_finger_hits_what_it_means_and_what_is_said_is_on_the_same_screen(visit, address: str) -> None:
    tab = visit(width=360, has_touch=True, is_mobile=True)
    for place, turns in LARGEST:
        figure = Figure(tab, place, address, turns[0], 360)
        assert abs(figure.ask(SPARE)) < 36, f"{place}: px that lines move when scripts have made it"
        assert figure.page.evaluate(SMALL.replace("24", "26"), f"{figure.within} {CONTROLS}") == [], place
        room = SCREEN - figure.page.evaluate("document.querySelector('header').getBoundingClientRect().height")
        figure.begin()
        found = figure.page.evaluate(FAR, f"{figure.within} {CONTROLS}")
        assert [far for far in found if far[0] > room] == [], place
        steps = range(figure.ask("figure.core.last(figure.state)"))
        tops = [figure.ask("(figure.step(1), figure.on.offsetTop)") for _ in steps]
        assert len({*tops[:-1]}) < 2, f"{place}: Next stays under the finger"


@by_kind
def test_no_address_leads_to_what_cannot_be(place, turns, tabs: Tabs) -> None:
    """From disk, where all of it must do as well."""
    figure = Figure(tabs.disk, place, f"{SITE.as_uri()}/", turns[2])
    before = figure.shown()
    known = figure.ask("Object.keys(figure.core.written(figure.core.stepped(figure.opening, 99), figure.opening))")
    for at in range(len(NONSENSE)):
        values = (NONSENSE[(at + turn) % len(NONSENSE)] for turn in itertools.count())
        figure.go(f"#fig={place.name}" + "".join(f"&{key}={next(values)}" for key in [*known, "step", "at"]))
        step, last = figure.ask("[figure.state.step, figure.core.last(figure.state)]")
        assert 0 <= step <= last
        figure.whole()
    figure.start_over()
    assert figure.shown()[:2] == before[:2]
    assert not figure.page.locator("[data-answered]").count(), "an address answers no question"
    assert [line for line in tabs.disk.complaints if "font" not in line] == []


@by_kind
def test_motion_shows_the_way_and_is_off_where_stillness_is_asked_for(place, turns, tabs: Tabs, address: str) -> None:
    figure = Figure(tabs.online, place, address, turns[0], still=False)
    steps = min(6, figure.ask("figure.core.last(figure.state)"))
    figure.begin()
    moved = [figure.ask(f"(figure.step(1), {MOVING})") for _ in range(steps)]
    assert any(moved) or not steps
    figure.page.emulate_media(reduced_motion="reduce")
    figure.start_over()
    figure.begin()
    figure.ask("figure.live.getAnimations({ subtree: true }).forEach(one => one.finish())")
    assert not any(figure.ask(f"(figure.step(1), {MOVING})") for _ in range(steps))


@by_kind
def test_paper_has_the_drawing(place, turns, tabs: Tabs, address: str) -> None:
    figure = Figure(tabs.online, place, address, turns[1])
    assert abs(figure.ask(SPARE)) < 20, "px that the lines below would move when scripts have made it"
    drawing, live = (figure.page.locator(f"{figure.within} {part}:visible") for part in (".fig svg", ".live-figure"))
    assert (drawing.count(), live.count()) == (0, 1)
    figure.page.emulate_media(media="print")
    assert (drawing.count(), live.count()) == (1, 0)
    figure.page.emulate_media(media="screen")


@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
def test_it_weighs_little(place) -> None:
    """Scripts and styles, its words and its data, as a page with one figure has them, each file packed by itself."""
    for language in LANGUAGES:
        room = SITE / language / "assets" / "interactive"
        files = [file for folder in (room, room / place.kind) for file in folder.glob("*.*")]
        assert len(files) == 5
        text = (SITE / language / f"{place.slug}.html").read_text(encoding="utf-8")
        start = text.index('"interactive":') + len('"interactive":')
        words = text[start : start + json.JSONDecoder().raw_decode(text[start:])[1]]
        data = re.search(rf'id="{place.name}".*?(<interactive-{place.kind} data-opens="[^"]*">)', text, re.S)[1]
        without = text.replace(words, "{}").replace(data, "")
        page = len(gzip.compress(text.encode())) - len(gzip.compress(without.encode()))
        assert page > 400
        assert page + sum(len(gzip.compress(file.read_bytes())) for file in files) <= BUDGET


def test_a_page_without_one_asks_for_nothing(tabs: Tabs, address: str) -> None:
    tabs.online.open(f"{address}en/adjoint.html").wait_for_load_state("networkidle")
    assert not [url for url in tabs.online.requests if "interactive" in url]
    assert '"interactive":{}' in (SITE / "en" / "adjoint.html").read_text(encoding="utf-8")


def test_every_figure_that_can_be_touched_stands_on_a_page_and_has_its_room() -> None:
    assert {place.name for place in PLACES} == {name for name in gallery.names() if registry.touched(name)}
    for kind in registry.kinds():
        files = {file.name for file in (BOOK.docs / "assets" / "interactive" / kind).iterdir()}
        assert files == {"core.js", "element.js", "style.css"}
