"""The step slider: its numbers are NumPy's to the last bit, in both precisions; its question, by keys alone."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs, Visit
from the_book import BOOK, alike
from touching import LIVE, SMALL, judged_by_node, names, opened, to, wait_for_address

from book.figures import gradient_check
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets.gradient_check import example
from snippets.gradient_check.product import product
from snippets.gradient_check.relative import relative_error
from snippets.gradient_check.single import single
from snippets.gradient_check.three_ways import complex_step, methods

CASES = 1000
HERE = "#gradient-check-v-curve"
Reals = np.ndarray

# Where the decimal points of the first five rows of digits stand.
POINTS = """selector => [...document.querySelectorAll(selector)].slice(0, 5).map(row => {
    const walk = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let at; (at = walk.nextNode()); ) {
        const range = document.createRange();
        const point = at.data.indexOf('.');
        if (point < 0) continue;
        range.setStart(at, point);
        range.setEnd(at, point + 1);
        return Math.round(range.getBoundingClientRect().left);
    }
})"""
OUTSIDE = """selector => [...document.querySelectorAll(selector)]
    .filter(part => part.getBoundingClientRect().right > innerWidth + 1).map(part => part.className)"""


def imaginary(X: Reals, h: float, s: int, t: int, dtype: type) -> tuple[np.floating, np.floating]:
    """Both parts of the page's loss, entry (s, t) moved sideways: complex numbers, written out in real ones."""
    Y, G, one, two = example.Y.astype(dtype), example.G.astype(dtype), dtype(1), dtype(2)
    E = np.zeros(X.shape)
    E[s, t] = h
    a, b = product(X.astype(dtype), Y), product(E.astype(dtype), Y)
    u, v = one + (a * a - b * b), two * (a * b)
    size = np.sqrt(u * u + v * v)
    large = np.sqrt((size + abs(u)) / two)
    small = np.divide(v, two * large, out=np.zeros_like(v), where=large != 0)
    real = np.where(u < 0, abs(small), large)
    side = np.where(u < 0, np.copysign(large, v), small)
    return np.sum(G * real), np.sum(G * side)


def moved(X: Reals, h: float, s: int, t: int) -> Reals:
    E = np.zeros(X.shape)
    E[s, t] = h
    return X + E


def case(random: np.random.Generator, method: str, precision: str) -> dict[str, object]:
    """The page's own functions, with other numbers in them."""
    X = random.normal(size=(2, 3)) if random.random() < 0.5 else random.integers(-40, 41, (2, 3)) / 10
    example.Y, example.G = (random.integers(-9, 10, (rows, 4)).astype(np.float32) for rows in (3, 2))
    step = int(random.integers(17))
    h = float(f"1e-{16 - step}")
    loss, dtype = {"double": (example.loss, np.float64), "single": (single, np.float32)}[precision]
    if method == "complex":
        parts = np.array([[imaginary(X, h, s, t, dtype) for t in range(3)] for s in range(2)])
        losses, measured = parts[..., 0], (parts[..., 1].astype(dtype) / dtype(h)).astype(float)
        if precision == "double":
            assert np.allclose(measured, complex_step(loss, X, h), rtol=1e-9, atol=1e-9)
    else:
        losses = np.array([[loss(moved(X, h, s, t)) for t in range(3)] for s in range(2)], float)
        measured = methods[method](loss, X, h)
    gradient = example.gradient(X)
    data = {"X": X, "Y": example.Y, "G": example.G, "losses": losses, "measured": measured, "gradient": gradient}
    given = {name: np.asarray(array, float).tolist() for name, array in data.items()}
    return given | {
        **{"s": 0, "t": 0, "method": method, "precision": precision, "step": step},
        "error": relative_error(measured, gradient),
    }


def test_a_thousand_cases_to_the_last_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "YG":
        monkeypatch.setattr(example, name, getattr(example, name))
    random = np.random.default_rng(13)
    kinds = [(method, precision) for method in methods for precision in ("double", "single")]
    cases = [case(random, *kinds[at % 6]) for at in range(CASES)]
    assert judged_by_node("difference", cases, tmp_path).strip() == str(CASES)
    assert {one["step"] for one in cases} == {*range(17)}


def stated(page) -> tuple[str, ...]:
    """What is pressed, and the step."""
    pressed = page.locator(f"{HERE} [aria-pressed=true]")
    return (*(pressed.nth(at).get_attribute("value") for at in range(pressed.count())), names(page, ".width"))


@pytest.mark.parametrize(("language", "width"), alike([("ja", 1280), ("ko", 360)], 0))
def test_the_question_is_answered_by_keys_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}{language}/gradient-check.html", width)
    words, all_words = (of_kind(kind, language) for kind in ("difference", "figure"))
    assert stated(page) == ("central", "double", "h = 1")
    to(page, ".md-skip")
    page.keyboard.press("Enter")
    to(page, "[value=single]")
    page.keyboard.press("Enter")
    assert stated(page) == ("central", "single", "h = 1")
    to(page, f"{HERE} [type=range]")
    for raised in "¹²³":
        assert not page.locator("[data-answered]").count()
        page.keyboard.press("ArrowLeft")
        assert names(page, ".width") == f"h = 10⁻{raised}"
    said = json.loads(page.locator(f"{LIVE} > .is-live").first.get_attribute("data-opens"))["answered"]
    assert page.locator("[data-answered]").count() == 1
    spoken = words["power"].replace("{n}", "−3")
    heard = names(page, ".heard")
    assert heard.startswith(f"h = {spoken}") and all_words["right"] in heard and "⁻" not in heard
    assert names(page, ".says").endswith(said) and "10⁻⁶" in said and "10⁻³" in said
    wait_for_address(page, f"{HERE.replace('#', '#fig=')}&method=central&precision=single&h=1e-3")

    page.keyboard.press("Home")
    assert names(page, ".width") == "h = 10⁻¹⁶" and names(page, ".agreeing .digits").strip() == "0"
    assert page.locator(f"{HERE} [type=range]").get_attribute("aria-valuetext") == "h = " + words["power"].replace(
        "{n}", "−16"
    )
    page.keyboard.press("End")
    assert names(page, ".width") == "h = 1"
    to(page, f"{HERE} .on")
    page.keyboard.press("Shift+Tab")
    for _ in range(3):
        page.keyboard.press("Enter")
    assert names(page, ".width") == "h = 10⁻³"
    assert tabs.online.complaints == []


def test_digits_that_cancel_are_struck_and_those_that_agree_are_bold(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/gradient-check.html{HERE.replace('#', '#fig=')}&h=1e-9")
    row = lambda kind, tag: page.locator(f"{HERE} .{kind} .digits {tag}").all_text_contents()  # noqa: E731
    assert row("one", "s") == row("other", "s") == ["5.352354"]
    assert row("found", "b") == row("wanted", "b") == ["−10.350827"]
    assert len(row("found", "u")) == 1 and row("found", "u") != row("wanted", "span")
    points = page.evaluate(POINTS, f"{HERE} .numbers .digits")
    assert len({*points}) == 1, "decimal points stand below each other"
    page.locator(f"{HERE} [value=complex]").press("Enter")
    assert row("one", "s") == row("other", "s") == []
    assert names(page, ".left .label") == of_kind("difference", "en")["nothing"]
    for precision in "double", "single":
        page.locator(f"{HERE} [value={precision}]").press("Enter")
        assert len({*page.evaluate(POINTS, f"{HERE} .numbers .digits")} - {None}) == 1, precision
    order = page.evaluate(f"[...document.querySelectorAll('{HERE} :is(.here, .cause)')].map(part => part.classList[0])")
    assert order == ["here", "cause", "cause"], "no line crosses a word"


def test_a_tap_on_the_plot_moves_the_step_and_all_is_large_enough(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}ko/gradient-check.html", 320)
    drawing = page.locator(f"{HERE} .drawing")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    page.mouse.click(box["x"] + box["width"] * (44 + 268 * 9 / 18) / 320, box["y"] + 40)
    assert names(page, ".width") == "h = 10⁻⁸"
    page.mouse.click(box["x"] + 2, box["y"] + 40)
    assert names(page, ".width") == "h = 10⁻¹⁶"
    assert page.evaluate(SMALL, f"{LIVE} :is(button, input)") == []
    for method in methods:
        page.locator(f"{HERE} [value={method}]").click()
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320, method
        assert page.evaluate(OUTSIDE, f"{HERE} .live-figure *") == [], method


def test_the_thumb_is_below_the_point(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}ja/gradient-check.html{HERE.replace('#', '#fig=')}&h=1e-4")
    middles = """([one, other]) => [one, other].map(selector => {
        const { x, width } = document.querySelector(selector).getBoundingClientRect();
        return [x, width]; })"""
    (x, width), (left, wide) = page.evaluate(middles, [f"{HERE} .here circle", f"{HERE} [type=range]"])
    assert abs(x + width / 2 - (left + 12 + (wide - 24) * 12 / 16)) < 1.5


def test_colours_of_the_system_leave_the_difference(visit: Visit, address: str) -> None:
    page = opened(visit(forced_colors="active"), f"{address}en/gradient-check.html")
    fill = "value => getComputedStyle(document.querySelector(`[value=${value}]`)).backgroundColor"
    assert page.evaluate(fill, "central") != page.evaluate(fill, "forward")
    dashes = "kind => getComputedStyle(document.querySelector(`.drawing .${kind} path`)).strokeDasharray"
    assert len({page.evaluate(dashes, kind) for kind in methods}) == 3


def test_the_question_has_the_number_of_the_figure() -> None:
    best = gradient_check.best("central", "double")
    for page in (BOOK.page(language, "gradient-check") for language in LANGUAGES):
        before = page.source.partition("/// figure | gradient-check-v-curve")[0].strip().rpartition("\n\n")[2]
        assert [float(f"1e{power}") for power in re.findall(r"\$10\^\{(-\d+)\}\$", before)] == [best], page.path
