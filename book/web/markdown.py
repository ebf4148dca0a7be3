"""The book's own Markdown: figures, equation references, counts, and what is made of the whole book.

Blocks (`/// name | argument`, text, `///`) and inline patterns of the parser: an author's lines are not rewritten.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from book.checks.formulas import COUNTS
from book.ground.strings import strings
from book.source import path
from book.source.book import Book
from book.source.pages import COUNT, REFERENCE, RESULTS, Page
from book.web import glossary, symbols

# What a block without text of its own shows, by its name.
MADE: dict[str, Callable[[Book, str], str]] = {"glossary": glossary.listed, "symbols": symbols.listed}
_BEFORE_LINKS = 175  # of the parser's priorities: after code, so that `[eq:x]` in code stays what it is


class BookMarkdown(BlocksExtension):
    """The extension for one language; `page` is the page that is converted next."""

    def __init__(self, book: Book, language: str) -> None:
        super().__init__()
        self.book, self.language = book, language
        self.page: Page | None = None

    def extendMarkdown(self, md: Markdown) -> None:
        """Registers the inline patterns, then the blocks."""
        super().extendMarkdown(md)
        for pattern, made in (REFERENCE, self._reference), (COUNT, self._count):
            md.inlinePatterns.register(_Inline(pattern, md, made), made.__name__, _BEFORE_LINKS)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Registers the blocks."""
        for block in _Figure, _Wrong, _Choices:
            block_mgr.register(block, {})
        for name in RESULTS:
            block = type(name, (_Result,), {"NAME": name})
            block_mgr.register(block, {"head": self._reference})
        for name, make in MADE.items():
            block = type(name, (_Made,), {"NAME": name})
            block_mgr.register(block, {"html": lambda make=make: make(self.book, self.language)})
        block_mgr.register(_Path, {"items": lambda: path.items(self.book, self.language)})

    def _reference(self, label: str) -> str:
        # A page with a fault can be looked at: what is unknown says so, and the rules say where.
        slug, number = self.book.numbers(self.language).get(label, (self.page.slug, "(?)"))
        where = "" if slug == self.page.slug else f"{slug}.html"
        if label.startswith("res:"):
            return f'<a class="resref" href="{where}#{label.removeprefix("res:")}">{number}</a>'
        title = strings(self.language)["equation"].format(number=number)
        return f'<a class="eqref" href="{where}#{label}" title="{title}">{number}</a>'

    def _count(self, name: str) -> str:
        return f"{COUNTS[name](self.book, self.language):,}" if name in COUNTS else f"{{{{ {name} }}}}"


class _Inline(InlineProcessor):
    """Puts HTML in the place of what a pattern finds."""

    def __init__(self, pattern: re.Pattern, md: Markdown, made: Callable[[str], str]) -> None:
        super().__init__(pattern.pattern, md)
        self._made = made

    def handleMatch(self, m: re.Match, data: str) -> tuple[str, int, int]:
        return self.md.htmlStash.store(self._made(m[1])), m.start(), m.end()


class _Figure(Block):
    """`/// figure | name`, its caption, `///`; the drawing is put in last (book.web.html)."""

    NAME = "figure"
    ARGUMENT = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        figure = ET.SubElement(parent, "figure", {"id": self.argument})
        ET.SubElement(figure, "figcaption")
        return figure

    def on_add(self, block: ET.Element) -> ET.Element:
        return block[0]


class _Wrong(Block):
    """`/// wrong | key`, why one gets that, `///`: the answer itself is put before it last (book.web.exercises)."""

    NAME = "wrong"
    ARGUMENT = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        return ET.SubElement(parent, "div", {"class": "wrong", "data-wrong": self.argument})


class _Choices(Block):
    """`/// choices`, a list, `///`: the lines of an exercise, numbered, since an answer names their numbers."""

    NAME = "choices"

    def on_create(self, parent: ET.Element) -> ET.Element:
        return ET.SubElement(parent, "div", {"class": "choices"})

    def on_end(self, block: ET.Element) -> None:
        for child in block:
            child.tag = "ol" if child.tag == "ul" else child.tag


class _Result(Block):
    """`/// theorem | name`, what it says, `///`: its number stands before its words and leads to itself."""

    ARGUMENT = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        return ET.SubElement(parent, "div", {"id": self.argument, "class": f"result {self.NAME}"})

    def on_end(self, block: ET.Element) -> None:
        if len(block) and block[0].tag == "p":
            head = self.md.htmlStash.store(self.config["head"](f"res:{self.argument}"))
            block[0].text = f"{head} {block[0].text or ''}"


class _Made(Block):
    """`/// glossary`, `///`."""

    def on_create(self, parent: ET.Element) -> ET.Element:
        place = ET.SubElement(parent, "p")
        place.text = self.md.htmlStash.store(self.config["html"]())
        return place


class _Path(Block):
    """`/// path`, `///`: the list of chapters. It is Markdown, so that MkDocs resolves and checks its links."""

    NAME = "path"

    def on_create(self, parent: ET.Element) -> ET.Element:
        self.md.parser.parseChunk(parent, "\n".join(self.config["items"]()))
        return parent[-1]
