"""The figures as a reader sees them: letters large enough, nothing crowded or cut off, colours with contrast."""

import base64
import re
from itertools import combinations, product
from pathlib import Path

import faces
import pytest
from the_book import BOOK, alike

from book.figures.kit import gallery
from book.ground.languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "docs" / "assets" / "css"
FONT = ROOT / "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
# The narrowest column of the page for each layout, in CSS pixels: a phone, and where the switch happens.
NARROWEST = {"wide": 600, "narrow": 320}
SMALLEST = 11


@pytest.mark.parametrize("layout", NARROWEST)
@pytest.mark.parametrize("name", gallery.names())
def test_letters_are_large_enough(name: str, layout: str) -> None:
    svg = gallery.standalone(BOOK, name, "en", layout)
    scale = min(1, NARROWEST[layout] / float(re.search(r' width="([\d.]+)"', svg)[1]))
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    assert min(sizes) * scale >= SMALLEST


MEASURE = """() => [...document.querySelectorAll('svg')].map(svg => ({
    key: svg.dataset.key, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height,
    texts: [...svg.querySelectorAll('text')].map(text => {
        const box = text.getBBox(), y = +text.getAttribute('y'), size = +text.getAttribute('font-size') || 16;
        const shifts = [...text.querySelectorAll('tspan[dy]')].map(part => +part.getAttribute('dy'));
        const above = shifts.some(dy => dy < 0) ? 0.95 : 0.74, below = shifts.some(dy => dy > 0) ? 0.4 : 0.22;
        return {words: text.textContent, left: box.x, right: box.x + box.width,
                top: y - above * size, bottom: y + below * size};
    }),
    frames: [...svg.querySelectorAll(':is(rect, circle)[stroke]')].map(shape => shape.getBBox())
        .sort((one, other) => one.width - other.width)
        .map(box => ({left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height})),
}))"""


def show(page, fragment: str, language: str, face: str = "") -> None:
    """Shows figures as a page of the book does, both layouts; their Latin letters in `face`, or in the page's own."""
    encoded = base64.b64encode(FONT.read_bytes()).decode()
    sheet = "".join((CSS / name).read_text(encoding="utf-8") for name in ("book.css", "parts.css", "figures.css"))
    sheet += f'@font-face{{font-family:"Book Maths";src:url(data:font/woff2;base64,{encoded})}}'
    sheet += ".fig > svg { display: block !important }"
    if face:
        sheet += f'.fig {{ font-family: "{face}", var(--text) }}'
    page.set_content(f'<html lang="{language}"><meta charset="utf-8"><style>{sheet}</style><body>{fragment}')
    loaded = page.evaluate("document.fonts.load('16px \"Book Maths\"', '𝐗').then(faces => faces.length)")
    assert loaded == 1


def crowded(page, drawings: dict[str, str], language: str, face: str = "") -> list[str]:
    """Every pair of overlapping texts, and every text that leaves its drawing or is wider than its frame.

    The frame of a text is the narrowest box or circle around its middle.
    A text's ink is taken as its advance width by the height from capital top to descender (wider if it has
    scripts): getBBox alone gives the line height, which differs between fonts.
    """
    marked = "".join(svg.replace("<svg", f'<svg data-key="{key}"', 1) for key, svg in drawings.items())
    show(page, f'<div class="fig">{marked}</div>', language, face)
    faults = []
    for svg in page.evaluate(MEASURE):
        texts = svg["texts"]
        for text in texts:
            inside = text["left"] >= 0 and text["right"] <= svg["width"]
            if not (inside and text["top"] >= 0 and text["bottom"] <= svg["height"]):
                faults.append(f"{svg['key']}: “{text['words']}” leaves the drawing")
            x, y = (text["left"] + text["right"]) / 2, (text["top"] + text["bottom"]) / 2
            around = (f for f in svg["frames"] if f["left"] < x < f["right"] and f["top"] < y < f["bottom"])
            frame = next(around, text)
            if text["left"] < frame["left"] or frame["right"] < text["right"]:
                faults.append(f"{svg['key']}: “{text['words']}” is wider than its frame")
        for one, other in combinations(texts, 2):
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            if not (apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]):
                faults.append(f"{svg['key']}: “{one['words']}” overlaps “{other['words']}”")
    return faults


@pytest.fixture(scope="module")
def page(browser):
    tab = browser.new_page()
    yield tab
    tab.close()


# In a sample, each language is set in another of the faces.
FACES = [*product(LANGUAGES, ["", faces.GENERIC["sans-serif"], faces.NARROWEST])]
SET = pytest.mark.parametrize(("language", "face"), alike(FACES, 0, 4))


@SET
def test_no_text_overlaps_or_leaves(page, language: str, face: str) -> None:
    drawings = {}
    for name in gallery.names():
        wide, narrow = re.findall(r"<svg.*?</svg>", gallery.svg(BOOK, name, language))
        drawings |= {f"{name}, wide": wide, f"{name}, narrow": narrow}
    assert crowded(page, drawings, language, face) == []


@SET
def test_drawing_fills_its_frame(page, language: str, face: str) -> None:
    """Nothing is cut off, and no layout wastes more than a narrow margin below."""
    show(page, "".join(gallery.svg(BOOK, name, language) for name in gallery.names()), language, face)
    drawings = page.evaluate(
        """() => [...document.querySelectorAll('svg')].map(svg => {
            const box = svg.getBBox(), frame = svg.viewBox.baseVal;
            const key = svg.parentNode.dataset.figure + ', ' + svg.getAttribute('class');
            return [key, box.x, box.y, frame.width - box.x - box.width, frame.height - box.y - box.height];
        })"""
    )
    assert len(drawings) == 2 * len(gallery.names())
    assert [drawing for drawing in drawings if min(drawing[1:]) < 1 or drawing[4] > 40] == []


def test_crowding_is_seen(page) -> None:
    texts = '<text x="{}" y="20">one</text><text x="30" y="{}">two</text>'
    svg = f'<svg viewBox="0 0 100 40" font-size="16">{texts}</svg>'
    drawings = {"beside": svg.format(0, 20), "upon": svg.format(10, 25), "out": svg.format(0, 39)}
    drawings["circle"] = (
        '<svg viewBox="0 0 99 40"><circle cx="50" cy="15" r="9" stroke="red"/><text x="38" y="20">one</text></svg>'
    )
    assert crowded(page, drawings, "en") == [
        "upon: “one” overlaps “two”",
        "out: “two” leaves the drawing",
        "circle: “one” is wider than its frame",
    ]


COLOURS = """() => {
    const read = name => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = `var(${name})`;
        return getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
    };
    const names = ['--fwd', '--bwd', '--fig-ink', '--fig-muted', '--fig-paper', '--fwd-soft', '--bwd-soft'];
    return Object.fromEntries(names.map(name => [name, read(name)]));
}"""


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast ratio of two sRGB colours by WCAG's definition."""

    def luminance(colour: list[float]) -> float:
        channels = [c / 255 for c in colour]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_have_contrast(page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    sheet = "".join((CSS / name).read_text(encoding="utf-8") for name in ("figures.css", "book.css"))
    page.set_content(f'<html lang="en"><style>{sheet}</style><body>')
    colours = page.evaluate(COLOURS)
    for text in ("--fwd", "--bwd", "--fig-ink", "--fig-muted"):
        assert contrast(colours[text], colours["--fig-paper"]) >= 4.5, text
    for soft in ("--fwd-soft", "--bwd-soft"):
        assert contrast(colours["--fig-ink"], colours[soft]) >= 4.5, soft
    for tone in ("--fwd", "--bwd"):
        assert contrast(colours["--fig-paper"], colours[tone]) >= 4.5, tone


@pytest.mark.parametrize(("width", "layout"), [(360, "fig-narrow"), (1280, "fig-wide")])
def test_one_layout_shows(page, width: int, layout: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sheet = (CSS / "figures.css").read_text(encoding="utf-8")
    page.set_content(
        f"<style>{sheet}</style><body style='margin:16px'>{gallery.svg(BOOK, 'picture-influence-x', 'en')}"
    )
    visible = page.locator(".fig > svg:visible")
    assert visible.count() == 1 and visible.get_attribute("class") == layout
