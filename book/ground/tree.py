"""A built page as a tree: elements with their children, read by Python's own HTML parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from book.ground.faults import BookError

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """An HTML element; `children` are elements and strings."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    line: int = 0

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text inside, as it stands."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def walk(self) -> Iterator[Element]:
        """This element and all elements inside, in order."""
        yield self
        for child in self.elements:
            yield from child.walk()

    def find(self, tag: str, css: str = "") -> Element | None:
        """The first element with this tag, and this class if one is given."""
        return next((e for e in self.walk() if e.tag == tag and (not css or css in e.classes)), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attributes}, line=self.getpos()[0])
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Element:
    """The tree of an HTML text under an element without a name."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.open[0]


def article(file: Path) -> Element:
    """The text of a built page, without the frame around it. Raises BookError if there is none."""
    if not file.exists():
        raise BookError(file, None, "this page is not built", "run `make site`")
    found = parse(file.read_text(encoding="utf-8")).find("article")
    if found is None:
        raise BookError(file, None, "no <article> in this page", "see overrides/main.html")
    return found
