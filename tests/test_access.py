"""Open to everyone (WCAG 2.2 AA): axe finds nothing; by keyboard, in forced colours, in print, with a screen reader."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import product

import pytest
from browser import ADDRESSES, IN_TURN, LOW, SITE, Visit, until
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab
from test_interactive import KINDS
from test_look import contrast
from the_book import BOOK, alike

from book.ground.languages import LANGUAGES
from book.ground.strings import strings
from book.ground.tree import parse

EVERY = os.environ.get("WHOLE") == "access"  # every page in every way takes as long as all other tests: `make access`
AXE = (BOOK.node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
THEMES = ("light", "dark")
VIEWS = list(product(THEMES, (1280, 360)))
CARDS = ["index.html#languages", *sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("404.html"))]

RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(
    found => found.violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) =>
        `${id}: ${html.slice(0, 200)} ${failureSummary.replace(/\\s+/g, ' ').slice(0, 300)}`)))"""
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"
# Exercises and figures come to life when they come near: here all are.
NEAR = """globalThis.IntersectionObserver = class {
    constructor(tell) { this.tell = tell; }
    observe(target) { queueMicrotask(() => this.tell?.([{target, isIntersecting: true}])); }
    disconnect() { this.tell = null; }
}"""
ALIVE = """() => [...document.querySelectorAll('[data-opens]')].every(one => one.matches('.is-live'))
    && (!document.querySelector('h3[data-kind]') || Boolean(document.querySelector('.progress')))"""
REST = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@pytest.fixture(scope="module")
def looked_at(readers: Callable[..., BrowserContext], address: str) -> Iterator[Callable[[str], Tab]]:
    """Opens one page after the other in the same tab, whole: answers unfolded, exercises and figures alive."""
    tab = readers(reduced_motion="reduce").new_page()
    tab.add_init_script(NEAR)

    def open_page(where: str) -> Tab:
        tab.goto(address + where)
        tab.evaluate(UNFOLD)
        until(tab, ALIVE)
        tab.evaluate(AXE)
        return tab

    yield open_page
    tab.close()


def view(tab: Tab, theme: str, width: int) -> None:
    """The page as it is in a theme and at a width; nothing is loaded anew."""
    tab.emulate_media(color_scheme=theme)
    tab.set_viewport_size({"width": width, "height": LOW})
    tab.evaluate(REST)


def kinds(where: str) -> set[tuple[str, ...]]:
    """What kinds of elements a page has, but for its formulas and what scripts make of figures."""
    text = re.sub(r"<math.*?</math>|<pre.*?</pre>", "", (SITE / where.partition("#")[0]).read_text("utf-8"), flags=re.S)
    tags = re.findall(r"<(?!interactive-)([a-z]\w*)\b([^>]*)>", text)
    return {(tag, *re.findall(r'\b(class="[^"]*"|role="[^"]*"|(?:aria|data)-\w+=)', given)) for tag, given in tags}


def sample() -> list[str]:
    """The fewest pages that have every kind of element together; each language has its turn."""
    of = {where: kinds(where) for where in [*IN_TURN, *CARDS]}
    left, chosen = set().union(*of.values()), []
    while left:
        chosen.append(max(of, key=lambda where: len(of[where] & left)))
        left -= of[chosen[-1]]
    return chosen


# In a sample, what is on a page a thousand times is left out: tests/test_look.py measures the colours of letters.
THIN = """() => {
    for (const formula of document.querySelectorAll('math')) formula.replaceChildren();
    for (const code of document.querySelectorAll('pre code')) code.textContent = code.textContent;
}"""


@pytest.mark.parametrize("where", [*ADDRESSES, *CARDS] if EVERY else [""])
def test_axe_finds_nothing(looked_at: Callable[[str], Tab], where: str) -> None:
    """On every page, in both themes, wide and narrow; in a sample each page is seen in one of these ways, in turn."""
    found = []
    for turn, place in enumerate([where] if where else sample()):
        tab = looked_at(place)
        if not where:
            tab.evaluate(THIN)
        for theme, width in VIEWS if where else [VIEWS[turn % len(VIEWS)]]:
            view(tab, theme, width)
            found += [f"{place}, {theme}, {width} px: {fault}" for fault in tab.evaluate(RUN, TAGS)]
    assert not found, "\n".join(found)


# A fault of each kind that pages once had, or easily have.
PLANTED = {
    "link-name": "document.querySelector('.top__title').removeAttribute('aria-label')",
    "link-in-text-block": "document.querySelector('a.eqref').style.textDecoration = 'none'",
    "empty-table-header": "document.querySelector('thead th').textContent = ''",
    "scrollable-region-focusable": "document.querySelector('.output pre[tabindex]').removeAttribute('tabindex')",
    "button-name": "document.querySelector('.copy').textContent = document.querySelector('.copy').ariaLabel = ''",
    "color-contrast": "document.querySelector('.page > p').style.color = 'light-dark(#aaa, #555)'",
    "heading-order": "document.querySelector('h2').outerHTML = '<h4>4</h4>'",
    "label": "(one => (one.placeholder = '', one.closest('label').after(one)))(document.querySelector('input.typed'))",
    "role-img-alt": "document.querySelector('.grade').title = document.querySelector('.grade').ariaLabel = ''",
    "label-content-name-mismatch": "document.querySelector('.run').ariaLabel = 'Go'",
    "target-size": "document.querySelectorAll('.languages a').forEach(a => a.style = 'padding: 0; font: 8px/1 serif')",
}


def test_axe_sees_what_is_planted(looked_at: Callable[[str], Tab]) -> None:
    tab = looked_at("en/gradient-check.html")
    view(tab, "light", 360)
    for change in PLANTED.values():
        tab.evaluate(change)
    found = {fault.partition(":")[0] for fault in tab.evaluate(RUN, TAGS)}
    assert found >= PLANTED.keys(), PLANTED.keys() - found


SHOWN_AND_NAMED = """() => {
    const without = (one, parts) => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll(parts).forEach(part => part.remove());
        return copy.textContent;
    };
    return [...document.querySelectorAll('main :is(a[href], button, summary, [role=gridcell])')]
        .map(one => [without(one, '.unseen'), one.ariaLabel ?? without(one, '[aria-hidden=true]')]);
}"""


def unsaid(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is shown and how it is named, where a word that is seen, and so may be spoken, is not in the name."""

    def words(text: str) -> list[str]:
        return re.findall(r"[ぁ-ヿ一-鿿]|[^\Wぁ-ヿ一-鿿]+", unicodedata.normalize("NFKC", text).casefold())

    def is_said(shown: str, name: str) -> bool:
        heard = iter(words(name))
        return all(word in heard for word in words(shown))

    return [pair for pair in pairs if not is_said(*pair)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_have_the_words_that_are_shown(language: str) -> None:
    named = re.compile(r'<(a|button|summary)\b[^>]*\baria-label="([^"]*)"[^>]*>(.*?)</\1>', re.S)
    for page in BOOK.pages(language):
        found = named.findall((SITE / language / f"{page.slug}.html").read_text("utf-8"))
        assert not unsaid((parse(f"<p>{shown}</p>").text, unescape(name)) for _, name, shown in found), page.slug


def test_names_in_figures_have_the_words_that_are_shown(looked_at: Callable[[str], Tab]) -> None:
    """One of each kind that can be touched; exercises, too, name what their scripts add."""
    for at, place in enumerate(KINDS.values()):
        for language in alike([*LANGUAGES], at):
            tab = looked_at(f"{language}/{place.slug}.html")
            pairs = tab.evaluate(SHOWN_AND_NAMED)
            assert len(pairs) > 9 and not unsaid(pairs), (place.kind, language)


def _named(node: dict) -> tuple[str, str]:
    return tuple(node.get(key, {}).get("value", "") for key in ("name", "description"))


def test_figures_are_read_once(visit: Callable[..., Visit], address: str) -> None:
    """By their title and description, without the numbers and letters in them."""
    tab = visit(java_script_enabled=False).open(f"{address}en/picture.html")
    said = [
        tuple(parse(svg).find(tag).text for tag in ("title", "desc"))
        for svg in re.findall(r'<svg class="fig-wide".*?</svg>', (SITE / "en/picture.html").read_text("utf-8"), re.S)
    ]
    nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    exposed = {node["nodeId"]: node for node in nodes if not node.get("ignored")}
    images = [
        node for node in exposed.values() if node["role"]["value"] == "image" and _named(node)[1] in dict(said).values()
    ]
    assert [_named(image) for image in images] == said and len(said) == len(BOOK.page("en", "picture").figures())
    assert not [child for image in images for child in image["childIds"] if child in exposed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_answers_of_a_page_are_called_the_same(language: str) -> None:
    for page in BOOK.pages(language):
        text = (SITE / language / f"{page.slug}.html").read_text("utf-8")
        names = re.findall(r'<details class="(?:hint|answer)">\s*<summary aria-label="([^"]+)"', text)
        folded = len(re.findall(r'<details class="(?:hint|answer)"', text))
        assert len(names) == len(set(names)) == folded, page.slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_leads_to_one_place(language: str) -> None:
    """Of all links that are named: a screen reader lists them without what stands around them."""
    for page in BOOK.pages(language):
        leads: dict[str, set[str]] = {}
        for link in parse((SITE / language / f"{page.slug}.html").read_text("utf-8")).walk():
            if link.tag == "a" and "aria-label" in link.attributes:
                leads.setdefault(link.attributes["aria-label"], set()).add(link.attributes["href"])
        assert leads and not [name for name, places in leads.items() if len(places) > 1], page.slug


def test_copy_says_what_and_that_it_was_copied(visit: Callable[..., Visit], address: str) -> None:
    words = strings("ko")
    tab = visit(permissions=["clipboard-read", "clipboard-write"]).open(f"{address}ko/picture.html")
    named = tab.locator(".copy").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert len({*named}) == len(named) > 1, "a sample in two parts"
    block = tab.locator(".highlight:not(.output)").nth(1)
    name = block.locator(".filename").inner_text()
    button = block.get_by_role("button", name=f"{words['copy_code']}: {name}", exact=True)
    button.click()
    expect(block.get_by_role("status")).to_have_text(words["copied"])
    expect(block.get_by_role("status")).to_have_count(0)  # and is gone
    expect(block.get_by_role("button", name=f"{words['run_code']}: {name}")).to_have_count(1)


@pytest.mark.parametrize("language", alike([*LANGUAGES], 0))
def test_a_note_leads_back_to_its_mark(visit: Callable[..., Visit], address: str, language: str) -> None:
    """By keyboard and without a script; the next Tab goes on from there."""
    tab = visit(java_script_enabled=False).open(f"{address}{language}/by-rows.html")
    mark = tab.locator(".note-mark").nth(1)
    mark.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    back = tab.locator(".notes > li:target > .note-back:focus")
    assert back.inner_text() == mark.inner_text()
    words, sample = strings(language), tab.locator(".highlight:has(.note-mark) .filename").nth(1).inner_text()
    said = words["note-back"].format(number=mark.inner_text())
    assert back.get_attribute("aria-label").startswith(words["named"].format(what=said, name=sample))
    tab.keyboard.press("Enter")
    assert tab.url.endswith(f"#{mark.get_attribute('id')}")
    bounds = mark.bounding_box()
    assert 60 < bounds["y"] < 740, "hidden under the top line or off the screen"
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    assert mark.evaluate("mark => mark === document.activeElement")


@pytest.mark.parametrize("scripts", [True, False])
def test_focus_is_never_behind_the_open_contents(visit: Callable[..., Visit], address: str, scripts: bool) -> None:
    tab = visit(360, java_script_enabled=scripts).open(f"{address}en/picture.html", 360)
    tab.locator(".top__menu").focus()
    tab.keyboard.press("Enter")
    tab.locator("#contents a").last.focus()
    hidden = """() => { const [one, contents] = [document.activeElement, document.getElementById('contents')];
        return one !== document.body && contents.matches(':popover-open') && !contents.contains(one); }"""
    for key in ("Tab", "Tab", "Tab"):
        tab.keyboard.press(key)
        assert not tab.evaluate(hidden)
    assert tab.evaluate("document.activeElement.closest('.page, .top') !== null") == scripts


def test_the_button_tells_the_theme(visit: Callable[..., Visit], address: str) -> None:
    tab = visit(color_scheme="dark").open(f"{address}en/sources.html")
    button = tab.get_by_role("button", name=strings("en")["theme"])
    assert button.get_attribute("aria-pressed") == "true"
    tab.emulate_media(color_scheme="light")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    tab.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    tab.emulate_media(color_scheme="dark")


def test_choices_of_an_older_edition_are_taken_over_once(visit: Callable[..., Visit], address: str) -> None:
    tab = visit(color_scheme="light").open(f"{address}en/sources.html")
    stored = "Object.entries(localStorage).sort()"
    tab.evaluate("localStorage.theme = 'dark', localStorage['search-keys'] = 'off'")
    tab.reload()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert ["gradients:theme", "dark"] in tab.evaluate(stored) and ["gradients:search-keys", "off"] in tab.evaluate(
        stored
    )
    tab.locator(".top__theme").click()
    tab.evaluate("localStorage.theme = 'blue'")  # another book's, at the same host
    tab.reload()
    assert tab.evaluate("document.documentElement.dataset.theme") == "light"
    assert ["gradients:theme", "light"] in tab.evaluate(stored)


COLOURS = """name => { const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(${name})`; const {color} = getComputedStyle(probe); probe.remove(); return color; }"""


def test_paper_is_white_in_every_theme(visit: Callable[..., Visit], address: str) -> None:
    """Also where the reader has chosen the dark theme by its button: what is printed is the light one, whole."""
    tab = visit(color_scheme="light").open(f"{address}en/picture.html")
    names = ["--paper", "--ink", "--tint", "--muted", "--fwd", "--bwd", "--fwd-soft", "--line"]
    tab.emulate_media(media="print")
    light = [tab.evaluate(COLOURS, name) for name in names]
    tab.emulate_media(media="screen")
    tab.locator(".top__theme").click()
    tab.emulate_media(media="print")
    assert [tab.evaluate(COLOURS, name) for name in names] == light
    assert light[0] == "rgb(255, 255, 255)"
    tab.emulate_media(media="screen")


def test_keys_in_the_top_line_do_not_move_the_page(visit: Callable[..., Visit], address: str) -> None:
    tab = visit(360).open(f"{address}en/affine.html", 360)
    tab.locator("#broadcasting").evaluate("heading => heading.scrollIntoView()")
    place = tab.evaluate("scrollY")
    tab.locator(".top__theme").focus()
    for _ in range(7):
        assert tab.evaluate("[scrollY, Boolean(document.activeElement.closest('.top'))]") == [place, True]
        tab.keyboard.press("Shift+Tab")


def test_a_change_of_language_keeps_the_place(visit: Callable[..., Visit], address: str) -> None:
    """Also where the page was read on from the place that its address names; at its top there is none."""
    tab = visit(360).open(f"{address}en/affine.html#one-row", 360)
    tab.locator("#broadcasting").evaluate("heading => heading.scrollIntoView()")
    for key, language in (("日本語", "ja"), ("한국어", "ko")):
        tab.locator(".languages a", has_text=key).focus()
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{address}{language}/affine.html#broadcasting")
        assert 0 < tab.locator("#broadcasting").bounding_box()["y"] < 200
    tab.evaluate("scrollTo(0, 0)")
    tab.locator(".languages a", has_text="English").click()
    tab.wait_for_url(f"{address}en/affine.html")


# https://www.w3.org/WAI/WCAG22/Understanding/text-spacing.html
SPACED = """() => { const wide = new CSSStyleSheet();
    wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [wide]; }"""
CUT = """() => [...document.querySelectorAll('main *, .top *, footer *')].filter(one => one.checkVisibility() &&
        one.textContent.trim() && !one.closest('.maths-scroll, .unseen, .search, svg'))
    .filter(one => getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 2)
    .map(one => one.outerHTML.slice(0, 99))"""


@pytest.mark.parametrize("where", ["en/adjoint.html", "ko/by-rows.html"])
def test_nothing_is_cut_on_a_phone_when_text_is_spaced(visit: Callable[..., Visit], address: str, where: str) -> None:
    tab = visit(360).open(address + where, 360)
    assert tab.locator(".copy").count() and tab.evaluate(CUT) == []
    tab.evaluate(SPACED)
    assert tab.evaluate(CUT) == []


EDGED = (".highlight", ".output", ".page div.setting", ".page p code")
EDGES = """kinds => [...document.querySelectorAll(kinds)]
    .filter(one => one.checkVisibility()).filter(one => { const {outlineStyle, borderTopStyle} = getComputedStyle(one);
        return outlineStyle === 'none' && borderTopStyle === 'none'; }).map(one => one.outerHTML.slice(0, 80))"""


def test_what_tints_set_apart_has_edges_in_forced_colours(visit: Callable[..., Visit], address: str) -> None:
    tab = visit(forced_colors="active").open(f"{address}en/notation.html")
    for kind in EDGED:
        assert tab.locator(kind).count(), kind
    assert not tab.evaluate(EDGES, ", ".join(EDGED))
    for stop in (".top__menu", ".top__theme", ".note-mark", ".copy", "summary", "a.term"):
        one = tab.locator(stop).locator("visible=true").first
        if one.count():
            tab.keyboard.press("Tab")  # the focus shows where keys led, and where a script leads it from there
            one.focus()
            assert one.evaluate("one => getComputedStyle(one).outlineStyle") == "solid", stop


def test_more_contrast_draws_stronger_lines(visit: Callable[..., Visit], address: str) -> None:
    """Lines reach 3 : 1 and small print 7 : 1 where the reader's system asks for more contrast."""
    for theme in THEMES:
        tab = visit(color_scheme=theme, contrast="more").open(f"{address}en/sources.html")
        colours = {name: tab.evaluate(COLOURS, f"--{name}") for name in ("paper", "tint", *STRONGER)}
        for name, wanted in STRONGER.items():
            for ground in ("paper", "tint"):
                assert contrast(hexed(colours[name]), hexed(colours[ground])) >= wanted, (theme, name, ground)


STRONGER = {"line": 3, "fig-line": 3, "ink": 7, "muted": 7, "accent": 7, "fwd": 7, "bwd": 7}


def hexed(colour: str) -> str:
    """`rgb(1, 2, 3)` as `#010203`."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


ASKED = re.compile(r"@media[^{]*prefers-reduced-motion: no-preference[^{]*\{(?:[^{}]|\{[^{}]*\})*\}")


def test_nothing_moves_for_who_asks_for_stillness() -> None:
    """In styles, what moves stands where stillness is not asked for; in scripts, one function moves, and asks first."""
    assets = BOOK.docs / "assets"
    styles = {path: path.read_text("utf-8") for path in sorted(assets.rglob("*.css"))}
    assert sum(len(ASKED.findall(text)) for text in styles.values()) > 5
    for path, text in styles.items():
        assert not re.search(r"\b(transition|animation|scroll-behavior)\b", ASKED.sub("", text)), path.name
    moves = re.compile(r".*(?:\.animate\(|\bbehavior:|\.style\.(?:transition|animation)|new Animation\b).*")
    scripts = [path.read_text("utf-8") for path in sorted(assets.rglob("*.js"))]
    assert [line for text in scripts for line in moves.findall(text)] == [ASKS]


ASKS = "const animate = (part, frames, timing) => still.matches || part.animate(frames, timing);"
