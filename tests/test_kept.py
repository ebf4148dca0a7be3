"""The checkpoint chooser counts what the page's program counts, whatever is kept; its question, by keys alone."""

import json
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs
from the_book import alike
from touching import held, judged_by_node, opened, to

from book.figures import memory
from book.figures.kit import registry
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets.memory.over_time import run

CASES = 1000


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(17)
    one, cases = np.ones((1, 1)), []
    for _ in range(CASES):
        layers = int(random.integers(1, 11))
        cases.append({"layers": layers, "kept": [0, *(i for i in range(1, layers) if random.random() < 0.4)]})
    for case, found in zip(cases, json.loads(judged_by_node("kept", cases, tmp_path)), strict=True):
        _, counts = run(one, np.ones((case["layers"], 1, 1)), one, case["kept"])
        assert found == {"counts": counts, "peak": max(counts), "again": len(counts) - 2 * case["layers"]}
    assert len({json.dumps(case) for case in cases}) > 300


def test_the_question_is_that_of_the_book() -> None:
    """It opens as the second part of the static figure, and what its answer names is an answer."""
    touched = registry.touched("memory-over-time")
    assert max(memory.counts(touched.opens["kept"])) == 5 > touched.goal["peak"] == 4
    assert max(memory.counts([0, touched.facts["second"], touched.facts["third"]])) == 4
    assert touched.facts["lengths"] == "4 + 3 + 2"


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 1))
def test_the_question_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("kept", language)
    page = opened(tabs.online, f"{address}{language}/memory.html#fig=memory-over-time", width)
    fact = lambda: page.locator(".fact").text_content()  # noqa: E731
    heard = lambda: page.locator(".heard").text_content()  # noqa: E731
    most = lambda peak, again: words["most"].format(peak=peak, again=again)  # noqa: E731
    assert fact() == most(5, 6)
    page.evaluate("const { stage } = document.querySelector('.is-live'); stage.tabIndex = -1; stage.focus()")
    to(page, ".inputs button")
    assert held(page) == words["keep"].format(input=0)
    page.keyboard.press("Enter")
    assert heard() == words["first"] and fact() == most(5, 6)
    pressed = []
    for input_ in range(1, 9):
        page.keyboard.press("Tab")
        if input_ in (3, 4, 6, 7):
            page.keyboard.press(" ")
            pressed.append(fact())
            assert page.locator("[data-answered]").count() == (input_ == 7)
    assert pressed == [most(6, 7), most(5, 6), most(6, 7), most(4, 6)]
    assert "4 + 3 + 2" in heard() and page.locator(".inputs [aria-pressed=true]").count() == 3
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert fact() == most(6, 7) and "4 + 3 + 2" not in page.locator(".says").text_content()
    assert tabs.online.complaints == []


def test_the_moments_are_seen(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/memory.html#fig=memory-over-time&keep=047&step=10")
    assert page.locator(".heard").text_content() == (
        "To go back, layer 8 needs its input. So layer 7 goes forward again and makes input 8: 4 in memory."
    )
    assert page.locator(".now").count() == 1 and page.locator(".later:not(.none)").count() == 14
    assert page.locator("button.in").all_text_contents() == ["0", "4", "7", "8"]
    heights = page.locator(".column:not(.none)").evaluate_all(
        "all => all.map(one => one.style.getPropertyValue('--count'))"
    )
    assert [int(height) for height in heights] == memory.counts([0, 4, 7])
    assert page.locator(".over").count() == 0


def test_colours_of_the_system_leave_the_difference(visit, address: str) -> None:
    page = opened(visit(forced_colors="active"), f"{address}en/memory.html#fig=memory-over-time&step=1")
    style = lambda selector, name: page.locator(selector).first.evaluate(  # noqa: E731
        "(one, name) => getComputedStyle(one)[name]", name
    )
    assert style(".column.there", "borderTopStyle") == "solid" and style(".column.back", "borderTopStyle") == "dashed"
    assert style(".in .place", "backgroundColor") != style("button:not(.in) .place", "backgroundColor")
    assert style(".now", "outlineStyle") == "solid"
