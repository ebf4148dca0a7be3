"""The look: colours that everyone can read, one palette everywhere, and nothing fetched before it is wanted."""

import re
from itertools import product

import pytest
from browser import SITE, Tabs, until
from the_book import BOOK, WHOLE, alike

from book.ground.languages import LANGUAGES
from book.ground.strings import strings
from book.source.alone import Program
from book.source.samples import blocks

CSS = BOOK.root / "docs" / "assets" / "css"
CARD = BOOK.root / "overrides" / "root" / "_card.html"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
THEMES = ("light", "dark")
INKS = ("ink", "muted", "accent", "fwd", "bwd")
PAPERS = ("paper", "tint", "raised")
KINDS = {".highlight", ".output", ".admonition", ".notes", ".figure", ".equation"}


def palette(text: str) -> dict[str, dict[str, str]]:
    """Theme → name → colour, as a style sheet declares them."""
    found = {theme: {} for theme in THEMES}
    for name, *colours in PAIR.findall(text):
        for theme, colour in zip(THEMES, colours, strict=True):
            found[theme][name] = colour
    return found


ALONE = re.compile(r"@media \(prefers-contrast: more\) \{.*?\n\}\n", re.S)  # measured in tests/test_access.py
PALETTE = palette(ALONE.sub("", (CSS / "book.css").read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # famous for failing AA by a hair


@pytest.mark.parametrize("theme", THEMES)
def test_text_reaches_aa_on_every_ground(theme: str) -> None:
    colours = PALETTE[theme]
    pairs = [*product(INKS, PAPERS), ("ink", "fwd-soft"), ("ink", "bwd-soft"), ("fwd", "fwd-soft"), ("bwd", "bwd-soft")]
    weak = [
        (a, b, round(contrast(colours[a], colours[b]), 2)) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5
    ]
    assert not weak, f"{theme}: {weak}"


@pytest.mark.parametrize("theme", THEMES)
def test_syntax_colours_reach_aa(theme: str) -> None:
    text = (CSS / "parts.css").read_text(encoding="utf-8")
    colours = [pair[THEMES.index(theme)] for pair in re.findall(r"color: light-dark\((#\w{6}), (#\w{6})\)", text)]
    assert len(colours) >= 2
    for colour in colours:
        assert contrast(colour, PALETTE[theme]["tint"]) >= 4.5, colour


@pytest.mark.parametrize("theme", THEMES)
def test_pages_that_stand_alone_have_the_same_colours(theme: str) -> None:
    """The chooser and the 404s carry their own style: it must not drift from the book's."""
    card = palette(CARD.read_text(encoding="utf-8"))[theme]
    assert card
    assert card == {name: PALETTE[theme][name] for name in card}
    mark = (BOOK.root / "docs" / "assets" / "mark.svg").read_text(encoding="utf-8")
    assert PALETTE[theme]["fwd"] in mark
    assert PALETTE[theme]["bwd"] in mark


def test_styles_ask_no_other_host() -> None:
    for path in [*CSS.glob("*.css"), CARD]:
        found = re.findall(
            r"(?:url\(|@import\s)\s*[\"']?(?!data:)(?:https?:)?//[^)\"']+", path.read_text(encoding="utf-8")
        )
        assert not found, f"{path.name}: {found}"


@pytest.mark.parametrize("language", alike([*LANGUAGES], 1))
def test_theme_follows_the_reader_from_page_to_page(visit, address: str, language: str) -> None:
    """The system's choice holds until the button is used; then the reader's, on every page and in every language."""
    tab = visit(color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    bars = "[...new Set([...document.querySelectorAll('meta[name=theme-color]')].map(bar => bar.content))]"
    tab.page.goto(f"{address}{language}/index.html")
    dark = tab.page.evaluate(ground)
    tab.page.click(".top__theme")
    light = tab.page.evaluate(ground)
    assert light != dark and tab.page.evaluate(bars) == [light]
    other = next(code for code in LANGUAGES if code != language)
    tab.page.click(f".languages a[lang={other}]")
    tab.page.wait_for_url(f"**/{other}/index.html")
    assert tab.page.evaluate(ground) == light and tab.page.evaluate(bars) == [light]


HIDE = "window.kept = navigator.clipboard; Object.defineProperty(navigator, 'clipboard', {value: undefined})"


@pytest.mark.parametrize("interface", [True, False])
def test_a_sample_is_copied_with_what_it_stands_on(visit, address: str, interface: bool) -> None:
    """Without the marks of notes, and without blanks where they stood; also where pages have no clipboard."""
    tab = visit(permissions=["clipboard-read", "clipboard-write"]).page
    tab.add_init_script("window.kept = navigator.clipboard" if interface else HIDE)
    tab.goto(f"{address}en/by-rows.html")
    tab.evaluate("document.querySelectorAll('details').forEach(answer => answer.open = true)")
    samples = tab.locator(".highlight", has=tab.locator(".filename")).all()
    assert len(samples) > 1 and tab.locator(".highlight .note-mark").count() > 1
    code = [block.text for block in blocks(BOOK.snippets, BOOK.page("en", "by-rows")) if not block.output]
    program = Program(code, BOOK.snippets)
    assert len(code) == len(samples)
    for number, sample in enumerate(samples):
        tab.evaluate("kept.writeText('')")
        sample.locator(".copy").click()
        sample.locator(".copy", has_text=strings("en")["copied"]).wait_for()
        copied = tab.evaluate("kept.readText()").strip()
        assert copied == program.alone(number).strip()


@pytest.mark.parametrize("language", alike([*LANGUAGES], 2))
def test_an_old_address_leads_to_where_its_place_is_now(tabs: Tabs, address: str, language: str) -> None:
    root = f"{address}{language}/"
    moved = [(page.slug, *entry) for page in BOOK.pages(language) for entry in page.meta.get("moved", {}).items()]
    assert moved
    for slug, old, target in moved if WHOLE else moved[list(LANGUAGES).index(language) :: 10]:
        now = f"{root}{slug}.html{target}" if target[0] == "#" else root + target.replace(".md", ".html")
        tabs.online.page.goto(f"{root}{slug}.html#{old}", wait_until="commit")
        tabs.online.page.wait_for_url(now, wait_until="commit")
    slug, old, _ = moved[0]
    tab = tabs.plain.open(f"{root}{slug}.html")
    assert tab.locator(".moved").count() and not tab.locator(".moved:visible").count()
    tab = tabs.plain.open(f"{root}{slug}.html#{old}")
    assert [said.get_attribute("id") for said in tab.locator(".moved:visible").all()] == [old]
    assert tab.evaluate("scrollY") > 0


@pytest.mark.parametrize(("width", "slug"), [(360, "picture"), (1280, "index")])
def test_contents_open_without_javascript(tabs: Tabs, address: str, width: int, slug: str) -> None:
    tab = tabs.plain.open(f"{address}en/{slug}.html", width)
    assert not tab.is_visible("#contents")
    tab.click(".top__menu")
    assert tab.is_visible("#contents")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#contents")


@pytest.mark.parametrize(
    ("width", "slug", "named"),
    [(1280, "checks", "contents"), (360, "checks", "contents"), (1280, "questions", "sections")],
)
def test_lists_longer_than_the_window_show_what_is_read(
    tabs: Tabs, address: str, width: int, slug: str, named: str
) -> None:
    tab = tabs.online.open(f"{address}en/{slug}.html", width)
    if named == "sections":
        tab.set_viewport_size({"width": width, "height": 300})  # no page has so many that a usual window is too low
        tab.locator("#next").scroll_into_view_if_needed()
    elif width == 360:
        tab.locator(".top__menu").click()
    current = f".{named} [aria-current]:visible"
    tab.wait_for_selector(current)
    until(
        tab,
        """current => {
            const link = [...document.querySelectorAll(current)].find((one) => one.checkVisibility());
            const [inner, outer] = [link, link.closest("nav")].map((one) => one.getBoundingClientRect());
            return outer.height < link.closest("nav").scrollHeight && outer.top <= inner.top
                && inner.bottom <= Math.min(outer.bottom, innerHeight);
        }""",
        arg=f".{named} [aria-current]",
        timeout=5000,
    )


WATCH = """new MutationObserver(() => {
    window.waited ||= document.documentElement?.classList.contains("unpainted");
}).observe(document, {subtree: true, childList: true, attributes: true})"""


@pytest.mark.parametrize("width", alike([1280, 360], 1))
def test_what_waits_for_the_first_paint_moves_no_place(visit, address: str, width: int) -> None:
    """Blocks wait on a page opened at its top only; a place that is opened, sent to or loaded again is where it was."""
    tab = visit(width).page
    tab.add_init_script(WATCH)

    def place(waited: bool) -> float:
        until(tab, "!document.documentElement.classList.contains('unpainted')")
        tab.wait_for_timeout(300)
        assert bool(tab.evaluate("window.waited")) == waited
        return tab.locator("#exercises").bounding_box()["y"]

    tab.goto(f"{address}en/derivation.html")
    assert place(waited=True) > 5000
    tab.evaluate("location.hash = '#exercises'")
    assert (sent := place(waited=True)) < 100
    tab.goto("about:blank")
    tab.goto(f"{address}en/derivation.html#exercises")
    assert place(waited=False) == pytest.approx(sent, abs=1)
    tab.goto("about:blank")
    tab.goto(f"{address}en/derivation.html")
    tab.evaluate("scrollTo(0, 6000)")
    before = place(waited=True)
    tab.reload()
    assert place(waited=False) == pytest.approx(before, abs=1)


def test_every_kind_of_block_has_a_look() -> None:
    """What the build writes is styled: a class renamed on one side only would go unnoticed."""
    styles = "".join(path.read_text(encoding="utf-8") for path in CSS.glob("*.css"))
    built = "".join(path.read_text(encoding="utf-8") for path in (SITE / "en").glob("*.html"))
    for kind in KINDS:
        assert kind in styles, kind
        assert re.search(rf'class="[^"]*\b{kind[1:]}\b', built), kind


# Where the marks of the displays stand beside the ink of their formulas, and how high and wide they can be pressed.
TICKS = """[...document.querySelectorAll(".equation")].filter((one) => one.checkVisibility()).map((one) => {
    const tick = one.querySelector(".tick").getBoundingClientRect();
    const ink = [...one.querySelectorAll("math, .maths-tag")].map((part) => part.getBoundingClientRect().right);
    const middle = one.querySelector(".maths").getBoundingClientRect();
    return {gap: (tick.left + tick.right) / 2 - 6 - Math.max(...ink), right: tick.right, width: tick.width,
        height: tick.height, off: Math.abs(tick.top + tick.bottom - middle.top - middle.bottom) / 2};
})"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("slug", ["index", "adjoint", "trace"])
def test_marks_stand_beside_their_formulas(tabs: Tabs, address: str, width: int, slug: str) -> None:
    """Never over one, never off the screen, and large enough for a finger."""
    tab = tabs.plain.open(f"{address}en/{slug}.html", width)
    marks = tab.evaluate(TICKS)
    assert len(marks) == len(BOOK.page("en", slug).labels()) - tab.evaluate(
        "[...document.querySelectorAll('.equation')].filter((one) => !one.checkVisibility()).length"
    )
    for mark in marks:
        assert mark["gap"] > 0 and mark["right"] <= width, mark
        assert mark["off"] < 3 and mark["width"] >= 24 and mark["height"] >= 24, mark


SAYS = "(tick) => getComputedStyle(tick.querySelector('.tick-says')).clipPath === 'none'"


def test_a_mark_says_more_when_it_is_asked(visit, address: str) -> None:
    """By pointing, by a tap and, at the one link of the page, by the keyboard; without a script."""
    tab = visit(java_script_enabled=False).page
    tab.goto(f"{address}en/derivation.html")
    first, second = tab.locator(".tick.executed").first, tab.locator(".tick.executed").nth(1)
    assert not first.evaluate(SAYS) and not second.evaluate(SAYS)
    second.hover()
    assert second.evaluate(SAYS) and not first.evaluate(SAYS)
    tab.mouse.move(0, 0)
    links = tab.locator(".tick a, .tick[tabindex='0'], .tick button").all()
    assert [link.get_attribute("href") for link in links] == ["checks.html#executed"]
    links[0].focus()
    assert first.evaluate(SAYS)
    tab = visit(width=360, has_touch=True, is_mobile=True, java_script_enabled=False).page
    tab.goto(f"{address}en/derivation.html")
    tick = tab.locator(".tick.executed").nth(1)
    tick.tap()
    assert tick.evaluate(SAYS)
    box = tick.locator(".tick-says").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_link_on_a_page_explains_its_ticks(language: str) -> None:
    for page in BOOK.pages(language):
        text = (SITE / language / f"{page.slug}.html").read_text(encoding="utf-8")
        ticks = re.findall(r'<span class="tick (\w+)" tabindex="-1"><span class="tick-says">(.*?)</span></span>', text)
        assert len(ticks) == len(page.labels())
        links = [says for _, says in ticks if "<a " in says]
        assert len(links) == ("executed" in {kind for kind, _ in ticks})
