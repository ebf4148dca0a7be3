"""One built page → the XHTML of one chapter. An element that the writer does not know stops the build."""

import re
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import PurePosixPath

from book.ebook.maths import formula
from book.ebook.xhtml import tag, text
from book.ground.faults import BookError
from book.ground.strings import strings
from book.ground.tree import Element
from book.print.code import Piece, lines
from book.print.text import spaced

_WRAPPED = {"b", "code", "em", "i", "kbd", "small", "strong", "sub", "sup"}
_INLINE = {"a", "br", "math", "span", *_WRAPPED}
_UNSEEN = {"moved", "pdf-link"}  # paragraphs that belong to the site
_BOXES = {"setting", "trap", "note"}
_APART = ("hint", "answer")  # go to the chapter's end
_ABOVE = {"chapter"}
_CLASSES = {"part", "wrong-lead", "symbol", "glued"}  # of spans and strong text: those that the style knows
_LOOSE = {"in-short", "next"}  # sections that the contents leave out


class Chapter:
    """Writes one page. `slugs` are the pages of the book; `draw` gives the drawings of a figure by its name.

    Afterwards `sections` has the id and the title of each that the contents list, `ids` what a link may lead to, and
    `links` where the chapter's lead: a slug and an id, or none for the chapter itself.
    """

    def __init__(
        self, slug: str, language: str, article: Element, slugs: Iterable[str], draw: Callable[[str], str]
    ) -> None:
        self._slug, self._language, self._article = slug, language, article
        self._slugs, self._draw = set(slugs), draw
        self._words = strings(language)
        self._apart: dict[str, list[str]] = {kind: [] for kind in _APART}
        self._exercise: Element | None = None
        self.title, self.sections = "", []
        self.ids: set[str] = set()
        self.links: list[tuple[str, str, int]] = []

    def xhtml(self) -> str:
        """The whole chapter, its hints and answers at its end. Raises BookError for what an e-book cannot show."""
        try:
            body = self._blocks(self._article)
        except BookError as fault:
            page = f"{self._language}/{self._slug}.html"
            raise BookError(page, None, f"line {fault.line} of the built page: {fault.problem}", fault.remedy) from None
        for kind, title in zip(_APART, ("hints", "answers"), strict=True):
            if self._apart[kind]:
                named = tag("h2", text(self._words[title]), id=self._id(f"{kind}s-here"))
                body += tag("section", named, *self._apart[kind], class_=title)
                if kind == "answer":
                    self.sections.append((f"{kind}s-here", self._words[title]))
        return body

    def _refuse(self, node: Element, problem: str) -> BookError:
        css = f" class={node.attributes['class']}" if node.classes else ""
        return BookError("page", node.line, f"<{node.tag}{css}> {problem}", "teach book/ebook/chapter.py this element")

    def _id(self, name: str) -> str:
        """An id that a link may lead to. A colon, as equations have, means something else to some readers."""
        self.ids.add(name)
        return safe(name)

    # Blocks

    def _blocks(self, node: Element) -> str:
        """What a container holds, block by block; text between blocks makes paragraphs."""
        found: list[str] = []
        run: list[Element | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag in _INLINE):
                run.append(child)
                continue
            if any(not isinstance(item, str) or item.strip() for item in run):
                found.append(tag("p", self._line(run)))
            run = []
            if child is not None:
                found.append(self._block(child))
        return "\n".join(filter(None, found))

    def _block(self, node: Element) -> str:
        handler = getattr(self, f"_{node.tag}", None)
        if handler is None:
            raise self._refuse(node, "is unknown")
        return handler(node)

    def _template(self, node: Element) -> str:
        return ""  # what the copy button adds to code

    def _p(self, node: Element) -> str:
        if node.classes & (_UNSEEN | _ABOVE):
            return ""
        return tag("p", self._line(node.children))

    def _heading(self, node: Element) -> str:
        stars = node.find("span", "grade")
        title = self._line(child for child in node.children if child is not stars)
        plain = re.sub(r"<math [^>]*?alttext=\"([^\"]*)\".*?</math>|<[^>]+>", r"\1", title).strip()
        self._exercise = node if node.tag == "h3" else None
        if node.tag == "h1":
            above = self._article.find("p", "chapter")
            self.title = unescape(plain)
            lead = tag("span", text(above.text), class_="chapter") + " " if above else ""
            return tag("h1", lead, title, id=self._id(node.id))
        if node.tag == "h2" and node.id not in _LOOSE:
            self.sections.append((node.id, unescape(plain)))
        grade = " " + tag("span", text(stars.text), class_="grade") if stars else ""
        return tag(node.tag, title, grade, id=self._id(node.id))

    _h1 = _h2 = _h3 = _h4 = _heading

    def _div(self, node: Element) -> str:
        css = node.classes
        if "admonition" in css:
            return self._box(node, node.find("p", "admonition-title"))
        if "highlight" in css:
            return self._code(node)
        if "result" in css:
            return tag("div", self._blocks(node), class_="result", id=self._id(node.id))
        if "equation" in css or "maths" in css:
            return self._equation(node)
        if css & {"wrong", "choices"}:
            return tag("div", self._blocks(node), class_=" ".join(css & {"wrong", "choices"}))
        raise self._refuse(node, "is unknown")

    def _box(self, node: Element, title: Element | None) -> str:
        kind = next(iter(node.classes & _BOXES), None)
        if title is None or (kind is None and node.tag == "div"):
            raise self._refuse(node, "is a box of an unknown kind")
        inside = Element("div", {}, [child for child in node.children if child is not title])
        named = tag("p", self._line(title.children), class_="box-title")
        return tag("div", named, self._blocks(inside), class_=f"box {kind or 'note'}")

    def _equation(self, node: Element) -> str:
        shown, number, tick = node.find("math"), node.find("span", "maths-tag"), node.find("span", "executed")
        if shown is None:
            raise self._refuse(node, "has no formula")
        parts = [tag("div", formula(shown, self._language), class_="formula")]
        if number:
            parts.append(tag("span", text(number.text), class_="number"))
        if tick:
            parts.append(tag("span", "✓", class_="tick", role="img", aria_label=self._words["executed"]))
        return tag("div", *parts, class_="equation", id=self._id(node.id) if node.id else "")

    def _code(self, node: Element) -> str:
        code, name = node.find("code"), node.find("span", "filename")
        if code is None:
            raise self._refuse(node, "has no code")
        shown = "\n".join("".join(map(self._piece, row)).rstrip() for row in lines(code))
        output = "output" in node.classes
        above = self._words["output"] if output else name.text if name else ""
        label = tag("p", text(above), class_="label") if above else ""
        return tag("div", label, tag("pre", tag("code", shown)), class_="output" if output else "sample")

    def _piece(self, piece: Piece) -> str:
        if piece.note:
            self.links.append((self._slug, piece.note, 0))
            return tag("a", text(f"({piece.text})"), href=f"#{safe(piece.note)}", class_="note-mark")
        return tag("span", text(piece.text), class_=piece.tone) if piece.tone else text(piece.text)

    def _figure(self, node: Element) -> str:
        drawn = next((e.attributes["data-figure"] for e in node.walk() if "data-figure" in e.attributes), None)
        caption = node.find("figcaption")
        if drawn is None or caption is None:
            raise self._refuse(node, "is no figure of the book")
        words = self._line((caption.find("p") or caption).children)
        return tag("figure", self._draw(drawn), tag("figcaption", words), id=self._id(node.id))

    def _list(self, node: Element) -> str:
        items = [self._item(li, "li") for li in node.elements]
        return tag(node.tag, *items, class_="notes" if "notes" in node.classes else "", **_start(node))

    _ul = _ol = _list

    def _item(self, node: Element, name: str) -> str:
        """A list item, a cell or the explanation of a term: a line, or blocks."""
        if name == "li" and node.tag != "li":
            raise self._refuse(node, "in a list")
        plain = all(isinstance(child, str) or child.tag in _INLINE for child in node.children)
        inside = self._line(node.children) if plain else self._blocks(node)
        return tag(name, inside, id=self._id(node.id) if node.id else "")

    def _dl(self, node: Element) -> str:
        return tag("dl", *(self._item(child, child.tag) for child in node.elements))

    def _table(self, node: Element) -> str:
        def row(tr: Element) -> str:
            return tag("tr", *(self._item(cell, cell.tag) for cell in tr.elements))

        parts = [tag(part.tag, *map(row, part.elements)) for part in node.elements]
        return tag("div", tag("table", *parts), class_="table")

    def _details(self, node: Element) -> str:
        """A hint or an answer goes to the end of the chapter and leaves a link; what else is folded stands open."""
        summary = node.find("summary")
        kind = next((kind for kind in _APART if kind in node.classes), "")
        if not kind or self._exercise is None or summary is None:
            return self._box(node, summary)
        inside = Element("div", {}, [child for child in node.children if child is not summary])
        exercise, place = self._exercise, f"{kind}-{self._exercise.id}"
        title = self._line(child for child in exercise.children if "grade" not in getattr(child, "classes", ()))
        back = tag("a", title, href=f"#{safe(exercise.id)}")
        self._apart[kind].append(tag("section", tag("h3", back, id=self._id(place)), self._blocks(inside), class_=kind))
        there = tag("a", self._line(summary.children), href=f"#{safe(place)}")
        return tag("p", there, class_="to-end")

    # Lines of text

    def _line(self, children: Iterable[Element | str]) -> str:
        """A run of text and inline elements, white space as HTML shows it."""
        return "".join(map(self._inline, children)).strip()

    def _inline(self, node: Element | str) -> str:
        if isinstance(node, str):
            return text(spaced(unescape(node), self._language))
        if "headerlink" in node.classes:
            return ""
        if node.tag == "math":
            return formula(node, self._language)
        if node.tag in {"br", "wbr"}:
            return f"<{node.tag}/>"
        if node.tag == "a":
            return self._link(node)
        inside = "".join(map(self._inline, node.children))
        known = " ".join(sorted(node.classes & _CLASSES))
        if node.tag in _WRAPPED:
            return tag(node.tag, inside, class_=known)
        if node.tag == "span":
            language = node.attributes.get("lang", "")
            named = {"lang": language, "xml:lang": language}
            return tag("span", inside, class_=known, **named) if known or language else inside
        raise self._refuse(node, "in a line of text is unknown")

    def _link(self, node: Element) -> str:
        target, inside = node.attributes.get("href", ""), "".join(map(self._inline, node.children))
        if re.match(r"[a-z]+:", target):
            return tag("a", inside, href=target)
        page, _, anchor = target.partition("#")
        slug = PurePosixPath(page).stem if page else self._slug
        if slug not in self._slugs:
            raise self._refuse(node, f"leads to {target}, which is not in the book")
        self.links.append((slug, anchor, node.line))
        place = (f"{slug}.xhtml" if slug != self._slug else "") + (f"#{safe(anchor)}" if anchor else "")
        return tag("a", inside, href=place or f"{slug}.xhtml", class_="term" if "term" in node.classes else "")


def safe(name: str) -> str:
    """An id as XML has it: without a colon."""
    return name.replace(":", "-")


def _start(node: Element) -> dict[str, str]:
    return {"start": node.attributes["start"]} if "start" in node.attributes else {}
