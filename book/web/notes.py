"""Notes on code: a mark `# (1)!` in a sample leads to the first item of the list under it, whose number leads back.

So they can be read without JavaScript, in print and by keyboard.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise, repeat

from book.ground.faults import BookError
from book.ground.strings import strings
from book.ground.tree import Element
from book.source.pages import Page

_MARK = re.compile(r"# \((\d+)\)!?")


def tie(root: Element, page: Page) -> None:
    """Ties every mark on a page to its note. Raises BookError where marks and notes do not agree."""
    lines = chain(page.fences(), repeat(None))
    words, times = strings(page.language), Counter()
    for number, ((code, below), line) in enumerate(zip(_blocks(root), lines, strict=False), start=1):
        title = code.find("span", "filename")
        sample = title.text if title else ""
        times[sample] += 1
        if times[sample] > 1:
            sample += f" ({times[sample]})"  # as on the buttons (docs/assets/js/book.js)
        marks = [found for parent in code.walk() for found in _marks(parent)]
        if not marks:
            continue
        notes = [item for item in below.elements if item.tag == "li"] if below and below.tag == "ol" else []
        numbers = [int(found[1]) for *_, found in marks]
        if numbers != list(range(1, len(notes) + 1)):
            where = f"in {title.text}" if title else "in a code block"
            problem = f"marks {numbers} {where}, but {len(notes)} notes below it"
            remedy = "write one item of a numbered list under the block for each # (n)! mark"
            raise BookError(page.path, line, problem, remedy)
        for (parent, place, found), note in zip(marks, notes, strict=True):
            name, mark = f"note-{number}-{found[1]}", f"mark-{number}-{found[1]}"
            said, back = (
                words["named"].format(what=words[key].format(number=found[1]), name=sample)
                for key in ("note", "note-back")
            )
            parent.children[place] = _link("note-mark", mark, name, found[1], said)
            note.set("id", name)
            note.children.insert(0, _link("note-back", "", mark, found[1], back))
        below.set("class", "notes")


def _link(css: str, own: str, target: str, number: str, label: str) -> Element:
    """A number that leads from a mark to its note, or back. It is no part of the code, nor of what search finds."""
    said = {"class": css, "data-search-exclude": "1", "href": f"#{target}", "aria-label": label}
    return Element("a", ({"id": own} if own else {}) | said, [number])


def _blocks(node: Element) -> Iterator[tuple[Element, Element | None]]:
    """Every block of code in order, with the element that follows it."""
    for child, following in pairwise([*node.elements, None]):
        if child.tag == "div" and "highlight" in child.classes:
            yield child, following
        else:
            yield from _blocks(child)


def _marks(node: Element) -> list[tuple[Element, int, re.Match]]:
    """The marks among a node's children: the node, the place there, and what is written."""
    placed = [(place, child) for place, child in enumerate(node.children) if isinstance(child, Element)]
    comments = [(place, child) for place, child in placed if child.classes & {"c", "c1"}]
    return [(node, place, found) for place, child in comments if (found := _MARK.fullmatch(child.text))]
