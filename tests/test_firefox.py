"""The book in Firefox: what it lays out in a way of its own (see maths.css), its keys, and input methods."""

import io
from collections.abc import Callable, Iterator
from time import monotonic, sleep

import firefox
import numpy as np
import pytest
from browser import SCROLLS, TOO_WIDE, WIDTH
from firefox import Firefox
from PIL import Image
from test_search_box import COMPOSE, LINKS, QUERIES
from the_book import with_whole

from book.ground.languages import LANGUAGES

pytestmark = pytest.mark.skipif(not firefox.installed(), reason="no Firefox here: apt-get install firefox-esr")


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox.started(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture(autouse=True)
def _no_complaint(fox: Firefox) -> Iterator[None]:
    fox.complaints.clear()
    yield
    assert [said for said in fox.complaints if not any(map(said.__contains__, KNOWN))] == []


# What Firefox says and no page can help: it lays a formula out when its page has come as far as the middle of it. It
# was seen to on a host that sends a page up to the first part of a fraction and the rest a second later; of a page that
# stops before the fraction it says nothing. That formulas have all their parts is seen in tests/test_maths.py.
KNOWN = ("Invalid markup: Incorrect number of children for <m",)


def wait(holds: Callable[[], object], seconds: float = 20) -> None:
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it does not come"
        sleep(0.05)


def loaded(fox: Firefox) -> None:
    """The fonts have come, and nothing waits for the first paint any more, which would move what is below it."""
    fox.ask("document.fonts.ready.then(() => true)")
    wait(lambda: not fox.ask("document.documentElement.classList.contains('unpainted')"))
    fox.ask(f"new Promise({FRAMES})")


FRAMES = "done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))"
UNREACHED = """[...document.querySelectorAll('main :is(.maths-scroll, table, .output pre)')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && one.tabIndex !== 0).map(one => one.outerHTML)"""

# Where the sign of a root stands, left of what it covers, and the bar of a fraction, between its parts.
DRAWN = """[...document.querySelectorAll('main :is(msqrt, mfrac)')].filter(one => one.getBoundingClientRect().width)
    .slice(0, 12).map(one => {
        const box = part => part.getBoundingClientRect(), whole = box(one), [above, below] = [...one.children].map(box);
        const [top, left] = [scrollY, scrollX];
        return one.localName === 'msqrt'
            ? ['msqrt', whole.left + left, whole.top + top, above.left - whole.left, whole.height]
            : ['mfrac', whole.left + left, above.bottom + top - 1, whole.width, below.top - above.bottom + 2];
    }).filter(([, , , width, height]) => width > 1 && height > 1)"""


def seen(fox: Firefox, *box: float) -> np.ndarray:
    """How bright a part of the page is, spot by spot."""
    return np.asarray(Image.open(io.BytesIO(fox.picture(*box))).convert("L"), int)


@with_whole("Chromium is asked it of every root")
def test_roots_and_fraction_bars_are_seen(fox: Firefox, address: str) -> None:
    fox.open(f"{address}en/gradient-check.html")
    loaded(fox)
    fox.ask("(document.documentElement.dataset.theme = 'light')")
    fox.ask(f"new Promise({FRAMES})")
    drawn = fox.ask(DRAWN)
    assert {kind for kind, *_ in drawn} == {"msqrt", "mfrac"}
    shown = [seen(fox, *box) for _, *box in drawn]
    fox.ask("document.querySelectorAll('msqrt, mfrac').forEach(one => (one.style.color = 'transparent'))")
    fox.ask(f"new Promise({FRAMES})")
    for (kind, *box), before in zip(drawn, shown, strict=True):
        assert abs(before - seen(fox, *box)).max() > 60, f"{kind} at {box} shows nothing"


@with_whole("Chromium is asked it")
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_a_phone(fox: Firefox, address: str, language: str) -> None:
    """Displays fold where `display: inline math` is known; until then they scroll in their boxes, by keyboard too."""
    folds = fox.ask("CSS.supports('display', 'inline math')")
    for slug in ("derivation", "trace"):
        fox.open(f"{address}{language}/{slug}.html", 360)
        loaded(fox)
        fox.ask("document.querySelectorAll('details').forEach(answer => answer.open = true)")
        fox.ask(f"new Promise({FRAMES})")
        assert fox.ask(WIDTH) <= 360
        assert fox.ask(f"({TOO_WIDE})()") == []
        assert not folds or fox.ask(f"({SCROLLS})()") == []
        assert fox.ask(UNREACHED) == []


def test_formulas_have_their_font_and_their_spaces(fox: Firefox, address: str) -> None:
    """The font of the book has come; an upright letter is not parted from a slanted one as a function's name is."""
    fox.open(f"{address}ja/derivation.html")
    loaded(fox)
    fonts = fox.ask("[...document.fonts].map(({family, status}) => [family.replace(/\"/g, ''), status])")
    assert ["Book Maths", "loaded"] in fonts
    gaps = fox.ask(
        """[...document.querySelectorAll('main mi[mathvariant=normal] + :is(mi:not([mathvariant]), msub)')].slice(0, 20)
            .map(one => one.getBoundingClientRect().left - one.previousElementSibling.getBoundingClientRect().right)"""
    )
    assert len(gaps) == 20 and max(gaps) < 1.5
    cells = fox.ask("[...document.querySelectorAll('mtd.tml-left')].map(one => getComputedStyle(one).textAlign)")
    assert cells and set(cells) == {"left"}
    assert fox.ask("getComputedStyle(document.querySelector('main p math')).lineHeight") != "0px"


def test_keys_lead_through_the_page(fox: Firefox, address: str) -> None:
    """The way past the top line; the contents give the focus back."""
    fox.open(f"{address}en/picture.html", 360)
    fox.press("Tab")
    assert fox.ask("document.activeElement.className") == "md-skip"
    fox.press("Tab")
    # A window that nobody sees has not the system's focus: there Enter presses no button, no outline
    # shows, and nobody is told that the focus moves. tests/test_access.py sees that in Chromium.
    open_, press = "document.getElementById('contents').matches(':popover-open')", "document.activeElement.click()"
    fox.ask(press)
    assert fox.ask(open_)
    fox.press("Escape")
    assert not fox.ask(open_) and "top__menu" in fox.ask("document.activeElement.className")


def test_the_next_page_comes_before_it_is_asked_for(fox: Firefox, address: str) -> None:
    """When a link is reached, not before: no page names one that Firefox fetches by itself; the policy lets it come."""
    fox.open(f"{address}en/attention.html")
    loaded(fox)
    linked = "[...document.querySelectorAll('link:is([rel=prefetch], [rel~=next])')].map(one => one.href)"
    assert fox.ask(linked) == []
    fox.ask("document.querySelector('.bottom__next').dispatchEvent(new FocusEvent('focusin', {bubbles: true}))")
    wait(lambda: fox.ask(linked))
    came = "performance.getEntriesByName(document.querySelector('link[rel=prefetch]').href).length"
    wait(lambda: fox.ask(came))


def test_answers_of_search_are_reached_by_keys(fox: Firefox, address: str) -> None:
    fox.open(f"{address}en/sources.html")
    fox.press("/")
    fox.press(*QUERIES["en"])
    wait(lambda: fox.ask(f"document.querySelectorAll('{LINKS}').length") > 2)
    titles = fox.ask("[...document.querySelectorAll('.search__panel a')].map(link => link.textContent)")
    fox.press("ArrowDown")
    assert fox.ask("document.activeElement.textContent") == titles[0]
    fox.press("Tab")
    assert fox.ask("document.activeElement.textContent") == titles[1]
    wanted = fox.ask("document.activeElement.href")
    fox.press("Enter")
    wait(lambda: fox.ask("location.href") == wanted)
    wait(lambda: fox.ask("!document.querySelector('[data-opens]') || Boolean(document.querySelector('.is-live'))"))


@with_whole("Chromium is asked it")
@pytest.mark.parametrize("safari", [False, True])
def test_enter_that_ends_a_composition_follows_no_link(fox: Firefox, address: str, safari: bool) -> None:
    fox.open(f"{address}ja/sources.html")
    fox.press("/", "d", "X")
    wait(lambda: fox.ask(f"document.querySelectorAll('{LINKS}').length"))
    fox.ask(f"({COMPOSE})(['{QUERIES['ja']}', {str(safari).lower()}])")
    sleep(0.1)
    assert fox.ask("location.pathname").endswith("/ja/sources.html")
    assert fox.ask("document.querySelector('.search__field').value") == QUERIES["ja"]
