"""The delta stepper computes what NumPy computes, exactly, whatever its numbers; its questions, by keys alone."""

import functools
import json
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs
from the_book import alike
from touching import held, judged_by_node, opened, to

from book.figures import components, derivation
from book.figures.kit import delta
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES

CASES = 1000
SUMS = [*components.SUMS.values(), *derivation.SUMS.values()]
Factors = list[dict[str, str]]


def case(random: np.random.Generator) -> dict[str, object]:
    """A sum of the book with other numbers and sizes, free indices, and the sums pressed in any order."""
    text = str(random.choice(SUMS))
    sizes = dict(zip("ijl", random.integers(1, 6, 3), strict=True))
    numbers = {
        name: random.integers(-99, 100, [sizes[one] for one in at]).tolist()
        for name, at in delta.factors(text)
        if name != "δ"
    }
    free = {one: 1 for one in "st"}
    for name, at in delta.factors(text):
        if name == "δ":
            index, one = sorted(at)
            free[one] = int(random.integers(1, sizes[index] + 1))
    return {"text": text, "numbers": numbers, **free, "pressed": "".join(random.permutation([*"ijl"] * 2))}


def summed(factors: Factors, numbers: dict[str, np.ndarray], sizes: dict[str, int], out: str) -> np.ndarray:
    """The sum as einsum has it: a delta is an identity matrix."""
    arrays = [np.eye(sizes[one["at"][0]], dtype=int) if one["name"] == "δ" else numbers[one["name"]] for one in factors]
    return np.einsum(",".join(one["at"] for one in factors) + f"->{out}", *arrays)


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(13)
    cases = [case(random) for _ in range(CASES)]
    for one, found in zip(cases, json.loads(judged_by_node("delta", cases, tmp_path)), strict=True):
        judged(one, found)
    assert {one["text"] for one in cases} == {*SUMS}


def judged(one: dict, found: dict) -> None:
    """Each line is the same number as the sum; its terms, those that are left, and the product at its end."""
    numbers = {name: np.array(A) for name, A in one["numbers"].items()}
    factors = [{"name": name, "at": at} for name, at in delta.factors(one["text"])]
    pairs = [sorted(factor["at"]) for factor in factors if factor["name"] == "δ"]
    sizes = delta.sizes(one["text"], numbers)
    sizes |= {free: sizes[index] for index, free in pairs}
    out = "".join(sorted(free for _, free in pairs))
    place = tuple(one[free] - 1 for free in out)

    whole = summed(factors, numbers, sizes, out)
    assert found["total"] == whole[place]
    for line in found["lines"]:
        assert (summed(line["factors"], numbers, sizes, out) == whole).all(), line
        assert {*line["sums"]} == {index for factor in line["factors"] for index in factor["at"]} - {*out}

    indices = "".join(index for index in "ijl" if index in sizes)
    terms = summed([factor for factor in factors if factor["name"] != "δ"], numbers, sizes, indices)
    assert found["values"] == terms.ravel().tolist()
    free = {name: one[name] for name in out}
    assert found["named"] == [delta.named(term) for term in delta.survivors(one["text"], numbers, free)]
    assert [sum(left) for left in found["left"]][-1] == found["total"]
    counts = [len(left) for left in found["left"]]
    gone = [
        {*before["sums"]} - {*after["sums"]} for before, after in zip(found["lines"], found["lines"][1:], strict=False)
    ]
    assert counts == [terms.size, *np.floor_divide(terms.size, np.cumprod([sizes[index] for (index,) in gone]))]

    names = found["closed"].split()
    parts = [numbers[name.rstrip("ᵀ")] for name in names]
    if parts[0].ndim == parts[-1].ndim == 1 < len(parts):
        assert [name[-1] == "ᵀ" for name in names] == [False, True]
        product = np.outer(*parts)
    else:
        turned = [part.T if name[-1] == "ᵀ" else part for part, name in zip(parts, names, strict=True)]
        product = functools.reduce(np.dot, turned)
    assert (product == whole).all()


def test_the_questions_are_those_of_the_book() -> None:
    """The static figure has the same terms and the same sum as the figure that opens on it."""
    text = derivation.SUMS["XY-dX"]
    left = delta.survivors(text, derivation.NUMBERS, derivation.FREE)
    terms = [derivation.dZ[one["i"] - 1, one["j"] - 1] * derivation.Y[one["l"] - 1, one["j"] - 1] for one in left]
    assert terms == [1, 0, 0, 2] and sum(terms) == derivation.fixture.dX[derivation.ENTRY]
    assert len(derivation.LEFT) == 4 and {(one["l"], one["i"]) for one in derivation.LEFT} == {(1, 2)}
    assert not {delta.named(one) for one in left} & {delta.named(one) for one in derivation.LEFT}


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 0))
def test_the_questions_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("delta", language)
    page = opened(tabs.online, f"{address}{language}/components.html#fig=components-delta-grid", width)
    page.locator(".choices button").nth(2).press("Enter")
    to(page, "button.sign[data-index=i]")
    assert held(page) == words["sign"].replace("{index}", "i")
    page.keyboard.press("Enter")
    assert not page.locator("[data-answered]").count() and page.locator(".count").text_content() == "1 / 2"
    assert page.evaluate("document.activeElement.dataset.index") == "j", "the keyboard goes on in the next line"
    page.keyboard.press("Enter")
    assert page.locator("[data-answered]").count() == 1
    assert page.evaluate("document.activeElement.dataset.index") == "j"
    assert "$" not in page.locator(".heard").text_content() and "δis" in page.locator(".right").text_content().replace(
        "𝛿𝑖𝑠", "δis"
    )

    page = opened(tabs.online, f"{address}{language}/derivation.html#fig=derivation-collapse", width)
    page.locator(".choices button").nth(2).press("Enter")
    assert held(page) == "U" + words["transposed"] + "Y"
    to(page, "[role=gridcell]")
    keys = ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowRight")
    places = []
    for key in keys:
        page.keyboard.press(key)
        places.append(page.evaluate("document.activeElement.dataset.at"))
    assert places == ["211", "112", "212", "113", "213", "213", "213", "223"], "the arrows stop at the edges"
    page.keyboard.press("Enter")
    assert page.locator(".met").count() == 7 and not page.locator("[data-answered]").count()
    assert "δls = 0" in page.locator(".heard").text_content() and "δit = 1" in page.locator(".heard").text_content()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    page.keyboard.press(" ")
    assert held(page) == "i = 2, j = 2, l = 1: 0" and not page.locator("[data-answered]").count(), "a row is asked for"
    found = words["found"].replace("{count}", "4")
    assert page.locator(".heard").text_content().endswith(found.replace("{found}", "1"))
    for key, number in ("ArrowLeft", "2"), ("ArrowRight", "2"), ("ArrowRight", "3"), ("ArrowRight", "4"):
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        assert page.locator(".heard").text_content().endswith(found.replace("{found}", number)) == (number != "4"), key
    assert page.locator("[data-answered]").count() == 1
    assert tabs.online.complaints == []


def test_a_row_of_a_delta_is_chosen_and_laid_beside_the_terms(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/derivation.html#fig=derivation-collapse&step=3")
    written = lambda: page.locator(".written").text_content()  # noqa: E731
    assert written().endswith("1 + 0 + 0 + 2 = 3")
    page.get_by_role("button", name="s = 2").press("Enter")
    page.get_by_role("button", name="t = 3").press("Enter")
    assert written().endswith(f"{derivation.fixture.dX[1, 2]}")
    laid = page.locator(".layer > .index b").all_text_contents()
    assert laid == ["0", "0", "1"] and page.locator(".lives").count() == 4
    page.get_by_role("button", name="Back").press("Enter")
    assert page.locator("button.sign").count() == 1, "what is left can be pressed again"
    page.get_by_role("button", name="Back").press("Enter")
    page.get_by_role("button", name="Sum over j").press("Enter")
    assert page.locator(".heard").text_content().startswith("This sum stays. No delta contains j, so no value of j")


def test_colours_of_the_system_leave_the_difference(visit, address: str) -> None:
    page = opened(visit(forced_colors="active"), f"{address}en/derivation.html#fig=derivation-collapse&step=1&at=213")
    style = lambda selector, name: page.locator(selector).first.evaluate(  # noqa: E731
        "(one, name) => getComputedStyle(one)[name]", name
    )
    assert style(".lives", "borderTopStyle") == "solid" and style(".dies", "borderTopStyle") == "dashed"
    assert style(".touched", "outlineStyle") == "solid"
    assert style(".table .met", "backgroundColor") != style(".table .cell", "backgroundColor")
