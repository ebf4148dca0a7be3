"""The tape stepper: its engines are the book's, with each of the six bugs, exactly; questions are answered by keys."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from browser import Tabs
from the_book import BOOK, alike
from touching import judged_by_node, opened, to

from book.figures import engine as figures
from book.figures.kit import registry
from book.figures.kit.words import of_kind
from book.ground.languages import LANGUAGES
from snippets.engine import bugs, operations
from snippets.engine.hunt import hunted

CASES = 1000
APART = """rows => rows.map(row => {
    const value = document.createRange();
    value.selectNodeContents(row.querySelector('.value'));
    return value.getBoundingClientRect().left - row.querySelector('th > :last-child').getBoundingClientRect().right;
})"""
BUGS = {"fork": "1", "order": "2", "views": "3", "axes": "4", "twice": "5", "passes": "6"}
SOUND = bugs.bug_passes["right"]
ENGINES = {"none": bugs.engine(SOUND, SOUND)} | {
    name: bugs.engine(**bugs.BUGS[number]) for name, number in BUGS.items()
}
COMPUTE = {"+": np.add, "*": np.multiply, "turn": lambda x: x.transpose(2, 0, 1)}


def program(random: np.random.Generator) -> dict[str, object]:
    """A small program with forks, turns, steps that lead nowhere and function objects that are called again."""
    count = int(random.integers(1, 4))
    leaves = {name: random.integers(-3, 4, count).tolist() for name in "xwv"[: random.integers(1, 4)]}
    values = {name: np.array(data).reshape(count, 1, 1) for name, data in leaves.items()}
    lines, objects = [], {operation: [] for operation in COMPUTE}
    for name in "abcefgh"[: random.integers(1, 8)]:
        x = str(random.choice([*values]))
        operation = str(random.choice([*COMPUTE]))
        same = [other for other, value in values.items() if value.shape == values[x].shape]
        inputs = [x] if operation == "turn" else [x, str(random.choice(same))]
        value = COMPUTE[operation](*(values[one] for one in inputs))
        if np.abs(value).max() > 1000:
            continue
        known = objects[operation]
        known.append(str(random.choice(known)) if known and random.random() < 0.4 else name)
        values[name] = value
        lines.append([name, operation, inputs, known[-1]])
    return {"leaves": leaves, "lines": lines} if lines else program(random)


def ran(e: SimpleNamespace, given: Mapping) -> dict[str, object]:
    """Two passes of an engine: all gradients after each, the error that stopped it, and the order of the steps."""
    kinds = {"+": e.Add, "*": e.Multiply, "turn": lambda: e.Transpose((2, 0, 1))}
    variables = {name: e.Variable(np.reshape(data, (-1, 1, 1))) for name, data in given["leaves"].items()}
    objects = {}
    for name, operation, inputs, *key in given["lines"]:
        called = objects.setdefault(*(key or [name]), kinds[operation]())
        variables[name] = called(*(variables[x] for x in inputs))
    result = variables[given["lines"][-1][0]]
    name_of = {variable: name for name, variable in variables.items()}
    order = [name_of[step.outputs[0]] for step in reversed(e.tape(result))]
    passes = []
    for _ in range(2):
        try:
            result.backward(np.ones(result.data.shape))
        except ValueError as error:
            text = re.fullmatch(r"gradient by Transpose has the shape (.*)", str(error))[1]
            return {"passes": [], "error": text, "order": None}
        passes.append({name: figures.whole(v.grad) for name, v in variables.items()})
    return {"passes": passes, "error": "", "order": order}


def test_a_thousand_programs_on_seven_engines(tmp_path: Path) -> None:
    random = np.random.default_rng(8)
    cases = []
    for _ in range(CASES):
        given = program(random)
        cases.append({"program": given, "engines": {name: ran(e, given) for name, e in ENGINES.items()}})
    assert judged_by_node("tape", cases, tmp_path).strip() == str(CASES)
    for name in BUGS:
        shown = sum(case["engines"][name] != case["engines"]["none"] for case in cases)
        assert shown > CASES / 50, f"{name} is hardly ever to be seen: {shown}"


def test_the_program_of_the_figure_is_that_of_the_page() -> None:
    """Run by its lines, it is what the sample runs; with each bug, too."""
    given = figures.recorded(hunted(operations))["program"]
    for e in ENGINES.values():
        variables = hunted(e)
        found = ran(e, given)
        if found["passes"]:
            variables["y"].backward(np.ones(variables["y"].data.shape))
            assert {name: figures.whole(v.grad) for name, v in variables.items()} == found["passes"][0]
    walks = {json.dumps(ran(e, given)) for e in ENGINES.values()}
    assert len(walks) == len(ENGINES), "each bug shows in a way of its own"


def test_the_question_has_the_numbers_of_its_answer() -> None:
    (wanted,) = registry.touched("engine-tape").goal["ends"]["x"]
    right = figures.whole(figures.program()["x"].grad)
    for page in (BOOK.page(language, "engine") for language in LANGUAGES):
        asked = page.source.partition("/// figure | engine-tape")[0].strip().rpartition("\n\n")[2]
        assert sorted(map(int, re.findall(r"\d\d+", asked))) == sorted([*right, wanted])


@pytest.mark.parametrize(("language", "width"), alike([*zip(LANGUAGES, (360, 1280, 360), strict=True)], 1))
def test_both_questions_are_answered_by_the_keyboard_alone(language: str, width: int, tabs: Tabs, address: str) -> None:
    common, words = of_kind("figure", language), of_kind("tape", language)
    page = opened(tabs.online, f"{address}{language}/engine.html#fig=engine-tape", width)
    keyboard = page.keyboard

    def heard(name: str) -> str:
        return page.locator(f"#{name} .heard").text_content()

    def answer(name: str) -> str:
        reason = json.loads(page.locator(f"#{name} > .is-live").get_attribute("data-opens"))["answered"]
        return f"{common['right']}{common['space']}{reason}".replace("`", "")

    def taken(step: str) -> None:
        page.locator("#engine-tape .stage").evaluate("stage => { stage.tabIndex = -1; stage.focus(); }")
        for _ in "acy"[: "acy".index(step) + 1]:
            keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").startswith(f"{step} = ")
        keyboard.press("Enter")

    for step in "yca":
        taken(step)
    assert not page.locator("[data-answered]").count() and "36" in heard("engine-tape")
    taken("c")
    assert heard("engine-tape") == words["done"].replace("{name}", "c").replace("`", "")
    ends = {"list": "dx = 36, dw = 45", "right": "dx = 36, dw = 45"}
    for order in "yca", "ayc", "yac":
        to(page, "#engine-tape .on")
        for _ in "yca":
            keyboard.press("ArrowLeft")
        for step in order:
            taken(step)
        ends["list"] = {"yca": ends["right"], "ayc": "dx = 6, dw = 0", "yac": "dx = 24, dw = 27"}[order]
        said = words["ends" if order == "yca" else "ends-wrong"]
        for key, numbers in ends.items():
            said = said.replace(f"{{{key}}}", numbers.replace(", ", common["comma"]))
        assert said in heard("engine-tape"), "an order that ends wrong is called wrong"
        assert page.locator("[data-answered]").count() == (order == "yac")
    assert heard("engine-tape").endswith(answer("engine-tape"))

    page = opened(tabs.online, f"{address}{language}/engine.html#fig=engine-hunt", width)
    apart = page.locator("#engine-hunt tbody tr").evaluate_all(APART)
    assert min(apart) > 5, "formulas keep away from their values"
    name = lambda bug: page.evaluate("document.activeElement.textContent") == words[bug]  # noqa: E731
    page.locator("#engine-hunt .on").focus()
    to(page, "#engine-hunt .which button")
    keyboard.press("Enter")
    assert name("fork") and heard("engine-hunt") == words["nothing"]
    page.locator("#engine-hunt .on").focus()
    for _ in range(6):
        keyboard.press("ArrowRight")
    assert not page.locator("[data-answered]").count()
    to(page, "#engine-hunt .which button")
    keyboard.press("Enter")
    assert heard("engine-hunt") == words["not-pass"].replace("{name}", "x").replace("{would}", "[3\u00a02]").replace(
        "{is}", "[7\u00a05]"
    )
    for _ in range(2):
        keyboard.press("Tab")
    assert name("views")
    keyboard.press("Enter")
    assert heard("engine-hunt").endswith(answer("engine-hunt"))
    assert page.locator("#engine-hunt .engine [aria-pressed=true]").text_content() == "A ✓"
    page.locator("#engine-hunt .engine button").nth(3).press("Enter")
    for _ in range(3):
        page.locator("#engine-hunt .on").press("Enter")
    assert "(1, 1, 2), not (2, 1, 1)" in heard("engine-hunt").replace("\u00a0", " ")
    page.locator("#engine-hunt .which button").nth(3).press("Enter")
    assert heard("engine-hunt").endswith(words["is-axes"])
    assert tabs.online.complaints == []
