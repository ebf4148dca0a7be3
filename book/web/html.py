"""From the HTML of a page's Markdown to the finished page: notes, figures, formulas, links to the glossary."""

import html
import re

from book.figures.kit import gallery
from book.ground.faults import BookError
from book.ground.strings import strings
from book.maths.temml import converter
from book.source.book import Book
from book.source.pages import Page
from book.web import glossary, verdict
from book.web.ties import set_inline

_FIGURE = re.compile(r'<figure data-figure="([\w-]+)">(.*?)</figure>', re.S)
_MATHS = re.compile(r'<(div|span) class="arithmatex">(?:\\\[|\\\()(.*?)(?:\\\]|\\\))</\1>', re.S)
_LABEL = re.compile(r"\s*\\label\{([^}]*)\}")
_CODE = re.compile(r'<div class="(?:[^"]*\s)?highlight">.*?</div>\s*(?:<ol>.*?</ol>)?', re.S)
# Two blank lines between definitions, and a section mark: in a book one blank line is enough.
_BLANK = re.compile(r"\n{3,}(?=<span)")
_MARK = re.compile(r'<span class="c1?"># \((\d+)\)!?</span>')


def to_page(content: str, page: Page) -> str:
    """The HTML made from Markdown with annotation marks tied to their notes and captions in place."""
    blocks = iter(range(1, 1000))
    content = _BLANK.sub("\n\n", content)
    content = _CODE.sub(lambda m: _annotate(m[0], page, next(blocks)), content)
    return _FIGURE.sub(
        lambda m: f'<figure id="{m[1]}" data-figure="{m[1]}"><figcaption>{m[2].strip()}</figcaption></figure>',
        content,
    )


def _annotate(block: str, page: Page, number: int) -> str:
    """Numbers in the code link to the notes under it: readable without JavaScript, in print and by keyboard."""
    code, _, notes = block.partition("<ol>")
    marks = [int(mark) for mark in _MARK.findall(code)]
    if not marks:
        return block
    items = notes.count("<li>")
    if marks != list(range(1, items + 1)):
        title = re.search(r'class="filename">([^<]*)', code)
        where = f"in {title[1]}" if title else "in a code block"
        raise BookError(
            page.path,
            next((n for n, line in enumerate(page.lines, 1) if title and title[1] in line), None),
            f"marks {marks} {where}, but {items} notes below it",
            "write one item of a numbered list under the block for each # (n)! mark",
        )
    label = strings(page.language)["note"]
    prefix = f"note-{number}-"
    code = _MARK.sub(
        lambda m: (
            f'<a class="note-mark" data-search-exclude="1" href="#{prefix}{m[1]}"'
            f' aria-label="{label.format(number=m[1])}">{m[1]}</a>'
        ),
        code,
    )
    for mark in marks:
        notes = notes.replace("<li>", f'<li id="{prefix}{mark}">', 1)
    return f'{code}<ol class="notes">{notes}'


def finish(book: Book, output: str, page: Page) -> str:
    """The finished page: formulas, figures and links to the glossary are put in last, so that search sees none."""
    output = _MATHS.sub(lambda m: _formula(book, m[2], m[1] == "div", page), output)
    output = glossary.linked(book, set_inline(output, page.language), page)
    return re.sub(
        r'(<figure id="[\w-]+") data-figure="([\w-]+)">',
        lambda m: f'{m[1]} class="figure">{gallery.svg(book, m[2], page.language)}',
        output,
    )


def _formula(book: Book, escaped: str, display: bool, page: Page) -> str:
    tex = html.unescape(escaped).strip()
    label = _LABEL.search(tex)
    number = book.numbers(page.language)[label[1]][1] if label else ""
    tex = _LABEL.sub("", tex) + (f" \\tag{{{number.strip('()')}}}" if number else "")
    rendered = converter(book).render(tex, display, page.path)
    if not label:
        return rendered
    return f'<div class="equation" id="{label[1]}">{rendered}{verdict.mark(book, label[1], page)}</div>'
