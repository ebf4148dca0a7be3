"""The figures: well-formed, labelled in every language, true to the fixture, legible, and never crowded."""

import base64
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from browser import browser  # noqa: F401

from book import figures
from book.errors import BookError
from book.figures.labels import TABLE
from book.figures.typeset import number, tspans
from book.languages import LANGUAGES
from snippets import fixture

ROOT = Path(__file__).resolve().parent.parent
CSS = ROOT / "docs" / "assets" / "css"
FONT = ROOT / "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2"
SVG = "{http://www.w3.org/2000/svg}"
EVERY = [(name, language) for name in figures.names() for language in LANGUAGES]
# The narrowest column of the page for each layout, in CSS pixels: a phone, and where the switch happens.
NARROWEST = {"wide": 600, "narrow": 328}
SMALLEST = 11


def parsed(name: str, language: str, layout: str = "wide") -> ElementTree.Element:
    return ElementTree.fromstring(figures.standalone(name, language, layout))


def numbers(name: str) -> Counter[str]:
    """The numbers standing alone in a figure: its cells and index labels."""
    texts = ("".join(text.itertext()) for text in parsed(name, "en").iter(f"{SVG}text"))
    return Counter(text for text in texts if re.fullmatch(r"−?[\d.]+", text))


def shown(*arrays: np.ndarray) -> Counter[str]:
    return Counter(number(value) for array in arrays for value in np.ravel(array))


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_is_well_formed_and_described(name: str, language: str) -> None:
    page = ElementTree.fromstring(figures.svg(name, language))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert [svg.get("class") for svg in page] == ["fig-wide", "fig-narrow"]
    for svg in page:
        assert svg.get("role") == "img"
        named = [svg.find(f"*[@id='{key}']") for key in svg.get("aria-labelledby", "").split()]
        assert [element.tag for element in named] == ["title", "desc"]
        assert all(len(element.text) > 5 and "<" not in element.text for element in named)


def test_ids_differ_between_figures() -> None:
    page = "".join(figures.svg(name, "en") for name in figures.names())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 4 * len(figures.names())


@pytest.mark.parametrize("name", figures.names())
def test_languages_differ_in_words_only(name: str) -> None:
    """Strokes and numbers are the same in all languages."""
    strokes = {
        language: re.sub(r"<(title|desc|text)\b.*?</\1>", "", figures.svg(name, language))
        for language in LANGUAGES
    }
    assert len(set(strokes.values())) == 1
    words = {figures.svg(name, language) for language in LANGUAGES}
    assert len(words) == len(LANGUAGES)


@pytest.fixture
def other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replaces the fixture by numbers none of which it holds."""
    X = np.array([[7, -8, 6], [9, 25, 11]])
    Y = np.array([[-9, 8, 15, 7], [6, 26, -7, 16], [17, 21, 22, -23]])
    dZ = np.array([[8, 31, 6, 9], [7, -6, 33, 32]])
    for key, value in dict(X=X, Y=Y, dZ=dZ, Z=X @ Y, dX=dZ @ Y.T, dY=X.T @ dZ).items():
        monkeypatch.setattr(fixture, key, value)


def expected(name: str) -> Counter[str]:
    """The numbers a figure must show, computed here from the fixture once more."""
    X, Y, dZ = fixture.X, fixture.Y, fixture.dZ
    if name == "picture-influence-x":
        return shown(X, Y, X @ Y, dZ[0], Y[1], dZ[0] * Y[1], dZ[0] @ Y[1], [1, 2], [1, 2, 3], [1, 2, 3])
    if name == "picture-influence-y":
        column, partner = dZ[:, 3], X[:, 1]
        indices = ([1, 2, 3], [1, 2, 3], [1, 2, 3, 4])
        return shown(X, Y, X @ Y, column, partner, column * partner, column @ partner, *indices)
    if name == "derivation-collapse":
        terms = np.einsum("ij,lj->lij", dZ, Y)
        headings = ([1, 2, 3, 4] * 3, [1, 2], [1, 2], [1])
        return shown(terms, terms[1], terms[1, 0], *headings)
    if name == "components-delta-grid":
        a, delta = (X @ Y)[1], np.eye(4, dtype=int)
        return shown(delta, delta[2], a, delta[2] * a, [1, 2, 3, 4], [1, 2, 3, 4])
    if name == "mnemonics-candidates":
        return shown([1, 2, 8])
    return Counter()


NUMBERED = [name for name in figures.names() if expected(name)]


def test_figures_have_numbers() -> None:
    assert len(NUMBERED) == 5


@pytest.mark.parametrize("name", NUMBERED)
def test_numbers_are_the_fixtures(name: str) -> None:
    assert numbers(name) == expected(name)


@pytest.mark.parametrize("name", [name for name in NUMBERED if name != "mnemonics-candidates"])
def test_other_fixture_other_numbers(name: str, request: pytest.FixtureRequest) -> None:
    before, description = numbers(name), parsed(name, "en").findtext(f"{SVG}desc")
    request.getfixturevalue("other_numbers")
    assert numbers(name) == expected(name) != before
    assert parsed(name, "en").findtext(f"{SVG}desc") != description


def test_other_sizes_other_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    before = figures.standalone("index-backward-flow", "en")
    assert "2\u2009×\u20093" in before and "4\u2009×\u20093" in before
    X, Y, dZ = np.ones((3, 2)), np.ones((2, 4)), np.ones((3, 4))
    for key, value in dict(X=X, Y=Y, dZ=dZ, Z=X @ Y, dX=dZ @ Y.T, dY=X.T @ dZ).items():
        monkeypatch.setattr(fixture, key, value)
    after = figures.standalone("index-backward-flow", "en")
    assert "3\u2009×\u20092" in after and "4\u2009×\u20093" not in after


# Planted faults in the table of labels.


def plant(monkeypatch: pytest.MonkeyPatch, folder: Path, old: str, new: str) -> tuple[Path, int]:
    """A copy of the table with one change; gives its path and the line of the change."""
    text = TABLE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / "labels.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(figures, "TABLE", path)
    return path, text[: text.index(old)].count("\n") + 1


FORWARD = '[index-backward-flow.forward]\nja = "順伝播"\nko = "순전파"\nen = "forward"\n'
FAULTS = {
    "missing language": (FORWARD.replace('ko = "순전파"\n', ""), "has no ko"),
    "unknown language": (FORWARD + 'fr = "avant"\n', "unknown language, fr"),
    "missing label": ("", "asks for the label “forward”"),
    "unused label": (FORWARD.replace("forward", "onward", 1) + "\n" + FORWARD, "onward is not used"),
    "unknown value": (FORWARD.replace('"forward"', '"forward <s>"'), "<s>, unknown to the figure"),
    "unknown figure": (
        FORWARD.replace("backward-flow", "upward-flow"),
        "an unknown figure, index-upward-flow",
    ),
    "broken TOML": (FORWARD.replace('"forward"', '"forward'), "not readable as TOML"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_label_fault_is_red(fault: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    new, message = FAULTS[fault]
    path, line = plant(monkeypatch, tmp_path, FORWARD, new)
    with pytest.raises(BookError, match=re.escape(message)) as caught:
        figures.svg("index-backward-flow", "en")
    assert caught.value.file == path and caught.value.remedy
    if fault == "missing label":
        line = TABLE.read_text(encoding="utf-8").split("[index-backward-flow.")[0].count("\n") + 1
    if fault == "broken TOML":
        line += 3
    assert caught.value.line == line


def test_figure_without_description_is_red(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plant(monkeypatch, tmp_path, "[notation-shape-boxes.title]", "[notation-shape-boxes.heading]")
    with pytest.raises(BookError, match="has no title for screen readers"):
        figures.svg("index-backward-flow", "en")


def test_unknown_figure_is_red() -> None:
    with pytest.raises(BookError, match=r"“picture-influence-z”.*\n.*did you mean picture-influence"):
        figures.svg("picture-influence-z", "en")


def test_unknown_language_is_red() -> None:
    with pytest.raises(BookError, match="language “fr”"):
        figures.svg(figures.names()[0], "fr")


@pytest.mark.parametrize("formula", [r"$\frac12$", "$X_{st$", "$X_{s_t}$", "$X}$"])
def test_broken_formula_is_red(formula: str) -> None:
    with pytest.raises(BookError, match="in the label formula"):
        tspans(formula, 16)


def test_formula_letters() -> None:
    plain = re.sub(r"<[^>]*>", "", tspans(r"$\mathrm d\mathbf Z\,\mathbf Y^\top=\sum_j X_{sj}-h$", 16))
    assert plain == "d𝐙\u2009𝐘⊤\u2005=\u2005∑𝑗𝑋𝑠𝑗−ℎ"


# What a reader sees.


@pytest.mark.parametrize("layout", NARROWEST)
@pytest.mark.parametrize("name", figures.names())
def test_letters_are_large_enough(name: str, layout: str) -> None:
    svg = parsed(name, "en", layout)
    scale = min(1, NARROWEST[layout] / float(svg.get("width")))
    sizes = [float(element.get("font-size")) for element in svg.iter() if element.get("font-size")]
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
}))"""


def crowded(page, drawings: dict[str, str], language: str) -> list[str]:
    """Every pair of overlapping texts, and every text that leaves its drawing.

    A text's ink is taken as its advance width by the height from capital top to descender (wider if it has
    scripts): getBBox alone gives the line height, which differs between fonts.
    """
    encoded = base64.b64encode(FONT.read_bytes()).decode()
    sheet = "".join(
        (CSS / name).read_text(encoding="utf-8") for name in ("book.css", "parts.css", "figures.css")
    )
    sheet += f'@font-face{{font-family:"Book Maths";src:url(data:font/woff2;base64,{encoded})}}'
    sheet += ".fig > svg { display: block !important }"
    marked = "".join(svg.replace("<svg", f'<svg data-key="{key}"', 1) for key, svg in drawings.items())
    page.set_content(
        f'<html lang="{language}"><meta charset="utf-8"><style>{sheet}</style>'
        f'<body><div class="fig">{marked}</div>'
    )
    loaded = page.evaluate("document.fonts.load('16px \"Book Maths\"', '𝐗').then(faces => faces.length)")
    assert loaded == 1
    faults = []
    for svg in page.evaluate(MEASURE):
        texts = svg["texts"]
        for text in texts:
            inside = text["left"] >= 0 and text["right"] <= svg["width"]
            if not (inside and text["top"] >= 0 and text["bottom"] <= svg["height"]):
                faults.append(f"{svg['key']}: “{text['words']}” leaves the drawing")
        for one, other in combinations(texts, 2):
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            if not (apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]):
                faults.append(f"{svg['key']}: “{one['words']}” overlaps “{other['words']}”")
    return faults


@pytest.fixture(scope="module")
def page(browser):  # noqa: F811
    tab = browser.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_overlaps_or_leaves(page, language: str) -> None:
    drawings = {}
    for name in figures.names():
        wide, narrow = re.findall(r"<svg.*?</svg>", figures.svg(name, language))
        drawings |= {f"{name}, wide": wide, f"{name}, narrow": narrow}
    assert crowded(page, drawings, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawing_fills_its_frame(page, language: str) -> None:
    """Nothing is cut off, and no layout wastes more than a narrow margin below."""
    page.set_content("".join(figures.svg(name, language) for name in figures.names()))
    drawings = page.evaluate(
        """() => [...document.querySelectorAll('svg')].map(svg => {
            const box = svg.getBBox(), frame = svg.viewBox.baseVal;
            const key = svg.parentNode.dataset.figure + ', ' + svg.getAttribute('class');
            return [key, box.x, box.y, frame.width - box.x - box.width, frame.height - box.y - box.height];
        })"""
    )
    assert len(drawings) == 2 * len(figures.names())
    assert [drawing for drawing in drawings if min(drawing[1:]) < 1 or drawing[4] > 40] == []


def test_crowding_is_seen(page) -> None:
    texts = '<text x="{}" y="20">one</text><text x="30" y="{}">two</text>'
    svg = f'<svg viewBox="0 0 100 40" font-size="16">{texts}</svg>'
    drawings = {"beside": svg.format(0, 20), "upon": svg.format(10, 25), "out": svg.format(0, 39)}
    faults = crowded(page, drawings, "en")
    assert faults == ["upon: “one” overlaps “two”", "out: “two” leaves the drawing"]


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
        f"<style>{sheet}</style><body style='margin:16px'>{figures.svg('picture-influence-x', 'en')}"
    )
    visible = page.locator(".fig > svg:visible")
    assert visible.count() == 1 and visible.get_attribute("class") == layout


def test_colour_never_stands_alone() -> None:
    """Backward blocks are hatched, backward arrows dashed; forward ones are neither."""
    svg = parsed("index-backward-flow", "en")
    fills = [element.get("fill") for element in svg.iter(f"{SVG}rect")]
    hatches = [path for path in svg.iter(f"{SVG}path") if path.get("opacity")]
    dashed = {path.get("stroke") for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray")}
    solid = {
        path.get("stroke")
        for path in svg.iter(f"{SVG}path")
        if path.get("stroke-width") == "1.6" and not path.get("stroke-dasharray")
    }
    assert len(hatches) == fills.count("#fcebdf") > 0
    assert len(dashed) == len(solid) == 1 and dashed != solid


def test_standalone_needs_no_page() -> None:
    for name, language in EVERY:
        for layout in NARROWEST:
            assert "var(" not in figures.standalone(name, language, layout)


def test_maths_characters_are_in_the_font() -> None:
    from fontTools.ttLib import TTFont

    used = figures.characters()
    assert {"𝐗", "𝐘", "𝐙", "⊤", "−", "𝛿", "ℒ"} <= used
    known = TTFont(FONT).getBestCmap()
    assert [character for character in sorted(used) if ord(character) not in known] == []
