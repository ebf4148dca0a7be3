"""Open to everyone (WCAG 2.2 AA): axe finds nothing; by keyboard, in forced colours, in print, with a screen reader."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from browser import ADDRESSES, SITE, VISITED
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab
from the_book import BOOK, WHOLE

AXE = (BOOK.node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES = ("light", "dark")
VIEWS = list(product(THEMES, (1280, 360)))
CARDS = ["index.html#languages", *sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("404.html"))]

RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(
    found => found.violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) =>
        `${id}: ${html.slice(0, 200)} ${failureSummary.replace(/\\s+/g, ' ').slice(0, 300)}`)))"""
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"
# Exercises and figures come to life when they come near: in a window as high as the page all do.
ALIVE = """() => [...document.querySelectorAll('[data-opens]')].every(one => one.matches('.is-live'))
    && (!document.querySelector('h3[data-kind]') || Boolean(document.querySelector('.progress')))"""
REST = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.fixture(scope="module")
def looked_at(readers: Callable[..., BrowserContext], address: str) -> Iterator[Callable[[str], Tab]]:
    """Opens one page after the other in the same tab, whole: answers unfolded, exercises and figures alive."""
    tab = readers(reduced_motion="reduce").new_page()

    def open_page(where: str) -> Tab:
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(address + where)
        tab.evaluate(UNFOLD)
        tab.set_viewport_size({"width": 1280, "height": 40_000})
        tab.wait_for_function(ALIVE)
        tab.evaluate(AXE)
        return tab

    yield open_page
    tab.close()


def view(tab: Tab, theme: str, width: int) -> None:
    """The page as it is in a theme and at a width; nothing is loaded anew."""
    tab.emulate_media(color_scheme=theme)
    tab.set_viewport_size({"width": width, "height": 800})
    tab.evaluate(REST)


@pytest.mark.parametrize("where", [*(ADDRESSES if WHOLE else VISITED), *CARDS])
def test_axe_finds_nothing(looked_at: Callable[[str], Tab], where: str) -> None:
    """In every theme and at every width; a sample sees each page once, in turn in each of them."""
    tab, found = looked_at(where), []
    turn = (VISITED + CARDS).index(where) if not WHOLE else 0
    for theme, width in VIEWS if WHOLE else [VIEWS[turn % len(VIEWS)]]:
        view(tab, theme, width)
        found += [f"{theme}, {width} px: {fault}" for fault in tab.evaluate(RUN, TAGS)]
    assert not found, "\n".join(found)
