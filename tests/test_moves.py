"""The move stepper: its lines are worth what NumPy says, exactly; its question, and its wrong step, by keys alone."""

import functools
import json
import re
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs
from gradients import sample
from the_book import alike
from touching import OUTSIDE, held, judged_by_node, opened, to

from book.figures import trace
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets import fixture

CASES = 1000
PLAIN = trace.NUMBERS["plain"]
Arrays = dict[str, np.ndarray]


def case(random: np.random.Generator) -> dict[str, object]:
    """A layer with other numbers and sizes, a line to begin with, and what is pressed, as numbers."""
    m, k, n = random.integers(1, 6, 3)
    shapes = {"X": (m, k), "ΔX": (m, k), "W": (k, n), "ΔW": (k, n), "G": (m, n), "M": (m, n)}
    numbers = {name: random.integers(-99, 100, shape).tolist() for name, shape in shapes.items()}
    return {"numbers": numbers, "task": str(random.choice([*"XWM"])), "deeds": random.integers(0, 60, 9).tolist()}


def product(text: str, arrays: Arrays) -> np.ndarray:
    """A product as a line has it, such as `(G⊙M) Wᵀ (ΔX)ᵀ`; raises ValueError where sizes do not fit."""
    factors = re.findall(r"(?:\((?:[^()]|\([^()]*\))*\)|[^ ()]+(?:\([^()]*\))?)ᵀ?", text)
    assert " ".join(factors) == text
    found = []
    for factor in factors:
        name = factor.removesuffix("ᵀ")
        name = name[1:-1] if name[0] == "(" else name
        one, _, other = name.partition("⊙")
        values = arrays[one] if not other else arrays[one] * product(other.strip("()"), arrays)
        found.append(values.T if factor[-1] == "ᵀ" else values)
    return functools.reduce(np.matmul, found)


def value(text: str, arrays: Arrays) -> int | None:
    """What a line is worth; None where sizes do not fit."""
    kind, inner = re.fullmatch(r"(⟨|tr\()(.*)[⟩)]", text).groups()
    try:
        sides = [product(side, arrays) for side in inner.split(", ")]
    except ValueError:
        return None
    if kind == "⟨":
        one, two = sides
        return int((one * two).sum()) if one.shape == two.shape else None
    (square,) = sides
    return int(np.trace(square)) if len({*square.shape}) == 1 else None


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(13)
    cases = [case(random) for _ in range(CASES)]
    texts, clashes = set(), 0
    for one, found in zip(cases, json.loads(judged_by_node("moves", cases, tmp_path)), strict=True):
        arrays = {name: np.array(values) for name, values in one["numbers"].items()}
        X, W = arrays["X"], arrays["W"]
        assert found["sizes"] == {"m": len(X), "k": len(W), "n": W.shape[1]}
        arrays["ΔP"] = X @ arrays["ΔW"] if one["task"] == "W" else arrays["ΔX"] @ W
        first = value(found["lines"][0]["text"], arrays)
        for line in found["lines"]:
            assert line == {"text": line["text"], "value": first, "clash": None}
            assert value(line["text"], arrays) == first
        for line in found["tried"]:
            assert line["value"] == value(line["text"], arrays), line
            assert (line["clash"] is None) == (line["value"] is not None)
            clashes += line["value"] is None
        texts |= {line["text"] for line in found["lines"]}
    assert len(texts) > 60 and clashes > CASES


def test_it_opens_with_the_numbers_of_the_page() -> None:
    changes = sample("trace.changes")
    assert np.array_equal(changes.X_change, PLAIN["ΔX"]) and np.array_equal(changes.W_change, PLAIN["ΔW"])
    assert np.array_equal(fixture.dX, np.array(PLAIN["G"]) @ np.array(PLAIN["W"]).T)
    assert np.sum(fixture.dX * changes.X_change) == 42, "the value that is seen below"
    for numbers in trace.NUMBERS.values():
        X, W = np.array(numbers["X"]), np.array(numbers["W"])
        assert np.array_equal(numbers["M"], np.where(X @ W > 0, 1, 0))


def press(page, words: dict[str, str], key: str, **values: str) -> None:
    """The button with this word."""
    name = re.sub(r"\{(\w+)\}", lambda one: values[one[1]], words[key])
    page.locator("#trace-cycle .acts button:visible").filter(has_text=re.compile(f"^{re.escape(plain(name))}$")).press(
        "Enter"
    )


def plain(text: str) -> str:
    """A text with its matrices as formulas set them."""
    return re.sub(r"[GWXMP](?![a-z])", lambda one: chr(ord(one[0]) + 0x1D3BF), text)


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 0))
def test_the_question_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    common, words = of_kind("figure", language), of_kind("moves", language)
    page = opened(tabs.online, f"{address}{language}/trace.html#fig=trace-cycle", width)
    heard = lambda: page.locator("#trace-cycle .heard").text_content()  # noqa: E731
    values = lambda: page.locator(".lines .value").all_text_contents()  # noqa: E731
    page.locator("#trace-cycle .choice button").first.focus()
    to(page, "[data-deed=swap1]")
    assert held(page) == words["one-swap"].replace("{a}", "ΔX").replace("{b}", "W")
    page.keyboard.press("Enter")
    clash = words["clash"].replace("{a}", "W").replace("{b}", "ΔX").replace("{columns}", "4").replace("{rows}", "2")
    assert heard() == words["swap"].replace("{clash}", clash) and values() == ["42", "—"]
    assert held(page), "what is refused keeps the keyboard"
    press(page, words, "cycle")
    assert heard() == words["ring"].replace("{clash}", clash)
    press(page, words, "read", gradient="dX")
    assert heard() == words["early"].replace("{of}", "ΔX")

    for key in ("form-pair", "cycle", "form-trace"):
        press(page, words, key)
        assert not page.locator("[data-answered]").count()
    assert values() == ["42"] * 4
    on, back = (page.locator(f"#trace-cycle .steps button:has-text('{sign}')") for sign in (common["on"], "←"))
    assert not on.is_visible(), "nothing waits to be next after the reader's own moves"
    back.press("Enter")
    on.press("Enter")
    assert on.is_visible() and values() == ["42"] * 4, "what has the keyboard keeps it"
    press(page, words, "read", gradient="dX")
    assert page.locator("[data-answered]").count() == 1
    answer = json.loads(page.locator("#trace-cycle .is-live").get_attribute("data-opens"))["answered"]
    assert heard().endswith(answer) and page.locator(".lines .outcome").text_content() == plain("dX = G\u00a0W⊤")
    assert tabs.online.complaints == []


def test_the_wrong_step_is_found_and_square_matrices_tell_by_numbers(tabs: Tabs, address: str) -> None:
    words = of_kind("moves", "en")
    page = opened(tabs.online, f"{address}en/trace.html#fig=trace-cycle")
    heard = lambda: page.locator("#trace-cycle .heard").text_content()  # noqa: E731
    page.locator("#trace-cycle .choice button").nth(3).press("Enter")
    press(page, words, "judge")
    assert heard() == words["false"], "the first line is given"
    page.locator("#trace-cycle .on").press("Enter")
    press(page, words, "judge")
    assert heard() == words["not-wrong"].replace("{value}", "−7")
    page.locator("#trace-cycle .on").press("Enter")
    assert page.locator(".lines .value").all_text_contents() == ["−7", "−7", "?"], "what was shown stays"
    assert not page.locator("#trace-cycle .right").count()
    press(page, words, "judge")
    assert "from −7 to −13" in heard() and heard().startswith("Found")
    assert page.locator("#trace-cycle .right").text_content().startswith("Found"), "with the mark of an answer"
    page.locator("#trace-cycle .on").press("Enter")
    assert page.locator(".lines .value").all_text_contents() == ["−7", "−7", "−13", "?"]
    page.keyboard.press("ArrowLeft")
    for width in 1280, 700, 360:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(f"({OUTSIDE})(document.querySelector('#trace-cycle .is-live'))") == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("#trace-cycle .choice button").last.focus()
    page.get_by_role("button", name="2, 3, 4").press("Enter")
    press(page, words, "judge")
    assert "G⊤" not in heard() and "Gᵀ has 2 columns and W has 3 rows" in heard()
    page.locator("#trace-cycle .choice button").first.press("Enter")
    page.get_by_role("button", name="2, 2, 2").press("Enter")
    page.locator("[data-deed=turn2]").press("Enter")
    assert "would change from −7 to" in heard()
    assert not page.locator("[data-answered]").count()


def test_a_factor_travels_and_a_transposed_one_turns(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/trace.html#fig=trace-cycle&task=X&moves=form&step=1", still=False)
    moving = """name => document.querySelector(`#trace-cycle [data-name='${name}']`).getAnimations()[0]
        .effect.getKeyframes().map(frame => `${frame.translate} ${frame.rotate}`)"""
    buttons = page.locator("#trace-cycle .acts button")
    buttons.nth(1).press("Enter")
    assert len(page.evaluate(moving, "W")) == 3, "over the others"
    buttons.nth(2).press("Enter")
    assert "180deg" in page.evaluate(moving, "ΔX")[0]
    page.locator("[data-deed=turn0]").press("Enter")
    assert page.evaluate("document.querySelector('#trace-cycle .box').getAnimations().length")


def test_colours_of_the_system_leave_the_difference(visit, address: str) -> None:
    page = opened(visit(forced_colors="active"), f"{address}en/trace.html#fig=trace-cycle")
    style = lambda selector: page.locator(selector).first.evaluate("one => getComputedStyle(one).borderTopStyle")  # noqa: E731
    assert style("#trace-cycle .back") == "dashed" and style("#trace-cycle .ahead") == "solid"
