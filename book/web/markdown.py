"""From the book's Markdown to plain Markdown: figures, equation references, counts, the path and the glossary."""

import re

from book.checks.formulas import count
from book.ground.strings import strings
from book.source import path
from book.source.book import Book
from book.source.pages import Page
from book.source.samples import samples
from book.web import glossary

_FIGURE_OPEN = re.compile(r"^(\s*)/// figure \| (\S+)\s*$")
_REFERENCE = re.compile(r"\[(eq:[\w-]+)\]")


def to_markdown(book: Book, text: str, page: Page) -> str:
    """The page's Markdown with figures, equation references and counts written as ordinary Markdown and HTML."""
    lines, open_figure = [], False
    for line in text.split("\n"):
        if match := _FIGURE_OPEN.match(line):
            line, open_figure = f'{match[1]}<figure markdown="1" data-figure="{match[2]}">', True
        elif open_figure and line.strip() == "///":
            line, open_figure = line.replace("///", "</figure>"), False
        elif line == "/// glossary":
            line = glossary.listed(book, page.language)
        elif line == path.MARK:
            line = "\n".join(path.items(book, page.language))
        lines.append(_REFERENCE.sub(lambda m: _reference(book, m[1], page), line))
    text = "\n".join(lines)
    counts = _counts(book, page.language) if page.slug == "index" else {}
    return re.sub(r"\{\{ (\w+) \}\}", lambda m: f"{counts[m[1]]:,}" if m[1] in counts else m[0], text)


def _counts(book: Book, language: str) -> dict[str, int]:
    """How many code samples and equations were executed: the rules stop where one was not."""
    return {"samples": len(samples(book.snippets)), "equations": count(book, language)}


def _reference(book: Book, label: str, page: Page) -> str:
    slug, number = book.numbers(page.language).get(label, (page.slug, "(?)"))  # only in a preview: see formulas.labels
    where = "" if slug == page.slug else f"{slug}.html"
    title = strings(page.language)["equation"].format(number=number)
    return f'<a class="eqref" href="{where}#{label}" title="{title}">{number}</a>'
