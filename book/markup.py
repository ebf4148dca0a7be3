"""From the book's Markdown to plain Markdown, and from its HTML to the page's: figures, references, notes, maths.

Every function keeps the number of lines, so that a message always names the line the author wrote.
"""

import html
import re

from book import executed, figures, snippets, term_list
from book.errors import BookError
from book.glossary import search_words
from book.inline import set_inline
from book.maths import Converter
from book.numbering import numbers
from book.pages import Page
from book.strings import strings
from book.term_links import link_terms
from check_equations.pages import formulas

_FIGURE_OPEN = re.compile(r"^(\s*)/// figure \| (\S+)\s*$")
_REFERENCE = re.compile(r"\[(eq:[\w-]+)\]")
_FIGURE = re.compile(r'<figure data-figure="([\w-]+)">(.*?)</figure>', re.S)
_MATHS = re.compile(r'<(div|span) class="arithmatex">(?:\\\[|\\\()(.*?)(?:\\\]|\\\))</\1>', re.S)
_LABEL = re.compile(r"\s*\\label\{([^}]*)\}")
_CODE = re.compile(r'<div class="(?:[^"]*\s)?highlight">.*?</div>\s*(?:<ol>.*?</ol>)?', re.S)
# Two blank lines between definitions, and a section mark: in a book one blank line is enough.
_BLANK = re.compile(r"\n{3,}(?=<span)")
_MARK = re.compile(r'<span class="c1?"># \((\d+)\)!?</span>')


def check(page: Page, maths: Converter) -> None:
    """Raises BookError for a heading without id, broken TeX and an unknown figure, snippet, term or equation."""
    _ = page.sections
    for figure in page.figures():
        if figure.value not in figures.names():
            raise BookError(
                page.path,
                figure.line,
                f"no figure is called “{figure.value}”",
                f"use one of: {', '.join(figures.names())}",
            )
    for include in page.includes():
        snippets.section(include.value, page.path, include.line)
    for formula in formulas(page.source):
        maths.render(formula.tex, formula.display, page.path, formula.line)
    search_words(page)
    numbers(page.language)


def to_markdown(text: str, page: Page, counts: dict[str, int]) -> str:
    """The page's Markdown with figures, equation references and counts written as ordinary Markdown and HTML."""
    lines, open_figure = [], False
    for line in text.split("\n"):
        if match := _FIGURE_OPEN.match(line):
            line, open_figure = f'{match[1]}<figure markdown="1" data-figure="{match[2]}">', True
        elif open_figure and line.strip() == "///":
            line, open_figure = line.replace("///", "</figure>"), False
        elif line == "/// glossary":
            line = term_list.html(page.language)
        lines.append(_REFERENCE.sub(lambda m: _reference(m[1], page), line))
    text = "\n".join(lines)
    return re.sub(r"\{\{ (\w+) \}\}", lambda m: f"{counts[m[1]]:,}" if m[1] in counts else m[0], text)


def _reference(label: str, page: Page) -> str:
    slug, number = numbers(page.language)[label]
    where = "" if slug == page.slug else f"{slug}.html"
    title = strings(page.language)["equation"].format(number=number)
    return f'<a class="eqref" href="{where}#{label}" title="{title}">{number}</a>'


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


def finish(output: str, page: Page, maths: Converter) -> str:
    """The finished page: formulas, figures and links to the glossary are put in last, so that search sees none."""
    output = _MATHS.sub(lambda m: _formula(m[2], m[1] == "div", page, maths), output)
    output = link_terms(set_inline(output, page.language), page)
    return re.sub(
        r'(<figure id="[\w-]+") data-figure="([\w-]+)">',
        lambda m: f'{m[1]} class="figure">{figures.svg(m[2], page.language)}',
        output,
    )


def _formula(escaped: str, display: bool, page: Page, maths: Converter) -> str:
    tex = html.unescape(escaped).strip()
    label = _LABEL.search(tex)
    number = numbers(page.language)[label[1]][1] if label else ""
    tex = _LABEL.sub("", tex) + (f" \\tag{{{number.strip('()')}}}" if number else "")
    rendered = maths.render(tex, display, page.path, line_of(page, label[0].strip() if label else escaped))
    if not label:
        return rendered
    return f'<div class="equation" id="{label[1]}">{rendered}{executed.mark(label[1], page)}</div>'


def line_of(page: Page, text: str) -> int | None:
    """The line on which a formula begins in the source, found by its text."""
    position = page.source.find(html.unescape(text).strip())
    return page.source.count("\n", 0, position) + 1 if position >= 0 else None
