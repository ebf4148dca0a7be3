"""Exercises answer back on the page: seen in Chromium, mostly from disk, where no module and no Python is loaded."""

import json
import re

import pytest
from browser import SITE
from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab
from the_book import BOOK, alike

from book.checks.answers import known, values
from book.ground.languages import LANGUAGES
from book.ground.strings import strings

EN = strings("en")


def opened(visit, slug: str, language: str = "en", host: str = "", **options) -> Tab:
    """A page at its exercises, from disk, or from a `host`.

    Of what a page from disk keeps, Chromium 156 finds nothing after one reload in 30 on a busy machine; of what one
    from a host keeps, all.
    """
    page = visit(**options).open(f"{host or SITE.as_uri() + '/'}{language}/{slug}.html#exercises")
    page.wait_for_selector(".try")
    return page


def form(page: Tab, name: str) -> Locator:
    """The form of an exercise: the next one after its heading."""
    return page.locator(f"#exercise-{name} ~ .try").first


def check(form: Locator) -> str:
    """Presses Check and returns what is said."""
    form.get_by_role("button", name=EN["judge-check"]).click()
    form.locator(".says:not(:empty)").wait_for()
    return form.locator(".says").inner_text()


def test_a_number_right_wrong_and_unread(visit) -> None:
    page = opened(visit, "affine")
    trap = form(page, "trap")
    trap.locator("input").fill("twelve")
    assert check(trap) == EN["judge-unread-number"]
    trap.locator("input").fill("0")
    said = check(trap)
    assert said.startswith(EN["judge-wrong"]) and "That is what was meant." in said and "If you found" not in said
    trap.locator("input").fill("13")
    assert check(trap) == f"{EN['judge-wrong']} {EN['judge-look']}"
    trap.locator("input").fill("１２")
    trap.locator("input").press("Enter")
    assert trap.locator(".says").inner_text() == EN["judge-right"]


def test_a_judge_that_did_not_come_is_asked_for_again(visit, address: str) -> None:
    page = visit().open(f"{address}en/affine.html#exercise-trap")
    page.wait_for_selector(".try")
    trap = form(page, "trap")
    page.route("**/judge.js", lambda route: route.abort())
    trap.locator("input").fill("12")
    with page.expect_event("requestfailed"):
        trap.locator("button").click()
    page.unroute("**/judge.js")
    assert check(trap) == EN["judge-right"]


def test_which_of_several_questions_is_judged_is_said(visit) -> None:
    page = opened(visit, "affine")
    assert form(page, "shapes").locator("label span").inner_text() == EN["judge-yours-first"]
    form(page, "shapes").locator("input").fill(", ".join(map(str, values(BOOK)["affine"]["shapes"].values["answer"])))
    assert check(form(page, "shapes")) == EN["judge-right-part"], "and that the others are not"
    assert form(page, "trap").locator("label span").inner_text() == EN["judge-yours"]


def test_a_choice(visit) -> None:
    page = opened(visit, "by-rows")
    silent = form(page, "silent-row")
    assert check(silent) == EN["judge-unread-choice"]
    choices = page.locator("#exercise-silent-row ~ .choices").first.get_by_role("radio")
    choices.nth(0).check()
    assert "have nothing to do with row 2" in check(silent)
    choices.nth(1).check()
    choices.nth(1).press("Enter")
    assert silent.locator(".says").inner_text() == EN["judge-right"]


def test_steps_are_put_in_order_by_buttons_and_by_dragging(visit) -> None:
    page = opened(visit, "components")
    answer = values(BOOK)["components"]["squares"].values["answer"]
    steps = page.locator("#exercise-squares ~ .choices").first.locator("li")
    order = lambda: [int(item.get_attribute("value")) for item in steps.all()]  # noqa: E731
    assert order() == sorted(answer)

    steps.nth(2).get_by_role("button", name=re.compile(EN["judge-up"])).click()
    steps.nth(1).get_by_role("button", name=re.compile(EN["judge-up"])).click()
    moved = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert order() == [3, 1, 2, 4] and moved == f"{EN['judge-up']}: 3", "the button that was pressed keeps the focus"
    squares = form(page, "squares")
    assert check(squares) == f"{EN['judge-wrong']} {EN['judge-begins'].format(count=2)}"

    handle, above = steps.nth(3).locator(".handle").bounding_box(), steps.nth(2).bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(above["x"] + 30, above["y"] + 4, steps=5)
    page.mouse.up()
    assert order() == answer
    assert check(squares) == EN["judge-right"]


def test_progress_stays_on_the_device_and_can_be_forgotten(visit, address: str) -> None:
    page = opened(visit, "affine", host=address)
    assert page.locator(".progress").is_hidden()
    trap = form(page, "trap")
    trap.locator("input").fill("12")
    check(trap)
    total = page.locator(".try").count()
    wanted = EN["judge-progress"].format(solved=1, all=total)
    assert page.locator(".progress").inner_text().startswith(wanted)
    assert page.locator("#exercise-trap .solved").get_attribute("aria-label") == EN["judge-solved"]
    assert json.loads(page.evaluate("localStorage.getItem('gradients:solved')")) == {"affine": ["trap"]}

    page.reload()
    page.wait_for_selector(".try")
    assert page.locator(".progress").inner_text().startswith(wanted)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=EN["judge-forget"]).click()
    assert page.locator(".progress").is_hidden() and page.locator(".solved").count() == 0
    assert page.evaluate("localStorage.getItem('gradients:solved')") is None


def test_what_is_kept_may_be_broken(visit, address: str) -> None:
    page = opened(visit, "affine", host=address)
    for broken in ("{broken", "7", "[1]", '{"affine": 7}', '{"affine": {"layout": 7}}'):
        for name in ("solved", "written"):
            page.evaluate("([key, broken]) => localStorage.setItem(key, broken)", [f"gradients:{name}", broken])
        page.reload()
        page.wait_for_selector(".try")
        assert page.locator(".try").count() == sum(one.kind != "reason" for one in known(BOOK, "affine")[0].values())
        trap = form(page, "trap")
        trap.locator("input").fill("12")
        assert check(trap) == EN["judge-right"]


@pytest.mark.parametrize("language", alike([*LANGUAGES], 2))
def test_a_function_from_disk_says_why_it_is_not_judged(language: str, visit) -> None:
    page = opened(visit, "affine", language)
    layout = form(page, "layout")
    field, says = layout.locator("textarea"), layout.locator(".says:not(:empty)")
    assert field.input_value() == "def layout(X, V, dZ):\n    "
    layout.locator("button").click()
    assert says.inner_text() == strings(language)["judge-untouched"]
    field.fill("def layout(X, V, dZ):\n    return X")
    assert says.count() == 0, "what was said was said of another answer"
    layout.locator("button").click()
    assert says.inner_text() == strings(language)["run_disk"]


def test_code_that_was_written_is_kept_until_all_is_forgotten(visit, address: str) -> None:
    page = opened(visit, "affine", host=address)
    code = "def layout(X, V, dZ):\n    return X  # not yet"
    form(page, "layout").locator("textarea").fill(code)
    form(page, "trap").locator("input").fill("12")
    check(form(page, "trap"))
    page.reload()
    page.wait_for_selector(".try")
    assert form(page, "layout").locator("textarea").input_value() == code
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=EN["judge-forget"]).click()
    page.reload()
    page.wait_for_selector(".try")
    assert form(page, "layout").locator("textarea").input_value() == "def layout(X, V, dZ):\n    "


def test_a_jump_past_the_exercises_offers_their_fields(visit) -> None:
    """By the end key, the scroll bar or a search in the page the heading is never seen to come near."""
    page = visit().open((SITE / "en" / "affine.html").as_uri())
    assert page.locator(".try").count() == 0
    page.evaluate("window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.wait_for_selector(".try")


def test_on_paper_there_are_no_fields(visit) -> None:
    page = opened(visit, "affine")
    page.emulate_media(media="print")
    assert page.locator(".try:visible, .progress:visible, .run:visible, .copy:visible").count() == 0


def test_without_scripts_the_folded_answers_stay(visit) -> None:
    page = visit(java_script_enabled=False).open((SITE / "en" / "affine.html").as_uri())
    assert page.locator(".try").count() == 0
    assert page.locator("details.answer").count() == 5
