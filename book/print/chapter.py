"""One built page → the Typst of one chapter. An element that the writer does not know stops the build.

What each element becomes is a row of tests/print/cases.toml.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape
from pathlib import PurePosixPath

from book.ground.faults import BookError
from book.ground.tree import Element
from book.maths import spoken
from book.print import code
from book.print import formulas as maths
from book.print.text import LETTER, curled, spaced
from book.print.typst import Call, Code, array, call, quote, sequence, value

_INLINE = {"a", "br", "code", "em", "i", "b", "kbd", "math", "span", "strong", "sub", "sup", "small"}
_WRAPPED = {
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "i": "emph",
    "sub": "sub",
    "sup": "super",
    "small": "small",
}
_BELONGS = {"to-answer", "notes"}  # to the block before: on one page with it
_CODE = {"sample", "output"}  # may break, and hold only their end
_BOXES = {"setting", "trap", "note"}
_LOOSE = {"in-short", "next"}  # sections that the contents leave out
_GLUE = "\u2060"


class Chapter:
    """Writes one page; `slugs` are the pages of the book, which links may lead to.

    `figure` gives the Typst of a figure by its name. Afterwards `targets` are the ids a link may use.
    """

    def __init__(
        self, slug: str, language: str, article: Element, slugs: Iterable[str], figure: Callable[[str], str]
    ) -> None:
        self._slug, self._language, self._article, self._draw = slug, language, article, figure
        self._slugs = set(slugs)
        self._ids = {element.id for element in article.walk() if element.id}
        self._apart: dict[str, list[Call]] = {"hint": [], "answer": []}  # at the chapter's end
        self._exercise: Element | None = None
        self.heading = slug  # the id of the last one that was written
        self._inside = False  # past the chapter's opening
        self._before = ""  # the character, or the kind of thing, that stands before in this line

    def typst(self) -> str:
        """The whole chapter, its answers at its end. A BookError is of what stands below `heading`."""
        try:
            parts = self._blocks(self._article)
        except BookError as fault:
            page = f"{self._language}/{self._slug}.html"
            raise BookError(page, None, f"line {fault.line} of the built page: {fault.problem}", fault.remedy) from None
        parts += [call(f"{kind}s", *items) for kind, items in self._apart.items() if items]
        return "\n".join(f"#{part};" for part in parts)

    def label(self, target: str) -> Call:
        """The label of an id of this page, or of a link to a page of the book."""
        page, _, anchor = target.partition("#") if "#" in target or ".html" in target else ("", "#", target)
        slug = PurePosixPath(page).stem if page else self._slug
        return call("label", quote(f"{slug}:{anchor or slug}"))

    def _refuse(self, node: Element, problem: str = "") -> BookError:
        css = f" class={node.attributes['class']}" if node.classes else ""
        return BookError("page", node.line, f"<{node.tag}{css}> {problem}", "teach book/print/chapter.py this element")

    # Blocks

    def _blocks(self, node: Element) -> list[Call]:
        """What a container holds, block by block; text between blocks makes paragraphs."""
        parts: list[Call] = []
        run: list[Element | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag in _INLINE):
                run.append(child)
                continue
            if any(not isinstance(item, str) or item.strip() for item in run):
                parts.append(call("para", *self._line(run)))
            run = []
            if child is not None and (block := self._block(child)):
                if parts and block.name == parts[-1].name == "to-answer":  # hint and answer share a line
                    block = call("to-answer", *parts.pop().parts, *block.parts)
                elif parts and block.name in _BELONGS:
                    parts[-1] = _held(parts[-1])
                parts.append(block)
        return parts

    def _block(self, node: Element) -> Call | None:
        handler = getattr(self, f"_{node.tag}", None)
        if handler is None:
            raise self._refuse(node, "is unknown")
        return handler(node)

    def _template(self, node: Element) -> None:
        return None  # what the copy button adds to code

    def _p(self, node: Element) -> Call | None:
        if node.classes & {"chapter", "pdf-link", "moved"}:
            return None  # stands above the title; leads to this very book; is for old addresses
        return call("para", *self._line(node.children))

    def _heading(self, node: Element) -> Call:
        stars = node.find("span", "grade")
        node.children = [child for child in node.children if child is not stars]
        title = sequence(self._line(node.children))
        if node.tag == "h1":
            above = self._article.find("p", "chapter")
            number = re.search(r"\d+|[A-Z](?![A-Za-z])", above.text) if above else None
            words = quote(above.text if above else ""), quote(number[0] if number else "")
            return call("chapter", *words, title, self.label(node.id))
        self._exercise = node if node.tag == "h3" else None
        self.heading, self._inside = node.id, True
        grade = {"grade": stars.text} if stars else {}
        return call("section", node.tag[1], title, self.label(node.id), contents=node.id not in _LOOSE, **grade)

    _h1 = _h2 = _h3 = _h4 = _heading

    def _div(self, node: Element) -> Call:
        css = node.classes
        if "admonition" in css:
            return self._box(node, node.find("p", "admonition-title"))
        if "highlight" in css:
            return code.block(node, self.label)
        if "result" in css:
            return call("result", self.label(node.id), *self._blocks(node))
        if "equation" in css or "maths" in css:
            return self._equation(node)
        if "wrong" in css:
            return call("wrong", *self._blocks(node))
        if "choices" in css:
            return self._block(node.elements[0])
        raise self._refuse(node, "is unknown")

    def _box(self, node: Element, title: Element | None) -> Call:
        kind = next(iter(node.classes & _BOXES), None)
        if title is None or (kind is None and node.tag == "div"):
            raise self._refuse(node, "is a box of an unknown kind")
        inside = Element("div", {}, [child for child in node.children if child is not title])
        words = sequence(self._line(title.children))
        return call("box-of", quote(kind or "note"), words, *self._blocks(inside))

    def _equation(self, node: Element) -> Call:
        formula, tag = node.find("math"), node.find("span", "maths-tag")
        if formula is None:
            raise self._refuse(node, "has no formula")
        tick = node.find("span", "tick")
        status = quote("executed" if "executed" in tick.classes else "defined") if tick else "none"
        marked = self.label(node.id) if node.id else "none"
        number = quote(tag.text) if tag else "none"
        shown = f"${maths.convert(formula)}$"
        return call("displayed", quote(spoken.words(formula, self._language)), shown, number, marked, status)

    def _figure(self, node: Element) -> Call:
        drawn = next((e.attributes["data-figure"] for e in node.walk() if "data-figure" in e.attributes), None)
        caption = node.find("figcaption")
        if drawn is None or caption is None:
            raise self._refuse(node, "is no figure of the book")
        text = caption.find("p") or caption
        words = sequence(self._line(text.children))
        return call("picture", self._draw(drawn), words, self.label(node.id), floats=self._inside)

    def _list(self, node: Element) -> Call:
        if "notes" in node.classes:
            return call("notes", *(f"({self.label(li.id)}, {self._item(li)})" for li in node.elements))
        if node.tag == "ol":
            return call("numbered", *map(self._item, node.elements), start=int(node.attributes.get("start", "1")))
        return call("bullets", *map(self._item, node.elements))

    _ul = _ol = _list

    def _item(self, node: Element) -> Code:
        if node.tag != "li":
            raise self._refuse(node, "in a list")
        if all(isinstance(child, str) or child.tag in _INLINE for child in node.children):
            return sequence(self._line(node.children))
        return sequence(self._blocks(node))

    def _dl(self, node: Element) -> Call:
        pairs, term = [], '""'
        for child in node.elements:
            if child.tag == "dt":
                term = call("entry", self.label(child.id), sequence(self._line(child.children)))
            else:
                pairs.append(call("terms.item", term, self._item(Element("li", {}, child.children))))
        return call("terms", *pairs)

    def _table(self, node: Element) -> Call:
        rows = [row for row in node.walk() if row.tag == "tr"]
        above = node.find("thead")  # whose corner may be no head
        heads = above.elements if above else [row for row in rows if all(cell.tag == "th" for cell in row.elements)]
        cells = [self._item(Element("li", {}, td.children)) for row in rows if row not in heads for td in row.elements]
        head = [self._item(Element("li", {}, th.children)) for row in heads for th in row.elements]
        columns = value(len(rows[0].elements))
        if "symbols" in node.classes:  # the words have the room
            columns = array(["auto", "1fr", "1.5fr", "auto"] if len(rows[0].elements) > 2 else ["auto", "1fr"])
        return call("tabular", columns, array(head), array(cells))

    def _details(self, node: Element) -> Call:
        """A hint or an answer goes to the end of the chapter and leaves a link; what else is folded stands open."""
        summary = node.find("summary")
        kind = next((kind for kind in self._apart if kind in node.classes), "")
        if not kind or self._exercise is None or summary is None:
            return self._box(node, summary)
        inside = Element("div", {}, [child for child in node.children if child is not summary])
        exercise, self._exercise = self._exercise, None if kind == "answer" else self._exercise
        place, back = self.label(f"{kind}-{exercise.id}"), self.label(exercise.id)
        title = sequence(self._line(exercise.children))
        self._apart[kind].append(call("answer", title, place, back, *self._blocks(inside)))
        return call("to-answer", sequence(self._line(summary.children)), place)

    # Lines of text

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
            return [call("inline-code", quote(node.text))]
        if node.tag == "br":
            self._before = " "
            return ["linebreak()"]
        if node.tag == "a":
            return [self._link(node)]
        if node.tag in _WRAPPED:
            return [call(_WRAPPED[node.tag], sequence(self._inline(node.children) or ['""']))]
        if node.tag == "span" and "glued" in node.classes and not any(maths.may_break(e) for e in node.walk()):
            return [call("glued", *self._inline(node.children))]
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


def _held(block: Call) -> Call:
    """The block on one page with what follows, and closer to it."""
    return replace(block, held=True) if block.name in _CODE else call("kept", block)
