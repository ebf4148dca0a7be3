"""HTML as a tree that can be written back: what a pass over a page leaves alone keeps every byte.

Strings in the tree are source, with its entities. An element keeps the tags that it was read from; its start tag is
written anew only where `set` has changed an attribute. A comment, the doctype, a stray end tag and HTML that a pass
puts in whole (`source`) are elements without a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path

from book.ground.faults import BookError, read

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_RAW = {"script", "style", "title", "textarea"}  # no tags inside
_TOKEN = re.compile(
    r"<!--.*?-->|<![A-Za-z][^>]*>"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*)(?P<attributes>(?:[^\"'>]++|\"[^\"]*\"|'[^']*')*+)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


@dataclass
class Element:
    """An HTML element; `children` are elements and strings of source."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)
    line: int = 0
    start: str | None = None  # the tags as they were read; of an element made here, none
    end: str | None = None

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
        """All text inside, as a reader sees it."""
        return "".join(unescape(child) if isinstance(child, str) else child.text for child in self.children)

    def set(self, name: str, value: str) -> None:
        """Gives an attribute its value."""
        self.attributes[name], self.start = value, None

    def walk(self) -> Iterator[Element]:
        """This element and all elements inside, in order."""
        ahead = [self]
        while ahead:
            element = ahead.pop()
            yield element
            ahead += [child for child in reversed(element.children) if isinstance(child, Element)]

    def find(self, tag: str, css: str = "") -> Element | None:
        """The first element with this tag, and this class if one is given."""
        return next((e for e in self.walk() if e.tag == tag and (not css or css in e.classes)), None)


def source(text: str) -> Element:
    """HTML that no pass looks into."""
    return Element("", {}, start=text, end="")


def html(node: Element | str) -> str:
    """The source of a tree: `html(parse(text)) == text` for every text."""
    if isinstance(node, str):
        return node
    start, end = node.start, node.end
    if start is None:
        start = f"<{node.tag}{''.join(map(_written, node.attributes.items()))}>"
    if end is None:
        end = "" if node.tag in VOID else f"</{node.tag}>"
    return start + "".join(map(html, node.children)) + end


def parse(text: str) -> Element:
    """The tree of an HTML text under an element without a name."""
    root = Element("", {}, start="", end="")
    open_, place, line, counted = [root], 0, 1, 0
    while token := _TOKEN.search(text, place):
        begin, stop = token.span()
        if place < begin:
            open_[-1].children.append(text[place:begin])
        line, counted = line + text.count("\n", counted, begin), begin
        place = stop
        tag = (token["tag"] or "").lower()
        if tag and token["end"] and (open_[-1].tag == tag or any(element.tag == tag for element in open_)):
            while (element := open_.pop()).tag != tag:
                element.end = ""  # its end tag was left out
            element.end = token[0]
        elif tag and not token["end"]:
            element = Element(tag, _attributes(token["attributes"]), [], line, token[0])
            open_[-1].children.append(element)
            if tag in VOID or token["attributes"].endswith("/"):
                element.end = ""
                continue
            open_.append(element)
            if tag in _RAW:
                end = re.compile(f"</{tag}|\\Z", re.I).search(text, place).start()
                element.children += [text[place:end]] if end > place else []
                place = end
        else:
            open_[-1].children.append(Element("", {}, [], line, token[0], ""))
    if place < len(text):
        open_[-1].children.append(text[place:])
    for element in open_:
        element.end = ""
    return root


def _written(attribute: tuple[str, str]) -> str:
    name, value = attribute
    return f' {name}="{escape(value)}"'


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text) if text else []
    return {name: unescape(double or single or bare) for name, double, single, bare in found}


ON_SCREEN = {"note-back"}  # classes of links that only a page on a screen needs


def article(file: Path) -> Element:
    """The text of a built page, without the frame around it, comments, and what belongs to a screen alone.

    Raises BookError if there is none.
    """
    if not file.exists():
        raise BookError(file, None, "this page is not built", "run `make site`")
    found = parse(read(file)).find("article")
    if found is None:
        raise BookError(file, None, "no <article> in this page", "see overrides/main.html")
    for node in found.walk():
        node.children = [
            child for child in node.children if isinstance(child, str) or (child.tag and not child.classes & ON_SCREEN)
        ]
    return found
