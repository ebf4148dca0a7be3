"""The learning rate on two eigenvectors: its numbers are NumPy's to the last bit; its question, by keys alone."""

import json
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs
from the_book import alike
from touching import LIVE, SMALL, judged_by_node, names, opened, to, wait_for_address

from book.figures import two_programs
from book.figures.kit.words import of_kind

CASES = 1000
HERE = "#two-programs-two-pieces"


def case(random: np.random.Generator) -> dict[str, object]:
    first, second = (float(one) for one in random.choice([random.uniform(0, 9, 2), random.integers(0, 9, 2)]))
    start, step = random.normal(size=2), int(random.integers(25))
    path = two_programs.pieces(step / 80, (first, second)) * start
    left = [start]  # multiplied in the order of the updates
    for _ in range(two_programs.UPDATES):
        left.append(left[-1] * [1 - 2 * (step / 80) * first, 1 - 2 * (step / 80) * second])
    assert np.allclose(path, left)
    state = {"first": first, "second": second, "seconds": [second], "start": start.tolist(), "step": step}
    return state | {
        "rate": step / 80,
        "path": (np.array(left) + 0.0).tolist(),
    }  # JSON has no −0


def test_a_thousand_cases_to_the_last_bit(tmp_path: Path) -> None:
    random = np.random.default_rng(10)
    assert judged_by_node("descent", [case(random) for _ in range(CASES)], tmp_path).strip() == str(CASES)


def test_the_pieces_are_those_of_gradient_descent() -> None:
    """The whole program, on the matrix of the page, from weights that are no eigenvector."""
    X, best = two_programs.PENCIL, np.array([3.0, -2.0])
    y, w = X @ best, best + 1
    for left in two_programs.pieces(two_programs.RATE, two_programs.CURVATURES):
        assert np.allclose(w - best, left)
        w = w - two_programs.RATE * 2 * X.T @ (X @ w - y)
    Q = np.linalg.qr(np.random.default_rng(0).normal(size=(2, 2)))[0]
    X = 2 * Q  # both eigenvalues are 4, along whatever axes
    w = best + np.array([1, -5])
    assert np.allclose(w - two_programs.at_once(4) * 2 * X.T @ (X @ w - X @ best), best)


@pytest.mark.parametrize(("language", "width"), alike([("ja", 1280), ("ko", 360)], 1))
def test_the_question_is_answered_by_keys_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}{language}/two-programs.html#fig={HERE[1:]}", width)
    all_words = of_kind("figure", language)
    page.evaluate(
        "within => { const { stage } = document.querySelector(within); stage.tabIndex = -1; stage.focus(); }",
        f"{HERE} .is-live",
    )
    to(page, f"{HERE} [value='4']")
    page.keyboard.press("Enter")
    to(page, f"{HERE} [type=range]")
    for _ in range(6):
        assert not page.locator("[data-answered]").count()
        page.keyboard.press("ArrowLeft")
    assert names(page, ".rate") == "η = 0.125"
    assert page.locator("[data-answered]").count() == 1
    said = json.loads(page.locator(f"{LIVE} > .is-live").first.get_attribute("data-opens"))["answered"]
    assert all_words["right"] in names(page, ".heard") and names(page, ".says").endswith(said)
    assert "0.125" in said and "0.5" in said
    wait_for_address(page, f"#fig={HERE[1:]}&second=4&eta=0.125")
    page.keyboard.press("End")
    assert names(page, ".rate") == "η = 0.3"
    assert page.locator(f"{HERE} [type=range]").get_attribute("aria-valuetext") == "η = 0.3"
    assert tabs.online.complaints == []


def test_what_grows_is_drawn_and_leaves_its_plot_at_the_border(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/two-programs.html#fig={HERE[1:]}&second=1&eta=0.3", 320)
    words = of_kind("descent", "en")
    assert words["grows"] == names(page, ".first .fate") and "× −1.4" in names(page, ".first .head")
    assert "× 0.4" in names(page, ".other .head")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    assert page.evaluate(SMALL, f"{LIVE} :is(button, input)") == []
