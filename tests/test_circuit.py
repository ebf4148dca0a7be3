"""The circuit editor computes what Python computes, exactly, and its question is answered by keys alone.

Python's numbers come from a way of its own: derivatives are carried forward, one for each place where a letter stands.
"""

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from browser import Tabs, until
from the_book import alike
from touching import judged_by_node, opened, to

from book.figures import circuits, gate_patterns
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES

CASES = 1000


class Dual(NamedTuple):
    """A value, how it changes with each place where a letter stands, and how many gates it has come through."""

    value: int
    slopes: dict[int, Fraction]
    deep: int = 0


class Formula:
    """A random formula of whole numbers: how it is written, and what it is, computed as it is written.

    A place is called by the turn in which its gradient arrives: the last gate's first, slot by slot.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.gates, self.values, self.room = dice, 0, {}, True
        self.places: dict[tuple[int, int], str] = {}
        self.text, self.whole = self.part(dice.randint(1, 4))

    def part(self, deep: int) -> tuple[str, Dual | str]:
        """A letter or a number, or two parts under an operation. A letter waits for the gate that uses it."""
        if not deep or self.dice.random() < 0.1:
            if self.dice.random() < 0.75:
                letter = self.dice.choice("xyzw")
                self.values.setdefault(letter, self.dice.randint(-9, 9))
                return letter, letter
            number = self.dice.randint(0, 9)
            return str(number), Dual(number, {})
        kind = self.dice.choice([*["+", "-", "*", "join", "max", "minus"] * 4, "power"])
        # A power of more would be written out twice, with gates of its own.
        first, a = self.part(0 if kind == "power" else deep - 1)
        if kind == "minus":
            return f"(-({first}))", self.gate("*", Dual(-1, {}), a)
        if kind == "power":
            return f"{first}{self.dice.choice(('^', '**'))}2", self.gate("*", a, a)
        second, b = self.part(deep - 1)
        if kind == "-":
            return f"({first} - ({second}))", self.gate("+", a, self.gate("*", Dual(-1, {}), b))
        if kind == "max":
            return f"max({first}, {second})", self.gate("max", a, b)
        if kind == "join":
            return f"({first})({second})", self.gate("*", a, b)
        return f"(({first}){kind}({second}))", self.gate(kind, a, b)

    def gate(self, kind: str, *inputs: Dual | str) -> Dual:
        number = all(isinstance(one, Dual) and not one.slopes for one in inputs)
        a, b = (self.use(one, slot) for slot, one in enumerate(inputs))
        self.gates += not number
        places = a.slopes.keys() | b.slopes.keys()
        if kind == "+":
            value, factors = a.value + b.value, (1, 1)
        elif kind == "*":
            value, factors = a.value * b.value, (b.value, a.value)
        else:
            value = max(a.value, b.value)
            share = Fraction(1, 2) if a.slopes and b.slopes else 0
            factors = (share, share) if a.value == b.value else (int(a.value > b.value), int(b.value > a.value))
        slopes = {place: factors[0] * a.slopes.get(place, 0) + factors[1] * b.slopes.get(place, 0) for place in places}
        self.room &= abs(value) <= (99 if number else 99_999)
        return Dual(value, slopes, 0 if number else 1 + max(a.deep, b.deep))

    def use(self, one: Dual | str, slot: int) -> Dual:
        if isinstance(one, Dual):
            return one
        turn = -2 * self.gates + slot
        self.places[turn] = one
        return Dual(self.values[one], {turn: Fraction(1)})

    def gradients(self, letter: str) -> list[Fraction]:
        """What arrives at a letter, in order."""
        return [self.whole.slopes[turn] for turn in sorted(self.places) if self.places[turn] == letter]


def cases(dice: random.Random) -> Iterator[dict[str, object]]:
    """Random cases that the figure has room for."""
    while True:
        formula = Formula(dice)
        size = len(formula.text.replace(" ", ""))
        if not formula.places or not formula.room or formula.gates > 9 or formula.whole.deep > 5 or size > 40:
            continue
        found = {letter: formula.gradients(letter) for letter in formula.values}
        yield {
            **{"of": formula.text, "values": formula.values, "value": formula.whole.value},
            **{"added": {letter: float(sum(parts)) for letter, parts in found.items()}},
            **{"last": {letter: float(parts[-1]) for letter, parts in found.items()}},
        }


def test_a_thousand_cases(tmp_path: Path) -> None:
    dice = random.Random(13)
    given = [case for case, _ in zip(cases(dice), range(CASES), strict=False)]
    assert judged_by_node("circuit", given, tmp_path).strip() == str(CASES)
    assert sum(one["added"] != one["last"] for one in given) > 200
    assert sum(any(value % 1 for value in one["added"].values()) for one in given) > 10, "ties"


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 2))
def test_the_question_is_answered_by_keys_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    """With = in place of +=, and x at 1, the gradient has the wrong sign: seen at the last step, and nowhere else."""
    within = "#circuits-fork"
    page = opened(tabs.online, f"{address}{language}/circuits.html#fig=circuits-fork", width)
    figure = page.locator(f"{within} .is-live")
    heard = figure.locator(".heard")
    figure.locator("label input").focus()
    to(page, "[data-of=x] [data-by='-1']")
    for _ in range(2):
        page.keyboard.press("Enter")
    assert figure.evaluate("figure => figure.state.values.x") == circuits.WRONG_AT
    to(page, "[aria-pressed=false]")
    page.keyboard.press("Enter")
    assert not page.locator("[data-answered]").count(), "nothing has come back yet"
    to(page, f"{within} .on")
    for _ in range(5):
        page.keyboard.press("Enter")
    answered, words = json.loads(figure.get_attribute("data-opens"))["answered"], of_kind("figure", language)
    assert heard.text_content().endswith(words["right"] + words["space"] + answered)
    rows = [row.inner_text().split()[-3:] for row in figure.locator("[data-of]").all()]
    assert rows == [["1", "≠", "−2"], ["1", "=", "1"]]
    assert [tag.text_content() for tag in figure.locator(".tag.lost").all()] == ["−3"]


def test_another_formula_and_what_is_none(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}en/gate-patterns.html#fig=gate-patterns-three-gates", 360)
    figure = page.locator("#gate-patterns-three-gates .is-live")
    words = of_kind("circuit", "en")
    page.get_by_role("button", name=words["end"]).press("Enter")
    field = figure.locator("label input")
    field.fill("max(x, 0) * (x + y")
    field.press("Enter")
    fault = words["place"].replace("{at}", "13") + words["unclosed"]
    assert figure.locator(".says").text_content() == figure.locator(".heard").text_content() == fault
    dim = figure.locator("table").evaluate("part => getComputedStyle(part).opacity")
    assert float(dim) < 0.5, "what is drawn is of another formula"
    assert figure.evaluate("figure => figure.state.of") == "2*(x*y+max(z,w))", "the last good circuit stays"
    assert figure.locator("[data-of]").count() == 4
    field.press("End")
    page.keyboard.type(")")
    assert figure.locator(".says").text_content() != fault and field.get_attribute("aria-invalid") == "false"
    assert [row.get_attribute("data-of") for row in figure.locator("[data-of]").all()] == ["x", "y"]
    assert figure.locator(".count").text_content() == "7 / 7", "who was at the end is at the end"
    until(page, "location.hash.includes('of=max(x,0)*(x+y)')", timeout=5000)
    page.reload()
    page.wait_for_selector(".is-live")
    assert figure.evaluate("figure => figure.state.of") == "max(x,0)*(x+y)"
    figure.locator("[data-of=x] input").fill("100")
    assert figure.locator(".heard").text_content() == words["large"].replace("{largest}", "99")
    page.get_by_role("button", name=of_kind("figure", "en")["reset"]).press("Enter")
    assert field.input_value() == "2*(x*y+max(z,w))" and figure.locator("[data-of]").count() == 4
    assert tabs.online.complaints == []


def test_the_answer_stays_right_at_another_x_and_nothing_is_measured_at_a_kink(tabs: Tabs, address: str) -> None:
    page = opened(tabs.online, f"{address}ja/gate-patterns.html#fig=gate-patterns-three-gates&step=9&at=3,0,2,1")
    figure = page.locator("#gate-patterns-three-gates .is-live")
    words = of_kind("circuit", "ja")
    page.locator("[data-of=w] [data-by='1']").press("Enter")
    assert page.locator(".right").count() == 1 and words["agrees"] not in figure.locator(".says").text_content()
    page.locator("[data-of=x] [data-by='1']").press("Enter")
    assert page.locator(".right").count() == 1
    page.locator("[data-of=y] [data-by='1']").press("Enter")
    assert page.locator(".right").count() == 0
    page.locator("[data-of=w] [data-by='1']").press("Enter")
    assert words["agrees"] in figure.locator(".says").text_content()


def test_a_figure_opens_with_the_circuit_that_is_drawn(tabs: Tabs, address: str) -> None:
    drawn = {"circuits-fork": circuits.fork_circuit(), "gate-patterns-three-gates": gate_patterns.three_gates_circuit()}
    for name, circuit in drawn.items():
        page = opened(tabs.online, f"{address}en/{name.rpartition('-')[0].removesuffix('-three')}.html#fig={name}")
        found = page.locator(f"#{name} .is-live").evaluate(
            "figure => figure.core.view(figure.core.stepped(figure.state, 99))"
        )
        named = {node.label.strip("$"): at for at, node in enumerate(circuit.nodes) if not node.gate}
        gradients = circuit.backward()[0]
        assert {letter: found["gradients"][letter] for letter in found["letters"]} == {
            letter: gradients[at] for letter, at in named.items()
        }
        values = sorted(node.value for node in circuit.nodes)
        assert sorted(found["values"].values()) == values
