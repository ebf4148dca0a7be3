"""The axis mapper computes what NumPy computes, exactly; the lines it shows run; its questions are answered by keys."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from browser import Tabs
from playwright.sync_api import Page as Tab
from the_book import alike
from touching import judged_by_node, opened, to

from book.figures.kit.words import of_kind
from snippets.affine.broadcast import undo_broadcast

CASES = 1000
Arrays = Mapping[str, np.ndarray]


def shapes(random: np.random.Generator) -> list[tuple[int, ...]]:
    """Two shapes that NumPy broadcasts."""
    whole = random.integers(1, 5, random.integers(4))
    drawn = [np.where(random.random(whole.size) < 0.3, 1, whole)[random.integers(whole.size + 1) :] for _ in "ab"]
    return [tuple(map(int, shape)) for shape in drawn]


def einsum(random: np.random.Generator) -> tuple[list[str], str]:
    """The axes of one or two arrays and of their einsum."""
    letters = random.permutation([*"bijkx"])[: random.integers(1, 5)]
    some = lambda: "".join(random.permutation(letters)[: random.integers(1, 4)])  # noqa: E731
    inputs = [some() for _ in range(random.integers(1, 3))]
    used = random.permutation(sorted({*"".join(inputs)}))
    return inputs, "".join(used[: random.integers(min(4, used.size + 1))])


def case(random: np.random.Generator, *, product: bool) -> dict[str, object]:
    """One case: an operation, an operand and its gradient as NumPy has it, and what the loss does if it is nudged."""
    integers = lambda shape: random.integers(-9, 10, shape)  # noqa: E731
    if product:
        inputs, output = einsum(random)
        sizes = {letter: int(random.integers(1, 4)) for letter in dict.fromkeys("".join(inputs))}
        names = ["X", "W"][: len(inputs)]
        values = {n: integers([sizes[i] for i in axes]) for n, axes in zip(names, inputs, strict=True)}
        of = int(random.integers(len(inputs)))
        there = lambda arrays: np.einsum(f"{','.join(inputs)}->{output}", *arrays)  # noqa: E731
        more = {"op": f"{','.join(inputs)}-{output}", "sizes": "".join(map(str, sizes.values()))}
        marks = "".join(letter for letter in sizes if random.random() < 0.5)
    else:
        names, of = ["XW", "b"], int(random.integers(2))
        values = {n: integers(shape) for n, shape in zip(names, shapes(random), strict=True)}
        there = sum
        more = {"op": "".join(str(array.shape) for array in values.values())}
        marks = "".join(axis for axis in "abcd" if random.random() < 0.5)
    Z = there([*values.values()])
    dZ = integers(Z.shape)
    operand = values[names[of]]
    nudges = []
    for at in range(operand.size):
        change = np.zeros_like(operand)
        change.ravel()[at] = 1
        nudged = [array + change if name == names[of] else array for name, array in values.items()]
        nudges.append([at, int(np.sum(dZ * (there(nudged) - Z)))])
    gradient = np.array([loss for _, loss in nudges]).reshape(operand.shape)
    if not product:
        assert np.array_equal(gradient, undo_broadcast(dZ, operand.shape))
    lists = {name: np.asarray(array).tolist() for name, array in {**values, "dZ": dZ}.items()}
    return more | {"of": of, "marks": marks, "values": lists, "gradient": gradient.ravel().tolist(), "nudges": nudges}


def run_line(line: str, values: Arrays) -> np.ndarray:
    """What a line of NumPy that the figure shows gives."""
    return np.asarray(eval(line, {"np": np, **values}))


def test_a_thousand_cases(tmp_path: Path) -> None:
    random = np.random.default_rng(13)
    answered = tmp_path / "found.json"
    cases = [case(random, product=at % 2 == 0) for at in range(CASES)]
    assert judged_by_node("axes", cases, tmp_path, answered).strip() == str(CASES)
    verdicts, mistakes = set(), set()
    for one, found in zip(cases, json.loads(answered.read_text(encoding="utf-8")), strict=True):
        values = {name: np.array(array) for name, array in one["values"].items()}
        gradient = np.array(one["gradient"]).reshape(found["operand"])
        for marked in found["right"], found["marked"]:
            result = run_line(marked["code"], values)
            assert list(result.shape) == marked["made"], found
            assert result.ravel().tolist() == marked["numbers"], found
            fits = result.shape == gradient.shape
            kinds = {"shape"} if not fits else {"right", "chance"} if np.array_equal(result, gradient) else {"deceived"}
            assert marked["verdict"] in kinds, found
        verdicts.add(found["marked"]["verdict"])
        if mistake := found["mistake"]:
            mistakes.add(mistake["mistake"])
            if mistake["mistake"] == "keepdims":
                wrong = run_line(found["right"]["code"].replace(", keepdims=True", ""), values)
                assert str(wrong.shape) == mistake["made"] and str((gradient - wrong).shape) == mistake["grown"]
                continue
            wrong = run_line(mistake["code"], values)
            assert wrong.shape == gradient.shape
            assert wrong.ravel()[mistake["at"]] == mistake["says"] != gradient.ravel()[mistake["at"]]
    assert verdicts == {"right", "shape", "deceived", "chance"}
    assert mistakes == {"mistake", "keepdims"}


def press(page: Tab, selector: str, *keys: str) -> None:
    """Goes on with Tab to a control, and presses keys there."""
    to(page, selector)
    for key in keys:
        page.keyboard.press(key)


HEARD = "name => document.querySelector(`#${name} .heard`).textContent"


@pytest.mark.parametrize(("language", "width"), alike([("ja", 1280), ("ko", 360), ("en", 1280)], 2))
def test_the_questions_are_answered_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    words = of_kind("figure", language)
    page = opened(tabs.online, f"{address}{language}/affine.html#fig=affine-fan-out", width)
    page.locator("#affine-fan-out select").first.focus()
    press(page, "#affine-fan-out .marks td:nth-of-type(2) button", "Enter")
    assert page.evaluate("document.activeElement.ariaPressed") == "true", "a control keeps the keyboard"
    assert not page.locator("[data-answered]").count(), "the shape betrays it"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator("#affine-fan-out select").first.focus()
    page.keyboard.type("4")
    page.wait_for_selector("[data-answered]")
    assert page.evaluate("document.activeElement.value") == "4"
    assert words["right"] in page.evaluate(HEARD, "affine-fan-out")
    assert tabs.online.complaints == []


@pytest.mark.parametrize(("language", "width"), alike([("en", 360), ("ja", 360), ("ko", 1280)], 3))
def test_the_letter_without_which_the_swap_fails(language: str, width: int, tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}{language}/einsum.html#fig=einsum-letters", width)
    code = lambda: page.locator("#einsum-letters .code").inner_text()  # noqa: E731
    for letter, other in ("s", "t"), ("t", "s"):
        page.locator("#einsum-letters select").first.focus()
        to(page, "#einsum-letters input")
        page.keyboard.press("Control+A")
        page.keyboard.type(f"sj,jt->{letter}")
        page.keyboard.press("Enter")
        page.locator("#einsum-letters select").last.focus()
        if letter == "t":
            press(page, "#einsum-letters .marks td:nth-of-type(1) button", "Enter")
            assert of_kind("axes", language)["copy"] in page.evaluate("document.activeElement.textContent")
        press(page, "#einsum-letters .marks td:nth-of-type(3) button", "Enter")
        assert page.locator("[data-answered]").count() == (letter == "t"), f"without {other}"
        assert ('"t,jt,s->sj"' if letter == "t" else '"s,jt->sj"') in code()
    assert of_kind("figure", language)["right"] in page.evaluate(HEARD, "einsum-letters")
    assert tabs.online.complaints == []


def test_the_shared_weight_by_the_keyboard_and_what_is_refused(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/tensor-ops.html#fig=tensor-ops-axes-in-line", 360)
    page.locator("#tensor-ops-axes-in-line select").last.focus()
    for nth in 1, 2:
        press(page, f".marks td:nth-of-type({nth}) button", "Enter")
    assert page.locator("[data-answered]").count() == 1
    assert '"bik,bij->kj"' in page.locator("#tensor-ops-axes-in-line .code").inner_text()
    to(page, "#tensor-ops-axes-in-line input")
    page.keyboard.press("Control+A")
    page.keyboard.type("bik,kj->bz")
    page.keyboard.press("Enter")
    assert "Look at z" in page.evaluate(HEARD, "tensor-ops-axes-in-line")
    assert page.evaluate("[document.activeElement.value, document.activeElement.ariaInvalid]") == ["bik,kj->bz", "true"]
    assert '"bik,bij->kj"' in page.locator("#tensor-ops-axes-in-line .code").inner_text(), "nothing is lost"
    page.keyboard.press("Control+A")
    page.keyboard.type("(2, 3) + (3, 3)")
    page.keyboard.press("Enter")
    assert "axis 0" in page.evaluate(HEARD, "tensor-ops-axes-in-line")
    page.keyboard.press("Control+A")
    page.keyboard.type("(3, 1) + (3, 3)")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaInvalid") == "false"
    assert page.locator("#tensor-ops-axes-in-line select").count() == 2
    assert tabs.online.complaints == []
