"""What the copy button adds to a block of code, so that it runs alone: the lines of the page's code that it stands on.

A block that needs others says which lines (`data-alone="1-3 7-9"`), counted through the page's code; what the page
imports from samples of ours stands above it, in a <template>. Who has no JavaScript has no button and loses nothing.
"""

from html import escape

from book.ground.tree import Element, source
from book.source.alone import Program
from book.source.book import Book
from book.source.pages import Page


def tell(book: Book, root: Element, page: Page) -> None:
    """Each block of code on a page learns what is copied with it."""
    blocks = [one for one in root.walk() if "highlight" in one.classes and "output" not in one.classes]
    program = Program([_shown(block.find("code")) for block in blocks], book.snippets)
    for number, block in enumerate(blocks):
        if program.alone(number).strip("\n") != program.blocks[number]:
            block.set("data-alone", " ".join(f"{first}-{last}" for first, last in program.lines(number)))
    if program.helpers:
        root.children.append(source(f'<template id="code-above">{escape(program.helpers, quote=False)}</template>\n'))


def _shown(node: Element) -> str:
    """The code of an element, without the marks that lead to notes."""
    return "".join(
        Element("", {}, [child]).text if isinstance(child, str) else _shown(child)
        for child in node.children
        if isinstance(child, str) or "note-mark" not in child.classes
    )
