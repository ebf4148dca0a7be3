"""Code in the reader's browser: every sample prints what the page shows, and what a reader does has its answer.

Chromium asks no other host; the files are those of site/runtime. What a function is worth, test_referee.py says.
"""

import base64
import functools
import hashlib
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser import SITE, Visit, until
from playwright.sync_api import BrowserContext, Locator
from playwright.sync_api import Page as Tab
from the_book import BOOK, alike
from touching import AXE, AXED

from book.ground.languages import LANGUAGES
from book.ground.strings import strings
from book.run import gather
from book.source.samples import blocks

EN = strings("en")
LONG = 60_000  # ms: a start of Python on a busy machine

# Runs the blocks of a page, fetched from its address, and returns what differs from the outputs that it shows.
WHOLE_PAGE = """async ([runtime, address]) => {
    window.python ??= new (await import(runtime + 'runner.mjs')).Runner(runtime);
    await python.start();
    await python.forget();
    const html = await (await fetch(address)).text();  // whose style is not that of this page, which its policy refuses
    const page = new DOMParser().parseFromString(html.replace(/<style.*?<\\/style>/gs, ''), 'text/html');
    let printed = '', number = 0;
    const wrong = [];
    for (const block of page.querySelectorAll('.page .highlight')) {
        const code = block.querySelector('code');
        code.querySelectorAll('.note-mark').forEach(mark => mark.remove());
        if (!block.matches('.output')) {
            const { error } = await python.run(number++, code.textContent, text => printed += text);
            if (error) wrong.push([code.textContent, error.text]);
            continue;
        }
        if (printed.trimEnd() !== code.textContent.trimEnd()) wrong.push([code.textContent, printed]);
        printed = '';
    }
    return [number, printed, wrong];
}"""


@pytest.fixture(scope="module")
def python(readers: Callable[..., BrowserContext], address: str) -> Iterator[Tab]:
    """A page in which Python has been started."""
    page = readers().new_page()
    page.goto(f"{address}en/affine.html")
    yield page
    page.close()


@pytest.mark.parametrize("slug", alike([page.slug for page in BOOK.pages("en") if blocks(BOOK.snippets, page)], 1, 6))
def test_every_sample_prints_in_the_browser_what_the_page_shows(slug: str, python: Tab, address: str) -> None:
    count, unshown, wrong = python.evaluate(WHOLE_PAGE, [f"{address}runtime/", f"{address}en/{slug}.html"])
    assert count == sum(not one.output for one in blocks(BOOK.snippets, BOOK.page("en", slug)))
    assert wrong == [] and unshown == ""


def test_another_output_would_be_seen(python: Tab, address: str, tmp_path: Path) -> None:
    page = (SITE / "en" / "affine.html").read_text(encoding="utf-8")
    python.route("**/planted.html", lambda route: route.fulfill(body=page.replace(" 19]", " 18]")))
    assert python.evaluate(WHOLE_PAGE, [f"{address}runtime/", f"{address}planted.html"])[2]
    python.unroute("**/planted.html")


def cell(page: Tab, number: int = 0) -> Locator:
    """A block of code of the page."""
    return page.locator(".page .highlight:not(.output)").nth(number)


def is_now(block: Locator, state: str) -> None:
    """Waits until a cell is in a state, and no other."""
    until(block.page, "([b, s]) => b.dataset.run === s", arg=[block.element_handle(), state], timeout=LONG)


def output(page: Tab, number: int = 0) -> str:
    return page.locator(".page .output code").nth(number).inner_text()


@pytest.fixture
def opened(visit, address: str) -> Visit:
    tab = visit()
    tab.open(f"{address}en/gate-patterns.html")
    return tab


class Started(NamedTuple):
    """A page whose second cell has been run, and what it had asked for and shown before."""

    tab: Visit
    asked: list[str]
    shown: str


@pytest.fixture(scope="module")
def started(readers: Callable[..., BrowserContext], address: str) -> Iterator[Started]:
    """One for many tests: a start of Python takes seconds."""
    tab = Visit(readers())
    page = tab.open(f"{address}en/gate-patterns.html")
    page.wait_for_timeout(300)
    before = Started(tab, [*tab.requests], output(page))
    cell(page, 1).locator(".run").click()
    is_now(cell(page, 1), "done")
    yield before
    page.close()


@pytest.fixture
def page(started: Started) -> Iterator[Tab]:
    """The same page, as the book has it."""
    page = started.tab.page
    yield page
    for block in page.locator(".page .highlight:has(.run-bar)").all():
        if (reset := block.get_by_role("button", name=EN["run-reset"])).is_visible():
            reset.click()


def test_nothing_of_python_is_asked_for_before_the_first_run_which_runs_the_cells_above_too(
    started: Started, address: str
) -> None:
    tab, page = started.tab, started.tab.page
    assert not [url for url in started.asked if "runtime" in url or "touch.css" in url]
    assert output(page) == started.shown
    assert page.locator(".run-bar").count() == 1, "the cell above has run, and nobody has opened it"
    assert [url for url in tab.requests if url.endswith(".wasm")]
    assert all(url.startswith(address) for url in tab.requests)
    assert tab.complaints == []


def test_code_that_ends_python_is_told_so_and_the_next_run_is_whole(page: Tab) -> None:
    block, shown = cell(page, 1), output(page)
    block.get_by_role("button", name=EN["run-edit"]).click()
    block.locator("textarea").fill("import os\nos._exit(3)")
    block.locator("textarea").press("Control+Enter")
    is_now(block, "error")
    assert block.locator(".run-status").inner_text() == EN["run-died"]
    block.get_by_role("button", name=EN["run-reset"]).click()
    block.get_by_role("button", name=EN["run-run"]).click()
    is_now(block, "done")
    assert output(page) == shown


def test_each_cell_prints_below_itself_and_what_is_past_looks_so(page: Tab) -> None:
    first, second, shown = cell(page), cell(page, 1), output(page)
    for block in (second, first):
        block.get_by_role("button", name=EN["run-run"]).click()
        is_now(block, "done")
    mine, book = page.locator(".output").nth(0), page.locator(".output").nth(1)
    assert page.locator(".page .output.past code").first.inner_text() == shown, "the code above it has run anew"
    first.get_by_role("button", name=EN["run-edit"]).click()
    first.locator("textarea").fill("X = 6\nX * 7")
    first.locator("textarea").press("Control+Enter")
    is_now(first, "done")
    assert (mine.locator("code").inner_text(), book.locator("code").inner_text()) == ("42\n", shown)
    assert first.locator("+ .output").count() == 1
    first.locator("textarea").fill("while True: pass")
    assert first.locator(".run-status").inner_text() == "", "what was said was said of another text"
    first.locator("textarea").press("Control+Enter")
    is_now(first, "running")
    assert not mine.is_visible(), "an output is not that of the code that runs now"
    second.get_by_role("button", name=EN["run-run"]).click()
    assert second.locator(".run-status").inner_text() == EN["run-busy"]
    first.get_by_role("button", name=EN["run-stop"]).click()
    is_now(first, "stopped")
    until(page, "b => b.querySelector('.run-status').textContent === ''", arg=second.element_handle())


def test_a_class_that_was_edited_is_used_below(python: Tab, address: str) -> None:
    """The cells below import the sample's; what stands on the page goes before."""
    result = python.evaluate(
        """async runtime => {
            window.python ??= new (await import(runtime + 'runner.mjs')).Runner(runtime);
            await python.start();
            await python.forget();
            let printed = '';
            const blocks = [
                "from snippets.fixture import X\\nprint(X.shape)",
                "X = 7\\nclass Variable:\\n    mine = True",
                "from snippets.fixture import X, Y\\nfrom snippets.engine.variable import Variable",
                "print(X, Y.shape, Variable.mine)",
            ];
            for (const [at, code] of blocks.entries()) await python.run(at, code, text => printed += text);
            return printed;
        }""",
        f"{address}runtime/",
    )
    assert result == "(2, 3)\n7 (3, 4) True\n"


def test_what_a_block_has_changed_in_place_is_as_before_when_all_begins_again(python: Tab, address: str) -> None:
    result = python.evaluate(
        """async runtime => {
            window.python ??= new (await import(runtime + 'runner.mjs')).Runner(runtime);
            await python.start();
            let printed = '';
            const runs = async code => (await python.run(0, code, text => printed += text)).error?.text ?? '';
            await python.forget();
            await runs("from snippets.fixture import X\\nX *= 10");
            await python.forget();
            await runs("from snippets.fixture import X\\nprint(X.max())");
            return printed + await runs("input('?')");
        }""",
        f"{address}runtime/",
    )
    assert result.startswith("4\n") and "a page cannot ask for input" in result


def test_words_that_do_not_come_are_asked_for_again(opened: Visit) -> None:
    opened.page.route("**/words.json", lambda route: route.abort())
    cell(opened.page).locator(".run").click()
    cell(opened.page).locator(".run-said").wait_for()
    assert cell(opened.page).locator(".run-said").inner_text() == EN["run_missing"].format(file="words.json")
    opened.page.unroute("**/words.json")
    opened.page.route("**/runtime.json", lambda route: None)  # never answers
    cell(opened.page).locator(".run").click()
    is_now(cell(opened.page), "loading")
    assert cell(opened.page).locator(".run-said").count() == 0


def test_the_bar_of_a_cell_taller_than_the_window_is_in_sight(visit, address: str) -> None:
    page = visit().open(f"{address}en/engine.html")
    heights = page.locator(".page .highlight:not(.output)").evaluate_all("blocks => blocks.map(b => b.offsetHeight)")
    tall = cell(page, heights.index(max(heights)))
    assert max(heights) > 800
    page.route("**/runtime.json", lambda route: None)  # never answers
    tall.locator(".run").click()
    is_now(tall, "loading")
    box = tall.locator(".run-bar").bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] <= 800


def test_edit_error_stop_and_reset_with_the_keyboard_alone(page: Tab) -> None:
    block, shown = cell(page, 1), output(page)
    block.get_by_role("button", name=EN["run-run"]).focus()
    page.keyboard.press("Enter")
    is_now(block, "done")
    assert block.get_by_role("button", name=EN["run-run"]).evaluate("node => node === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert block.locator("textarea").evaluate("node => node === document.activeElement")

    page.keyboard.press("Control+A")
    page.keyboard.type("if True:\nprint('typed')\n1 / 0")  # each line begins where the last one did
    page.keyboard.press("Control+Enter")
    is_now(block, "error")
    assert output(page).startswith("typed\nTraceback (most recent call last):\n")
    assert output(page).rstrip().endswith("    1 / 0\n    ~~^~~\nZeroDivisionError: division by zero")
    assert "pyodide" not in output(page) and "cells.py" not in output(page)
    assert block.locator(".run-status").inner_text() == EN["run-error"].format(
        line=3, last="ZeroDivisionError: division by zero"
    )
    assert block.locator("textarea.faulty").evaluate("node => node.style.getPropertyValue('--line')") == "2"

    page.keyboard.press("Control+A")
    page.keyboard.type("while True: pass")
    page.keyboard.press("Control+Enter")
    is_now(block, "running")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Stop
    is_now(block, "stopped")
    page.keyboard.press("Tab")
    while block.page.evaluate("document.activeElement.textContent") != EN["run-reset"]:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert output(page) == shown and block.locator("textarea").count() == 0
    page.keyboard.press("Enter")  # Run has the focus
    is_now(block, "done")
    assert output(page) == shown


def test_stop_while_python_is_loading_stops_what_was_asked_for_and_nothing_else(opened: Visit) -> None:
    """Files that are on their way still come; the program for which they were fetched does not run."""
    page = opened.page
    first, second = cell(page), cell(page, 1)
    first.locator(".run").click()
    is_now(first, "loading")
    second.locator(".run").click()  # another press meanwhile is refused, and takes nothing away
    second.locator(".run-status:not(:empty)").wait_for()
    assert second.locator(".run-status").inner_text() == EN["run-busy"]
    assert first.get_attribute("data-run") == "loading"
    first.get_by_role("button", name=EN["run-stop"]).click()
    is_now(first, "stopped")
    second.get_by_role("button", name=EN["run-run"]).click()
    is_now(second, "done")
    assert len([url for url in opened.requests if url.endswith(".wasm")]) == 1


def test_ten_runs_in_a_row_print_the_same_and_keep_nothing(page: Tab) -> None:
    block, shown = cell(page, 1), output(page)
    heap = "() => performance.memory.usedJSHeapSize"
    before = page.evaluate(heap)
    for _ in range(10):
        block.get_by_role("button", name=EN["run-run"]).click()
        is_now(block, "done")
        assert output(page) == shown
    assert page.evaluate(heap) < before + 5_000_000


def test_code_above_that_fails_is_named_and_what_stands_on_it_does_not_run(page: Tab) -> None:
    first, second = cell(page), cell(page, 1)
    first.get_by_role("button", name=EN["run-run"]).click()
    is_now(first, "done")
    first.get_by_role("button", name=EN["run-edit"]).click()
    first.locator("textarea").fill("import nothing_of_the_kind")
    second.get_by_role("button", name=EN["run-run"]).click()
    is_now(second, "error")
    assert second.locator(".run-status").inner_text() == EN["run-error-above"]
    assert "nothing_of_the_kind" in first.locator(".run-status").inner_text()


def test_a_loop_that_prints_for_ever_is_stopped_within_a_second_and_fills_no_page(page: Tab) -> None:
    """The last on this page: after a Stop, Python begins anew."""
    block = cell(page, 1)
    block.get_by_role("button", name=EN["run-edit"]).click()
    block.locator("textarea").fill("while True:\n    print('and again')")
    block.locator("textarea").press("Control+Enter")
    page.wait_for_timeout(700)
    taken = page.evaluate(
        """async ([block, stop]) => {
            const began = performance.now();
            [...block.querySelectorAll('button')].find(b => b.textContent === stop).click();
            while (block.dataset.run !== 'stopped') await new Promise(done => setTimeout(done, 10));
            return performance.now() - began;
        }""",
        [block.element_handle(), EN["run-stop"]],
    )
    assert taken < 1000
    assert len(output(page)) < 250_000


def test_a_file_that_is_missing_or_damaged_is_named_and_the_next_press_tries_again(opened: Visit) -> None:
    page, block = opened.page, cell(opened.page)
    press = block.locator(".run")
    faults = (
        ("runtime.json", "gone", "run-missing"),
        ("python_stdlib.zip", "gone", "run-missing"),
        ("pyodide.asm.wasm", "short", "run-damaged"),
        ("pyodide.asm.mjs", "changed", "run-damaged"),
        ("book.zip", "changed", "run-damaged"),
    )
    for name, fault, key in alike(faults, 0, 2):
        data, says = (SITE / "runtime" / name).read_bytes(), EN[key].format(file=name)
        answer = {
            "gone": lambda route: route.abort(),
            "short": lambda route: route.fulfill(body=data[:-100]),  # noqa: B023
            "changed": lambda route: route.fulfill(body=data[:-1] + bytes([data[-1] ^ 1])),  # noqa: B023
        }
        page.route(f"**/{name}", answer[fault])
        press.click()
        block.locator(".run-status", has_text=says).wait_for(timeout=LONG)
        is_now(block, "error")
        assert block.locator(".run-status").inner_text() == says
        page.unroute(f"**/{name}")
        press = block.get_by_role("button", name=EN["run-run"])
    press.click()
    is_now(block, "done")


def test_without_our_own_script_the_button_says_so(opened: Visit) -> None:
    opened.page.route("**/page.mjs", lambda route: route.abort())
    block = cell(opened.page)
    block.locator(".run").click()
    block.locator(".run-said").wait_for()
    assert block.locator(".run-said").inner_text() == EN["run_missing"].format(file="page.mjs")


@pytest.mark.parametrize("language", alike([*LANGUAGES], 1))
def test_from_disk_the_button_says_why_not_and_what_to_do(language: str, visit) -> None:
    page = visit().open((SITE / language / "gate-patterns.html").as_uri())
    cell(page).locator(".run").click()
    assert cell(page).locator(".run-said").inner_text() == strings(language)["run_disk"]


def axe(page: Tab) -> list[str]:
    """What axe finds on a page as it stands, in the light and in the dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(AXED, "html")
    page.emulate_media(color_scheme="dark")
    return found + page.evaluate(AXED, "html")


def test_a_phone_has_room_for_every_state_and_axe_finds_nothing(visit, address: str) -> None:
    tab = visit(width=360)
    page = tab.open(f"{address}ja/affine.html#exercises", 360)
    page.wait_for_selector(".try")
    words = strings("ja")
    exercises = [page.locator(f"#exercise-{name} ~ form").first for name in ("shapes", "column", "trap", "layout")]
    exercises[0].locator("input").fill("2, 3, 4")
    exercises[1].locator("textarea").fill("4 3")
    exercises[2].locator("input").fill("?")
    for form in exercises[:3]:
        form.locator("button").click()
    exercises[3].locator("textarea").fill("def layout(X, V, dZ):\n    return 1 / 0")
    exercises[3].locator("button").click()
    exercises[3].locator("pre").first.wait_for(timeout=LONG)
    block = cell(page, 3)
    block.locator(".run").click()
    is_now(block, "done")
    block.get_by_role("button", name=words["run-edit"]).click()
    block.locator("textarea").fill("1 / 0")
    block.locator("textarea").press("Control+Enter")
    is_now(block, "error")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    assert axe(page) == []


@pytest.fixture(scope="module")
def puzzles(readers: Callable[..., BrowserContext], address: str) -> Iterator[Visit]:
    """The puzzles on a phone."""
    tab = Visit(readers())
    tab.open(f"{address}en/puzzles.html", 360).wait_for_selector(".try")
    yield tab
    tab.page.close()


def test_a_check_that_is_pressed_twice_can_be_stopped_and_judges_what_was_written_then(puzzles: Visit) -> None:
    """Stopped while Python is loading, it judges nothing; the next check does."""
    page = puzzles.page
    form = page.locator("#exercise-same ~ form").first
    area, says = form.locator("textarea"), form.locator(".says")
    area.fill("def same_back(dy):\n    while True: pass")
    form.get_by_role("button", name=EN["judge-check"]).dblclick()
    form.get_by_role("button", name=EN["judge-stop"]).click()
    form.locator(".says[data-verdict]").wait_for()
    assert says.inner_text() == EN["judge-stopped"]
    area.fill("def same_back(dy):\n    return dy")
    area.press("Control+Enter")
    form.get_by_role("button", name=EN["judge-stop"]).wait_for()
    area.fill("def same_back(dy):\n    return 5 * dy")
    form.get_by_role("button", name=EN["judge-check"]).wait_for(timeout=LONG)
    assert says.inner_text() == "" and page.locator(".solved").count() == 0
    area.fill("def same_back(dy):\n    return 1 / 0")
    area.press("Control+Enter")
    form.locator(".says pre").first.wait_for(timeout=LONG)
    assert "ZeroDivisionError" in says.inner_text()


def try_out(page: Tab, name: str, body: str) -> Locator:
    """Has a puzzle judged; returns what is said of it."""
    form = page.locator(f"#exercise-{name} ~ form").first
    area = form.locator("textarea")
    area.fill(area.input_value() + body)
    area.press("Control+Enter")
    form.locator(".says[data-verdict]").wait_for(timeout=LONG)
    return form.locator(".says")


def test_the_entries_of_a_puzzle_that_are_wrong_stand_before_the_right_ones(puzzles: Visit) -> None:
    page = puzzles.page
    assert try_out(page, "triple", "return dy + dy + dy").inner_text() == EN["judge-right"]
    assert page.locator(".progress").inner_text().startswith(EN["judge-progress"].format(solved=1, all=20))
    assert page.locator(".progress + h2").get_attribute("id") == "level-move"
    said = try_out(page, "steps", "return np.append(-dy, 0)")
    assert said.locator("pre").inner_text().startswith("dy = [")
    assert said.locator("td").evaluate_all("cells => cells.map(cell => cell.matches('.off'))") == [False] + [True] * 4
    entries = [entry.split(" ≠ ") for entry in said.locator("td").all_inner_texts()]
    dy = [-int(entry[0].replace("−", "-")) for entry in entries[:-1]]
    right = [str(a - b).replace("-", "−") for a, b in zip([0, *dy], [*dy, 0], strict=True)]
    assert [entry[-1] for entry in entries] == right and [len(entry) for entry in entries] == [1, 2, 2, 2, 2]
    assert said.get_by_role("img", name=EN["judge-unequal"]).count() == 4
    said = try_out(page, "convolve", "return np.correlate(dy, w, 'full'), np.correlate(x, dy)")
    assert EN["judge-returned-part"].format(part=1) in said.inner_text()
    wide = try_out(page, "softmax", "return dy - y").locator(".seen")
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth && box.tabIndex === 0")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    assert axe(page) == []


class _Strict(http.server.SimpleHTTPRequestHandler):
    """A host that allows nothing but its own files, and the scripts in the page by their digests."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *_) -> None:
        pass


def digests(page: str, tag: str) -> str:
    """What a policy says to allow the scripts or styles that stand in a page, and no other."""
    texts = re.findall(rf"<{tag}(?: type=\"application/json\"[^>]*)?>(.*?)</{tag}>", page, re.S)
    found = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    return " ".join(f"'sha256-{one}'" for one in sorted(found))


def test_it_runs_below_a_path_and_under_a_strict_policy(visit, tmp_path: Path) -> None:
    source = (SITE / "ko" / "gate-patterns.html").read_text(encoding="utf-8")
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "book").symlink_to(SITE)
    _Strict.policy = (
        f"default-src 'self'; script-src 'self' {digests(source, 'script')} 'wasm-unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        "object-src 'none'; base-uri 'none'"
    )
    handler = functools.partial(_Strict, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tab = visit()
        page = tab.open(f"http://127.0.0.1:{server.server_port}/some/book/ko/gate-patterns.html")
        shown = output(page)
        cell(page, 1).locator(".run").click()
        is_now(cell(page, 1), "done")
        assert output(page) == shown and tab.complaints == []
        server.shutdown()


def test_the_runtime_is_what_its_list_says() -> None:
    listed = json.loads((SITE / "runtime" / gather.LISTED).read_text(encoding="utf-8"))
    assert all((SITE / "runtime" / one["name"]).stat().st_size == one["bytes"] for one in listed)
    assert {one["name"] for one in listed} >= {*gather.PYODIDE, "book.zip"}
    words = json.loads((SITE / "runtime" / "words.json").read_text(encoding="utf-8"))
    assert words.keys() == LANGUAGES.keys()
