"""How tests touch a figure: the page it is on, the keys that lead to it, what it says."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from browser import Visit, until
from playwright.sync_api import Page as Tab
from the_book import BOOK

from book.figures.kit import gallery, registry
from book.maths.temml import tool

LIVE = "figure:has(> .is-live)"
AXE = BOOK.node_modules / "axe-core" / "axe.min.js"

# What axe finds in a part of a page.
AXED = """async part => {
    const found = await axe.run(part, { resultTypes: ['violations'] });
    return found.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.html.slice(0, 120)));
}"""

# What is smaller than a finger needs.
SMALL = """selector => [...document.querySelectorAll(selector)].map(part => part.getBoundingClientRect())
    .filter(({width, height}) => width && Math.min(width, height) < 24)
    .map(({width, height}) => width + ' × ' + height)"""

SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"

# What sticks out of a figure sideways.
OUTSIDE = """figure => [...figure.live.querySelectorAll(':not(.heard)')].filter(part => {
    const drawing = part.ownerSVGElement;
    if (drawing && getComputedStyle(drawing).overflow === 'hidden') return false;
    const [{ left, right, width }, room] = [part, figure.live].map(one => one.getBoundingClientRect());
    return width && (left < room.left - 3 || right > room.right + 1);
}).map(part => `${part.className}: ${part.textContent}`)"""

MIDDLE = """selector => {
    const part = document.querySelector(selector);
    part.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = part.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""


class Placed(NamedTuple):
    """A figure that can be touched, and the page that it stands on."""

    slug: str
    name: str
    kind: str


def figures() -> Iterator[Placed]:
    """Every place of every figure that can be touched, in the order of the book."""
    kinds = {name: one.kind for name in gallery.names() if (one := registry.touched(name))}
    for page in BOOK.pages("en"):
        yield from (Placed(page.slug, one.value, kinds[one.value]) for one in page.figures() if one.value in kinds)


def opened(tab: Visit, url: str, width: int = 1280, still: bool = True) -> Tab:
    """A page with its figures alive, in a new visit; `still`, because each frame of a motion takes its time."""
    tab.page.emulate_media(reduced_motion="reduce" if still else "no-preference")
    page = tab.open("about:blank") and tab.open(url, width)
    if "#" not in url:
        page.evaluate("scrollTo(0, document.querySelector('[data-opens]').getBoundingClientRect().top)")
    until(page, "document.querySelector('.is-live')")
    return page


def names(page: Tab, selector: str) -> str:
    """What a part of the first figure says, its names of matrices and entries in plain letters."""
    return page.locator(f"{LIVE} {selector}").first.text_content().replace("\u2060", "")


def held(page: Tab) -> str:
    """The name of what has the keyboard."""
    name = "one => one.ariaLabel ?? one.querySelector('.unseen').textContent"
    return page.evaluate(f"({name})(document.activeElement)")


def to(page: Tab, selector: str) -> None:
    """Presses Tab until a part of a figure has the keyboard."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector}")


def wait_for_address(page: Tab, part: str) -> None:
    """Waits until the address of the page ends with this."""
    until(page, "part => location.hash === part", arg=part, timeout=5000)


def judged_by_node(kind: str, cases: object, folder: Path, *more: Path) -> str:
    """What tests/js/<kind>_cases.mjs says, which compares a kind's core with cases that Python has computed."""
    file = folder / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    command = [tool("node"), Path(__file__).parent / "js" / f"{kind}_cases.mjs", file, *more]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert run.returncode == 0, run.stdout[-3000:]
    return run.stdout
