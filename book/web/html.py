"""From the HTML of a page's Markdown to the finished page: passes over its tree, before and after search reads it."""

import re
from itertools import pairwise

from book.figures.kit import gallery
from book.ground.faults import BookError
from book.ground.tree import Element, html, parse, source
from book.maths.temml import converter
from book.source.book import Book
from book.source.pages import LABEL, Page
from book.web import copies, dress, exercises, glossary, heard, moved, notes, symbols, tables, ties, verdict
from check_equations.pages import read
from check_equations.shown import differences, seen

# Two blank lines between definitions, and a section mark: in a book one blank line is enough.
_BLANK = re.compile(r"\n{3,}\Z")


def to_page(content: str, page: Page) -> str:
    """The HTML made from Markdown with its code as readers see it: blank lines, marks tied to their notes."""
    root = parse(content)
    for code in root.walk():
        if code.tag == "code":
            follows = [isinstance(after, Element) for _, after in pairwise([*code.children, ""])]
            pairs = zip(code.children, follows, strict=True)
            code.children = [_BLANK.sub("\n\n", c) if isinstance(c, str) and span else c for c, span in pairs]
    notes.tie(root, page)
    return html(root)


def finish(book: Book, content: str, page: Page) -> str:
    """The finished page: formulas, figures and links to the glossary are put in last, so that search sees none."""
    for line, problem in differences(page.source, read(page.source), seen(content)):
        raise BookError(page.path, line, problem, "the rule `formulas.read` should have said so: mend it too")
    root = parse(content)
    heard.name_links(book, root, page)
    copies.tell(book, root, page)
    exercises.tell(book, root, page)
    dress.plain(book, root)
    ties.tie(root, page.language)
    tables.tell(root)
    glossary.link(book, root, page)
    heads = {id(part) for node in root.walk() if node.tag == "th" for part in node.walk()}
    for node in list(root.walk()):
        if "arithmatex" in node.classes or "data-tex" in node.attributes:
            made = _formula if "arithmatex" in node.classes else symbols.formula
            shown = made(book, node, page)
            node.children = [source(heard.named(shown, page.language) if id(node) in heads else shown)]
            node.start, node.end = "", ""
        elif node.tag == "figure" and node.id in gallery.names():
            (caption,) = node.elements
            caption.children = list(caption.elements)
            node.children = [source(gallery.shown(book, node.id, page.language)), caption]
            node.set("class", "figure")
    root.children += moved.sentences(book, page)
    return html(root)


def _formula(book: Book, node: Element, page: Page) -> str:
    tex = node.text.strip()[2:-2].strip()  # \( … \) or \[ … \]
    label = LABEL.search(tex)
    number = book.numbers(page.language)[label[1]][1] if label else ""
    tex = LABEL.sub("", tex) + (f" \\tag{{{number.strip('()')}}}" if number else "")
    rendered = converter(book).render(tex, node.tag == "div", page.path)
    if not label:
        return rendered
    return f'<div class="equation" id="{label[1]}">{rendered}{verdict.mark(book, label[1], page)}</div>'
