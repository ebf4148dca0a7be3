"""The cost slider: its counts are those of matrices that are really multiplied, exactly; and its question."""

import json

import numpy as np
import pytest
from browser import Tabs
from gradients import sample
from the_book import alike
from touching import LIVE, figures, judged_by_node, names, opened, to, wait_for_address

from book.figures.kit.registry import touched
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES

CASES = 1000
PLACE = next(place for place in figures() if place.kind == "cost")
work = sample("why_backwards.chain").work


def multiplied(sizes: list[int], way: str) -> dict[str, object]:
    """One way, with real matrices: what each product takes, their sum, and the shapes that are left after each."""
    chain = [np.ones(shape) for shape in zip(sizes[:0:-1], sizes[-2::-1], strict=True)]
    works, left = [], [[list(matrix.shape) for matrix in chain]]
    while len(chain) > 1:
        if way == "end":
            works.append(work(chain[0], chain[1]))
            chain = [chain[0] @ chain[1], *chain[2:]]
        else:
            works.append(work(chain[-2], chain[-1]))
            chain = [*chain[:-2], chain[-2] @ chain[-1]]
        left.append([list(matrix.shape) for matrix in chain])
    return {"works": works, "total": sum(works), "left": left}


def test_a_thousand_chains(tmp_path) -> None:
    random, cases = np.random.default_rng(9), []
    for _ in range(CASES):
        sizes = random.integers(1, 13, random.integers(3, 7)).tolist()
        ways = {way: multiplied(sizes, way) for way in ("end", "front")}
        more = ways["front"]["total"] - ways["end"]["total"]
        cases.append({"sizes": sizes, **ways, "cheaper": ("equal", "end", "front")[int(np.sign(more))]})
    assert {one["cheaper"] for one in cases} == {"end", "front", "equal"}
    assert json.loads(judged_by_node("cost", {"cases": cases}, tmp_path))["compared"] == CASES


def test_what_is_asked_is_the_smallest_change() -> None:
    """Of all single sizes that could be other, none is nearer that makes the front cheaper, and none as near."""
    opens, asked = (list(one["sizes"]) for one in (touched(PLACE.name).opens, touched(PLACE.name).goal))
    near = {}
    for at in range(len(opens)):
        for new in range(1, 13):
            sizes = [*opens[:at], new, *opens[at + 1 :]]
            if multiplied(sizes, "front")["total"] < multiplied(sizes, "end")["total"]:
                near.setdefault(abs(new - opens[at]), []).append(sizes)
    assert near[min(near)] == [asked]
    assert sorted(near)[1] == touched(PLACE.name).facts["rival"]


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (1280, 360, 360), strict=True)], 0))
def test_the_question_is_answered_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("cost", language)
    page = opened(tabs.online, f"{address}{language}/{PLACE.slug}.html", width)
    answered = page.locator("[data-answered]")
    totals = lambda: [page.locator(f"{LIVE} .head b").nth(at).text_content() for at in range(2)]  # noqa: E731
    assert totals() == ["112", "432"]
    page.locator(f"{LIVE} button").first.focus()
    to(page, f'[aria-label="{words["outputs"]} + 1"]')
    for outputs in range(2, 8):
        assert not answered.count(), outputs
        page.keyboard.press("Enter")
        assert names(page, ".heard").startswith(
            words["cheaper-" + ("front" if outputs == 7 else "equal" if outputs == 6 else "end")].partition("{")[0]
        )
    assert totals() == ["784", "720"] and answered.count() == 1
    reason = json.loads(page.locator(f"{LIVE} > .is-live").get_attribute("data-opens"))["answered"]
    assert names(page, ".heard").endswith(reason)
    wait_for_address(page, f"#fig={PLACE.name}&sizes=6,8,8,7")

    to(page, ".on")
    page.keyboard.press("ArrowRight")
    assert [page.locator(f"{LIVE} .chain").nth(at).get_attribute("aria-label") for at in range(2)] == [
        "7×8, 8×6",
        "7×8, 8×6",
    ]
    page.keyboard.press("ArrowRight")
    assert names(page, ".heard").endswith(words["done"].replace("{made}", "7×6"))
    assert tabs.online.complaints == []


def test_the_near_miss_and_a_larger_change_are_no_answers(tabs: Tabs, address: str) -> None:
    for sizes, front in ("6,8,1,1", "54"), ("6,8,8,8", "768"):
        page = opened(tabs.online, f"{address}en/{PLACE.slug}.html#fig={PLACE.name}&sizes={sizes}")
        page.locator(f"{LIVE} .on").press("Enter")
        assert page.locator(f"{LIVE} .front .head b").text_content() == front
        assert not page.locator("[data-answered]").count()


def test_sizes_stay_within_bounds_however_often_a_key_is_pressed(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/{PLACE.slug}.html")
    words = of_kind("cost", "en")
    button = lambda name: page.locator(LIVE).get_by_role("button", name=name, exact=True)  # noqa: E731
    for _ in range(15):
        button(f"{words['inputs']} + 1").press("Enter")
        button(f"{words['outputs']} − 1").press("Enter")
        button(f"{words['layers']} + 1").press("Enter")
    assert [*page.locator(f"{LIVE} .size:not([hidden]) b").all_text_contents()] == ["12", "8", "8", "8", "8", "1"]
    assert button(f"{words['inputs']} + 1").get_attribute("aria-disabled") == "true"
