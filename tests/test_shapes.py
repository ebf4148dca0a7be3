"""The shape puzzle: what fits and what passes is what the page's own programs find, exactly; and its question."""

import json

import numpy as np
import pytest
from browser import Tabs
from the_book import alike
from touching import AXE, AXED, LIVE, MIDDLE, SIDEWAYS, figures, judged_by_node, names, opened, to, wait_for_address

from book.figures.kit.registry import touched
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets import fixture
from snippets.difference import central_difference
from snippets.mnemonics.candidates import candidates, fitting
from snippets.mnemonics.weak_data import passing, trials

CASES = 1000
PLACE = next(place for place in figures() if place.kind == "shapes")


def code(name: str, partner: str) -> str:
    """`Y dZᵀ` as the puzzle writes it."""
    return " @ ".join(part.replace("ᵀ", ".T") for part in name.replace("Y", partner).split())


def found(X: np.ndarray, Y: np.ndarray, dZ: np.ndarray, of: str) -> dict[str, object]:
    """What Python finds for dX or dY: the eight products, those of the right shape, those that are what is measured."""
    partner, other, wanted = ("Y", Y, X) if of == "X" else ("X", X, Y)
    losses = {"X": lambda A: np.sum(dZ * (A @ Y)), "Y": lambda A: np.sum(dZ * (X @ A))}
    measured = central_difference(losses[of], wanted)
    products = {
        code(name, partner): A @ B if A.shape[1] == B.shape[0] else None for name, A, B in candidates(dZ, other)
    }
    fit = [name for name, product in products.items() if product is not None and product.shape == wanted.shape]
    return {
        "fit": fit,
        "pass": [name for name in fit if np.array_equal(products[name], measured)],
        "products": [None if product is None else product.tolist() for product in products.values()],
        "measured": measured.tolist(),
        "right": ["dZ @ Y.T" if of == "X" else "X.T @ dZ"],
    }


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the core says of random cases, small numbers too so that wrong ones pass, and of its own data."""
    random = np.random.default_rng(4)
    cases = []
    for at in range(CASES):
        m, k, n = random.integers(1, 6, 3)
        bound = 99 if at % 2 else 1
        X, Y, dZ = (random.integers(-bound, bound + 1, shape) for shape in ((m, k), (k, n), (m, n)))
        given = {"X": X.tolist(), "Y": Y.tolist(), "dZ": dZ.tolist(), "of": "XY"[at % 3 % 2]}
        cases.append(given | found(X, Y, dZ, given["of"]))
    assert sum(len(one["pass"]) > 1 for one in cases) > 50
    given = {"cases": cases, "opens": touched(PLACE.name).opens}
    return json.loads(judged_by_node("shapes", given, tmp_path_factory.mktemp("shapes")))


def test_a_thousand_cases(compared) -> None:
    assert compared["compared"] == CASES


def test_with_its_own_data_too(compared) -> None:
    """The page's counts, for every size that can be chosen, by the page's own programs."""
    assert len(compared["shown"]) == 2 * (3 * 125 + 25)
    for one in compared["shown"]:
        X, Y, dZ = (np.array(one[name]) for name in ("X", "Y", "dZ"))
        (m, k), n = X.shape, Y.shape[1]
        assert {name: one[name] for name in ("fit", "pass", "products", "measured", "right")} == found(
            X, Y, dZ, one["of"]
        )
        assert len(one["fit"]) == len(fitting(m, k, n))
        if one["of"] == "X":
            assert one["fit"] == [code(name, "Y") for name in fitting(m, k, n)]
            assert one["pass"] == [code(name, "Y") for name in passing(X, Y, dZ)]


def test_its_data_are_those_of_the_page(compared) -> None:
    def shown(data: str, *sizes: int) -> dict:
        fits = lambda one: (len(one["X"]), len(one["Y"]), len(one["dZ"][0])) == sizes  # noqa: E731
        return next(one for one in compared["shown"] if one["of"] == "X" and one["data"] == data and fits(one))

    assert [shown("plain", 2, 3, 4)[name] for name in ("X", "Y", "dZ")] == [
        getattr(fixture, name).tolist() for name in ("X", "Y", "dZ")
    ]
    for data, trial in (("ones", "all ones"), ("diagonal", "identity")):
        one = shown(data, 3, 3, 3)
        assert [one[name] for name in ("X", "Y", "dZ")] == [matrix.tolist() for matrix in trials[trial]]
    for data, trial in (
        ("ones", "all ones"),
        ("diagonal", "identity"),
        ("symmetric", "symmetric Y"),
        ("plain", "square"),
    ):
        assert shown(data, 3, 3, 3)["pass"] == [code(name, "Y") for name in passing(*trials[trial])]


def press(page, language: str, *words: str) -> None:
    """Presses buttons by their names, with the keyboard."""
    for word in words:
        page.locator(LIVE).get_by_role("button", name=word, exact=True).first.press("Enter")


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 2))
def test_the_question_is_answered_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("shapes", language)
    page = opened(tabs.online, f"{address}{language}/mnemonics.html", width)
    answered = page.locator("[data-answered]")
    turn = lambda name: f"{words['turn']}: {name}"  # noqa: E731
    tally = lambda: [page.locator(f"{LIVE} .of").nth(at).text_content()[0] for at in range(2)]  # noqa: E731
    assert tally() == ["1", "?"]
    page.locator(f"{LIVE} button").first.focus()
    to(page, f'[aria-label="{turn("Y")}"]')
    page.keyboard.press("Enter")
    assert names(page, ".heard").startswith(
        words["alone"].partition("{shape}")[0].replace("{code}", "dZ @ Y.T").replace("{of}", "X")
    )
    to(page, ".on")
    page.keyboard.press("ArrowRight")
    assert tally() == ["1", "1"] and not answered.count(), "the right one is no answer"
    wait_for_address(page, f"#fig={PLACE.name}&at=dZ.YT&step=1")

    symmetric = words["symmetric"].replace("{partner}", "𝐘")
    press(page, language, symmetric)
    assert "3\u00a0×\u00a04" in names(page, ".heard"), "it says why Y cannot be symmetric"
    press(page, language, "n − 1")
    assert tally() == ["2", "1"]
    press(page, language, turn("Y"))
    assert tally() == ["2", "1"] and page.locator(f"{LIVE} .off").count() == 6
    press(page, language, words["ones"])
    assert tally() == ["2", "2"] and not answered.count(), "ones are no answer"
    press(page, language, symmetric)
    assert tally() == ["2", "2"] and answered.count() == 1
    reason = json.loads(page.locator(f"{LIVE} > .is-live").get_attribute("data-opens"))["answered"]
    assert names(page, ".heard").endswith(reason)
    wait_for_address(page, f"#fig={PLACE.name}&at=dZ.Y&sizes=2,3,3&data=symmetric&step=1")
    press(page, language, "k + 1")
    assert names(page, ".heard").startswith(words["lost"].replace("{partner}", "Y"))
    assert tabs.online.complaints == []


def test_a_tap_on_a_matrix_turns_it_and_the_way_there_is_seen(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/mnemonics.html#fig={PLACE.name}", still=False)
    x, y = page.evaluate(MIDDLE, ".two .matrix")
    page.mouse.click(x, y)
    turning = "document.querySelector('.two .matrix').getAnimations()[0].effect.getKeyframes()[0].transform"
    assert "rotate3d(1, 1, 0, 180deg)" in page.evaluate(turning)
    assert names(page, ".two .label") == "𝐘⊤"
    page.locator(f"{LIVE} .on").press("Enter")
    assert page.evaluate("document.querySelectorAll('.truth .cell')[5].getAnimations().length") == 1, "one by one"
    page.emulate_media(reduced_motion="reduce")
    moving = "document.querySelector('.live-figure').getAnimations({ subtree: true })"
    page.evaluate(f"{moving}.forEach(one => one.finish())")
    assert page.evaluate(f"document.querySelector('.building button').click(), {moving}.length") == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_once_it_is_measured(theme: str, tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/mnemonics.html#fig={PLACE.name}&at=dZ.Y&sizes=5,5,5&step=1", 320)
    page.emulate_media(color_scheme=theme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.locator(f"{LIVE} .off").count() > 20
    assert page.evaluate(AXED, f"#{PLACE.name}") == []
    assert page.evaluate(SIDEWAYS) <= 0
    page.emulate_media(color_scheme="light")
