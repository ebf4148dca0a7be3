"""Lines of text: a run of words, formulas, code and links becomes a list of Typst expressions."""

import re
from collections.abc import Iterable
from html import unescape
from pathlib import PurePosixPath

from book.ground.faults import BookError
from book.ground.tree import Element
from book.maths import spoken
from book.print import formulas as maths
from book.print.text import LETTER, curled, spaced
from book.print.typst import Call, Code, call, quote, sequence

INLINE = {"a", "br", "code", "em", "i", "b", "kbd", "math", "span", "strong", "sub", "sup", "small"}
_WRAPPED = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "sub": "sub",
    "sup": "super",
    "small": "small",
}
_GLUE = "\u2060"


class Lines:
    """Writes lines of one page; `ids` are those of the page, `slugs` the pages of the book: links may lead there."""

    def __init__(self, slug: str, language: str, ids: Iterable[str], slugs: Iterable[str]) -> None:
        self._slug, self._language = slug, language
        self._ids, self._slugs = set(ids), set(slugs)
        self._before = ""  # the character, or the kind of thing, that stands before in this line

    def label(self, target: str) -> Call:
        """The label of an id of this page, or of a link to a page of the book."""
        page, _, anchor = target.partition("#") if "#" in target or ".html" in target else ("", "#", target)
        slug = PurePosixPath(page).stem if page else self._slug
        return call("label", quote(f"{slug}:{anchor or slug}"))

    def _refuse(self, node: Element, problem: str = "") -> BookError:
        css = f" class={node.attributes['class']}" if node.classes else ""
        return BookError("page", node.line, f"<{node.tag}{css}> {problem}", "teach book/print/chapter.py this element")

    def _line(self, children: Iterable[Element | str]) -> list[Code]:
        """A run of text and inline elements as a list of Typst expressions, white space as HTML shows it."""
        self._before = " "
        parts = self._inline(children)
        return parts or ['""']

    def _inline(self, children: Iterable[Element | str]) -> list[Code]:
        parts: list[Code] = []
        after = False  # an element stands directly before
        for child in children:
            if isinstance(child, str):
                if text := self._words(unescape(child)):
                    # No line may end between an element and the particle or the comma that belongs to it.
                    glued = after and self._language != "ja" and not text[0].isspace()
                    parts.append(quote(_GLUE + text if glued else text))
                    after = False
            elif "headerlink" not in child.classes:
                if self._language != "ja" and self._before not in {" ", "formula", "code"}:
                    parts.append(quote(_GLUE))
                parts += self._element(child)
                after = True
        return parts

    def _words(self, text: str) -> str:
        text = spaced(text, self._language)
        if self._before == " ":
            text = text.removeprefix(" ")
        if text:
            if self._language != "ja":
                text = curled(text, not self._before.strip())
            if self._before == "formula" and self._language == "ja" and LETTER.match(text):
                text = " " + text
            self._before = text[-1]
        return text

    def _element(self, node: Element) -> list[Code]:
        if node.tag == "math":
            gap = ['" "'] if self._language == "ja" and LETTER.match(self._before) else []
            self._before = "formula"
            name = "formula-long" if maths.may_break(node) else "formula"
            return [*gap, call(name, quote(spoken.words(node, self._language)), f"${maths.convert(node)}$")]
        if node.tag in {"code", "kbd"}:
            self._before = "code"
            parts = [unescape(c) if isinstance(c, str) else "\0" if c.tag == "wbr" else c.text for c in node.children]
            first, *others = "".join(parts).split("\0")
            if not others:
                return [call("inline-code", quote(first))]
            return [call("cell-code", *map(quote, (first, *others)))]  # book/web/tables.py says where it may be broken
        if node.tag == "br":
            self._before = " "
            return ["linebreak()"]
        if node.tag == "a":
            return [self._link(node)]
        if node.tag in _WRAPPED:
            return [call(_WRAPPED[node.tag], sequence(self._inline(node.children) or ['""']))]
        if node.tag == "span" and "glued" in node.classes and not any(maths.may_break(e) for e in node.walk()):
            return [call("glued", *self._inline(node.children))]
        if node.tag == "span" and node.attributes.get("lang", self._language) != self._language:
            return [call("foreign", quote(node.attributes["lang"]), *self._inline(node.children))]
        if node.tag == "span":
            return self._inline(node.children)
        raise self._refuse(node, "in a line of text is unknown")

    def _link(self, node: Element) -> Call:
        target, words = node.attributes.get("href", ""), sequence(self._inline(node.children) or ['""'])
        if re.match(r"[a-z]+:", target):
            return call("outside", quote(target), words)
        page, _, anchor = target.partition("#")
        slug = PurePosixPath(page).stem if page else self._slug
        if slug not in self._slugs or (slug == self._slug and anchor and anchor not in self._ids):
            raise self._refuse(node, f"leads to {target}, which is not in the book")
        name = "reference" if "eqref" in node.classes or slug == self._slug else "page-reference"
        name = "link" if "term" in node.classes else name
        words = call("glued", words) if "resref" in node.classes else words
        return call(name, self.label(target), words)
