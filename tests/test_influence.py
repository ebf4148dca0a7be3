"""The influence explorer: its numbers are NumPy's, exactly, and all of it is reached by the keyboard."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from browser import SITE, Tabs, until
from the_book import BOOK, alike
from touching import LIVE, MIDDLE, SMALL, held, judged_by_node, names, opened, to, wait_for_address

from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets import fixture

OPENED = "#fig=picture-influence-y&at=Y23&step=4"

CASES = 1000


def case(random: np.random.Generator) -> dict[str, object]:
    """One case: whole numbers that can be entered, an entry of X or Y and its new value, and what follows."""
    m, k, n = random.integers(1, 6, 3)
    X, Y, dZ = (random.integers(-99, 100, shape) for shape in ((m, k), (k, n), (m, n)))
    of = random.choice(["X", "Y"])
    s, t = (int(random.integers(size)) for size in (X if of == "X" else Y).shape)
    weights, upstream = (Y[t], dZ[s]) if of == "X" else (X[:, s], dZ[:, t])
    changed = {"X": X.copy(), "Y": Y.copy()}
    value = changed[of][s, t] = random.integers(-99, 100)
    found = {
        **{"X": X, "Y": Y, "dZ": dZ, "Z": X @ Y, "dX": dZ @ Y.T, "dY": X.T @ dZ},
        **{"weights": weights, "upstream": upstream, "products": weights * upstream, "sum": weights @ upstream},
        **{"value": value, "change": changed["X"] @ changed["Y"] - X @ Y},
    }
    return {name: np.asarray(array).tolist() for name, array in found.items()} | {"at": f"{of}{s + 1}{t + 1}"}


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(13)
    cases = [case(random) for _ in range(CASES)]
    assert judged_by_node("influence", cases, tmp_path).strip() == str(CASES)
    assert {one["at"][0] for one in cases} == {"X", "Y"}
    for one in cases[:50]:
        dX, dY = np.array(one["dX"]), np.array(one["dY"])
        s, t = (int(index) - 1 for index in one["at"][1:])
        assert one["sum"] == (dX if one["at"][0] == "X" else dY)[s, t]


def label(letter: str, s: int, t: int, A=None) -> str:
    value = (getattr(fixture, letter) if A is None else A)[s, t]
    return f"{letter}{s + 1}{t + 1}: {value}".replace("-", "−")


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 1))
def test_the_whole_range_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("figure", language)
    page = opened(tabs.online, f"{address}{language}/picture.html", width)
    to(page, ".md-skip")
    page.keyboard.press("Enter")
    to(page, "[data-of=X]")
    assert held(page) == label("X", 0, 1)

    seen = []
    for key in ("ArrowLeft", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"):  # the last one is at the edge
        page.keyboard.press(key)
        seen.append(held(page))
    assert seen == [label("X", *place) for place in ((0, 0), (1, 0), (1, 1), (1, 2), (1, 2))]
    heard = of_kind("influence", language)["touch-X"].replace("{entry}", "X23").replace("{s}", "2").replace("{t}", "3")
    assert names(page, ".heard").startswith(heard.partition("{list}")[0])
    wait_for_address(page, "#fig=picture-influence-x&at=X23&step=0")
    assert not page.locator("[data-answered]").count(), "to look at an entry is not to change it"

    page.keyboard.press("+")
    assert held(page) == "X23: 0"
    said = json.loads(page.locator(f"{LIVE} > .is-live").first.get_attribute("data-opens"))["answered"]
    assert names(page, ".heard").endswith(f"{words['right']}{words['space']}{said}")
    assert page.locator("[data-answered]").count() == 1 and "✓" not in said
    page.keyboard.press("-")
    assert held(page) == label("X", 1, 2)

    to(page, "[data-of=Y]")
    assert held(page) == label("Y", 2, 0)
    for letter, s, t in (("Y", 2, 1), ("Y", 2, 2), ("Y", 2, 3)):
        page.keyboard.press("ArrowRight")
        assert held(page) == label(letter, s, t)
    to(page, ".number input")
    page.keyboard.type("-99")
    assert page.locator("[data-of=Y][aria-selected=true]").first.text_content() == "−99"

    to(page, ".on")
    sentences = []
    for step in range(1, 5):
        page.keyboard.press("ArrowRight" if step % 2 else "Enter")
        sentences.append(names(page, ".heard"))
        assert names(page, ".count") == f"{step} / 4"
        assert page.evaluate("document.activeElement.className") == "on", "a button at its end keeps the keyboard"
    assert len(set(sentences)) == 4
    page.keyboard.press("ArrowRight")
    assert names(page, ".count") == "4 / 4"
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert names(page, ".count") == "0 / 4"

    page.get_by_role("button", name=words["reset"]).first.press("Enter")
    assert page.locator("#picture-influence-x [aria-selected=true]").get_attribute("aria-label") == label("X", 0, 1)
    assert tabs.online.complaints == []


def test_sizes_by_the_keyboard_and_the_largest_on_the_narrowest_phone(tabs: Tabs, address: str) -> None:
    page = opened(
        tabs.online, f"{address}ja/picture.html#fig=picture-influence-x&at=Y34&step=4&Y=99,9,9,-99;1,1,1,1;0,0,0,-99"
    )
    page.locator("#picture-influence-x .on").focus()
    for size in "mkn":
        to(page, f"[aria-label='{size} + 1']")
        for _ in range(5):
            page.keyboard.press("Enter")
    for name in ("X", "Y", "Z", "dZ", "dY"):
        assert page.locator(f"#picture-influence-x .{name} .cell").count() == 25
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") == width
        assert page.evaluate(SMALL, "#picture-influence-x [role=gridcell]") == []
    assert tabs.online.complaints == []


def test_what_a_finger_needs_is_large_enough(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}ja/index.html", 360)
    assert page.locator(f"{LIVE} :is(button, input)").count() == 13
    assert page.evaluate(SMALL, f"{LIVE} :is(button, input)") == []
    for selector in ("[data-of=Y][data-s='1'][data-t='3']", ".on"):
        page.mouse.click(*page.evaluate(MIDDLE, selector))
    for _ in range(3):
        page.keyboard.press("Enter")
    answer = json.loads(page.locator(".is-live").get_attribute("data-opens"))["answered"]
    assert page.locator("[data-answered]").count() == 1 and names(page, ".heard").endswith(answer)


def test_every_step_has_an_address_and_no_other_address_is_touched(visit, address: str) -> None:
    tab = visit(permissions=["clipboard-read", "clipboard-write"])
    page = opened(tab, f"{address}en/picture.html{OPENED}")
    figure = page.locator("#picture-influence-y")
    assert figure.locator("[aria-selected=true]").get_attribute("aria-label") == label("Y", 1, 2)
    assert figure.locator(".count").inner_text() == "4 / 4"
    assert 0 <= figure.bounding_box()["y"] < 200
    assert not page.locator("[data-answered]").count(), "an address answers no question"
    figure.get_by_role("button", name=of_kind("figure", "en")["link"]).press("Enter")
    until(page, "document.querySelector('#picture-influence-y .heard').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}en/picture.html{OPENED}"

    figure.locator(".steps button").first.press("Enter")
    wait_for_address(page, OPENED.replace("step=4", "step=3"))
    page.evaluate("location.hash = '#touch'")
    until(page, "document.querySelector('#touch').getBoundingClientRect().top < 200")
    assert figure.locator(".count").inner_text() == "3 / 4"
    page.evaluate("location.hash = '#fig=picture-influence-y&at=Y11&step=99&X=1,2&Y=<b>'")
    until(page, "document.querySelector('#picture-influence-y .count').textContent === '4 / 4'")
    assert figure.locator("[aria-selected=true]").get_attribute("aria-label") == label("Y", 0, 0)
    assert tab.complaints == []


def test_an_address_leads_to_its_figure_however_late_its_styles_come(visit, address: str) -> None:
    page, held = visit().page, []
    page.route("**/figure.css", lambda route: held.append(route))
    with page.expect_request("**/figure.css"):
        page.goto(f"{address}en/picture.html{OPENED}", wait_until="commit")
    page.wait_for_timeout(200)
    held.pop().continue_()
    until(page, "document.querySelector('#picture-influence-y > .is-live')")
    page.wait_for_load_state("networkidle")
    assert 0 <= page.locator("#picture-influence-y").bounding_box()["y"] < 200


def test_from_disk_too(visit) -> None:
    tab = visit()
    page = opened(tab, (SITE / "ja" / "by-rows.html").as_uri() + "#fig=by-rows-influence&at=Y21&step=0")
    page.locator("[data-of=Y][aria-selected=true]").press("+")
    assert page.locator("[data-answered]").count() == 1
    wait_for_address(page, "#fig=by-rows-influence&at=Y21&step=0&Y=2,0,-1,3;2,3,0,-2;-1,1,2,4")
    assert [line for line in tab.complaints if "font" not in line] == []


def test_colours_of_the_system_leave_the_difference(visit, address: str) -> None:
    """What is chosen is filled; what flows back has broken lines."""
    page = opened(visit(forced_colors="active"), f"{address}en/picture.html{OPENED}")
    style = "([selector, name]) => getComputedStyle(document.querySelector('#picture-influence-y ' + selector))[name]"
    ask = lambda selector, name: page.evaluate(style, [selector, name])  # noqa: E731
    assert ask(".entry", "backgroundColor") != ask(".X .cell", "backgroundColor")
    assert ask(".Z .band", "borderTopStyle") == "solid"
    assert ask(".dZ .band", "borderTopStyle") == "dashed"
    assert (
        ask(".line.back .cell", "borderTopStyle") == "dashed" and ask(".line.ahead .cell", "borderTopStyle") == "solid"
    )


def test_questions_have_the_numbers_of_their_answers() -> None:
    asked = {"picture": ("picture-influence-x", fixture.Y[2]), "index": ("index-influence", [fixture.dY[1, 3]])}
    for slug, (figure, values) in asked.items():
        for page in (BOOK.page(language, slug) for language in LANGUAGES):
            before = page.source.partition(f"/// figure | {figure}")[0].strip().rpartition("\n\n")[2]
            found = [int(one.replace("−", "-")) for one in re.findall(r"−?\d+", before)]
            runs = [found[start : start + len(values)] for start in range(len(found))]
            assert list(values) in runs, page.path
    assert (fixture.dY == 14).sum() == 1
    assert (fixture.dY == 0).sum() == 2
