"""One built page → the Typst of one chapter. An element that the writer does not know stops the build.

What each element becomes is a row of tests/print/cases.toml.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import unescape

from book.ground.faults import BookError
from book.ground.tree import Element
from book.maths import spoken
from book.print import code
from book.print import formulas as maths
from book.print.lines import INLINE, Lines
from book.print.typst import Call, Code, array, call, calls, quote, sequence, value

_BELONGS = {"to-answer", "notes"}  # to the block before: on one page with it
# What the sentence above leads to; of what may be broken, how many points must be on the same page.
_LED = {
    "displayed": 65,
    "result": None,
    "sample": None,
    "output": None,
    "tabular": 250,
    "bullets": 50,
    "numbered": 50,
    "choices": None,
}
_LONG = 5  # lines of a derivation in which a page may end (look/formulas.typ)
_FEW = 5  # answers to choose from that are never parted
_CODE = {"sample", "output"}  # may break, and hold only their end
_BOXES = {"setting", "trap", "note"}
_UNWORDED = {"code", "math", "mi", "mn", "mo", "mtext", "annotation"}
_WORD = re.compile(r"[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")  # Japanese may be broken anywhere
_WEIGHTS = {"section": 2.5, "para": 1, "to-answer": 0}
_LOOSE = {"in-short", "next"}  # sections that the contents leave out


class Chapter(Lines):
    """Writes one page; `slugs` are the pages of the book, which links may lead to.

    `figure` gives the Typst of a figure by its name. Afterwards `targets` are the ids a link may use.
    """

    def __init__(
        self, slug: str, language: str, article: Element, slugs: Iterable[str], figure: Callable[[str], str]
    ) -> None:
        super().__init__(slug, language, {element.id for element in article.walk() if element.id}, slugs)
        self._article, self._draw = article, figure
        self._apart: dict[str, list[Call]] = {"hint": [], "answer": []}  # at the chapter's end
        self._exercise: Element | None = None
        self.heading = slug  # the id of the last one that was written
        self._floats = False  # a figure: past the chapter's opening, or its first figure
        self._named: list[Call] = []  # tables whose first column names the rows
        self._gaps = 0
        self.tables: list[bool] = []  # afterwards, of each table in order: whether it is one of those

    def typst(self) -> str:
        """The whole chapter, its answers at its end. A BookError is of what stands below `heading`."""
        try:
            parts = self._spaced(self._blocks(self._article))
        except BookError as fault:
            page = f"{self._language}/{self._slug}.html"
            raise BookError(page, None, f"line {fault.line} of the built page: {fault.problem}", fault.remedy) from None
        parts += [call(f"{kind}s", *self._spaced(items)) for kind, items in self._apart.items() if items]
        self.tables = [any(table is one for one in self._named) for table in calls(parts, "tabular")]
        return "\n".join(f"#{part};" for part in parts)

    def _spaced(self, blocks: Iterable[Call]) -> list[Call]:
        """The blocks with a gap between two wherever a page may be stretched."""
        found: list[Call] = []
        for block in blocks:
            if found and not _clings(found[-1]):
                self._gaps += 1
                found.append(call("between", quote(self._slug), str(self._gaps), value(_WEIGHTS.get(block.name, 1))))
            found.append(block)
        return found

    # Blocks

    def _blocks(self, node: Element) -> list[Call]:
        """What a container holds, block by block; text between blocks makes paragraphs."""
        parts: list[Call] = []
        run: list[Element | str] = []
        for child in [*node.children, None]:
            if isinstance(child, str) or (child is not None and child.tag in INLINE):
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
        return _led(parts, 110 if self._language == "en" else 55)

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
        # Between matrices, which no line can part, Japanese and Korean would be drawn apart.
        ragged = self._language != "en" and node.find("mtable") is not None
        return call("para", *self._line(node.children), **({"justify": False} if ragged else {}))

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
        self.heading, self._floats = node.id, True
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
            blocks = self._blocks(node)
            return call("choices", *blocks) if len(node.elements[0].elements) <= _FEW else blocks[0]
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
        floats, self._floats = self._floats, True
        return call("picture", self._draw(drawn), words, self.label(node.id), floats=floats)

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
        if all(isinstance(child, str) or child.tag in INLINE for child in node.children):
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
        heads = [row for row in rows if row.elements[-1].tag == "th"]  # the corner of a table may be empty
        body = [row for row in rows if row not in heads]
        cells = [self._item(Element("li", {}, cell.children)) for row in body for cell in row.elements]
        head = [self._item(Element("li", {}, th.children)) for row in heads for th in row.elements]
        columns = array(_column(cells) for cells in zip(*(row.elements for row in rows), strict=True))
        if "symbols" in node.classes:  # the words have the room
            columns = array(["auto", "1fr", "1.5fr", "auto"] if len(rows[0].elements) > 2 else ["auto", "1fr"])
        table = call("tabular", columns, array(head), array(cells))
        if any(row.elements[0].tag == "th" for row in body):
            self._named.append(table)
        return table

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
        blocks = self._spaced(self._blocks(inside))
        self._apart[kind].append(call("answer", title, place, back, *blocks))
        return call("to-answer", sequence(self._line(summary.children)), place)


def _column(cells: Sequence[Element]) -> str:
    """How bad it is to break the cells of a column, and what no line parts: formulas, the longest word and name."""
    nodes = [node for cell in cells for node in cell.walk()]
    formulas = {f"${part}$" for node in nodes if node.tag == "math" for part in maths.unparted(node)}
    codes = [child for node in nodes if node.tag == "code" for child in node.children if isinstance(child, str)]
    names = [name for child in codes for name in unescape(child).split()]
    runs = (child for node in nodes if node.tag not in _UNWORDED for child in node.children)
    words = [word for run in runs if isinstance(run, str) for word in _WORD.findall(unescape(run))]
    longest = {"text": max(words, key=len, default=""), "raw": max(names, key=len, default="")}
    whole = [*sorted(formulas), *(call(kind, quote(one)) for kind, one in longest.items() if one)]
    of_code = sum([child.tag for child in cell.elements[:1]] == ["code"] for cell in cells) > len(cells) / 2
    return array([value(4 if of_code else 1), array(whole)])


def _led(blocks: list[Call], long: int) -> list[Call]:
    """The blocks, each sentence that leads to one held on its page; of more than `long` letters, its end."""
    found: list[Call] = []
    for block in blocks:
        inner = block.parts[0] if block.name == "kept" else block
        if found and found[-1].name == "para" and inner.name in _LED:
            sentence = found.pop()
            words, options = sentence.parts, sentence.options
            if sum(len(str(part)) for part in words if isinstance(part, str)) <= long:
                found.append(call("lead-in", *words, **options))
            else:
                kind, reach = ("code", inner.parts[-2]) if inner.name in _CODE else ("most", value(_most(inner)))
                held = ", line-below" if block.name == "kept" else ""
                block = call("led", block, f"({quote(kind)}, {reach}{held})", *words, **options)
        found.append(block)
    return found


def _most(block: Call) -> int | None:
    """How many points of a block must follow a sentence on its page; of one that is not broken, all."""
    if block.name == "displayed":
        _, shown, number, *_ = block.parts
        if number != "none" or str(shown).count(" \\ ") + 1 < _LONG:
            return None
    return _LED[block.name]


def _clings(block: Call) -> bool:
    """Whether a block is on one page with the next, so that no room comes between them."""
    last = block.parts[0] if block.name == "led" else block
    return last.held or last.name in {"section", "chapter", "kept", "lead-in"}


def _held(block: Call) -> Call:
    """The block on one page with what follows, and closer to it."""
    return replace(block, held=True) if block.name in _CODE or _ends_in_line(block) else call("kept", block)


def _ends_in_line(block: Call) -> bool:
    """Whether a list ends in a line of text, not in a block."""
    last = block.parts[-1] if block.name in {"bullets", "numbered"} else None
    inside = last.parts if isinstance(last, Call) and last.name == "join" else [last]
    return last is not None and not any(isinstance(one, Call) and one.name in {"para", *_LED} for one in inside)
