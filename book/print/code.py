"""Samples and outputs: Pygments' spans become coloured lines, the marks in them links to the notes below."""

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from book.ground.faults import BookError
from book.ground.tree import Element
from book.print.typst import Call, Code, array, call, quote, sequence

# What Pygments calls a token → the colour it has in the book; everything else is ink.
_TONES = {
    "keyword": {"k", "kn", "kc", "kd", "kr", "kt", "ow", "nd"},
    "string": {"s", "s1", "s2", "sa", "si", "se", "sd", "sb", "sc", "sh", "sr", "ss"},
    "comment": {"c", "c1", "cm", "ch"},
    "name": {"nf", "nc", "fm"},
}
_TONE = {css: tone for tone, classes in _TONES.items() for css in classes}


@dataclass(frozen=True)
class Piece:
    """A stretch of one line of code: its text, its tone, and for a mark the id of its note."""

    text: str
    tone: str = ""
    note: str = ""

    def typst(self, label: Callable[[str], Code]) -> Code:
        if self.note:
            return call("note-mark", quote(self.text), label(self.note))
        return call("tone", quote(self.tone), quote(self.text)) if self.tone else quote(self.text)


def lines(code: Element) -> list[list[Piece]]:
    """The lines of a `<code>` element. Raises BookError for an element that is no token and no mark."""
    found: list[list[Piece]] = [[]]
    _collect(code, "", found)
    while found and not any(piece.text.strip() for piece in found[-1]):
        found.pop()
    return found


def _collect(node: Element, tone: str, found: list[list[Piece]]) -> None:
    for child in node.children:
        if isinstance(child, str):
            first, *rest = unescape(child).split("\n")
            found[-1].append(Piece(first, tone))
            for text in rest:
                found.append([Piece(text, tone)])
        elif child.tag == "span":
            _collect(child, next((_TONE[css] for css in child.classes if css in _TONE), tone), found)
        elif child.tag == "a" and "note-mark" in child.classes:
            found[-1].append(Piece(child.text, note=child.attributes["href"].removeprefix("#")))
        else:
            raise BookError("page", child.line, f"<{child.tag}> in code", "teach book/print/code.py this element")


def block(node: Element, label: Callable[[str], Code]) -> Call:
    """The call for a `div.highlight`: a sample with its file name, or an output."""
    code = node.find("code")
    if code is None:
        raise BookError("page", node.line, "a code block without <code>", "see the build's Markdown settings")
    name = node.find("span", "filename")
    rows = lines(code)
    plain = "\n".join("".join(piece.text for piece in row if not piece.note).rstrip() for row in rows)
    typst = array(sequence([p.typst(label) for p in row if p.text] or [quote("")]) for row in rows)
    if "output" in node.classes:
        return call("output", quote(plain), typst)
    return call("sample", quote(name.text if name else ""), quote(plain), typst)
