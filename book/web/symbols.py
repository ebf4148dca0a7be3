"""The table of symbols: what has a meaning of its own in the book, then the letters that a chapter calls its own."""

import re
from collections.abc import Iterator
from html import escape

from book.checks.symbols import declared, words
from book.ground.strings import strings
from book.ground.tree import Element
from book.maths.temml import converter
from book.source.book import Book
from book.source.pages import Page
from book.source.symbols import FORMULA, NAME, Entry
from check_equations.declared import Declaration

_CODE = re.compile(r"`([^`]+)`")


def listed(book: Book, language: str) -> str:
    """The tables as one line of HTML; `render` puts the formulas in, so that search sees their text instead."""
    said = strings(language)
    chapters = [slug for slug in book.order if book.chapters.get(slug, "").isdigit() and book.page(language, slug)]
    appendices = [slug for slug in book.chapters if slug not in chapters and book.page(language, slug)]
    rows = []
    for entry in book.symbols:
        home = _home(book, language, entry, [*chapters, *appendices])
        python = f"<code>{escape(entry.python)}</code>" if entry.python else ""
        shown = ", ".join(_formula(book, tex) for tex in entry.tex)
        rows.append((shown, python, _sentence(book, language, entry), _link(book, language, home) if home else ""))
    heads = [said[f"symbols-{name}"] for name in ("symbol", "python", "meaning", "chapter")]
    own = [(_link(book, language, slug), ", ".join(_own(book, language, slug))) for slug in chapters]
    own = [row for row in own if row[1]]
    return _table(heads, rows) + (_table([said["symbols-chapter"], said["symbols-own"]], own) if own else "")


def _table(heads: list[str], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="symbols"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _home(book: Book, language: str, entry: Entry, slugs: list[str]) -> str:
    """The first chapter that declares a symbol or, if it is inherited or no letter, shows it; else an appendix."""
    return next((slug for slug in slugs if any(map(entry.is_shown, words(book, language, slug)))), "")


def _sentence(book: Book, language: str, entry: Entry) -> str:
    """The kind that the declarations give it, then its meaning."""
    kinds: dict[str, None] = {}
    for slug in book.chapters if entry.may else ():
        for said in declared(book, language, slug) if book.page(language, slug) else ():
            if entry.is_declared(said.name) and said.shape and "×".join(said.shape) in entry.may:
                kinds[_kind(book, language, said)] = None
    meaning = _CODE.sub(r"<code>\1</code>", escape(entry.says[language], quote=False))
    meaning = FORMULA.sub(lambda match: _formula(book, match[1]), meaning)
    return meaning + "".join(f"<br><small>{kind}</small>" for kind in kinds)


def _own(book: Book, language: str, slug: str) -> Iterator[str]:
    """The letters that a chapter declares and no line of the table has, with their kinds."""
    found: dict[str, dict[str, None]] = {}
    for said in declared(book, language, slug):
        if not any(entry.is_declared(said.name) for entry in book.symbols):
            found.setdefault(said.name, {})[_kind(book, language, said)] = None
    for name in sorted(found):
        yield f"{_formula(book, name)} ({', '.join(found[name])})"


def _kind(book: Book, language: str, said: Declaration) -> str:
    """A declaration's kind in words: 3 × k matrix, column of n numbers."""
    sizes = [size for size in said.shape if size != "1"]
    kind = said.kind
    if kind == "array" and len(said.shape) > 1 and len(sizes) < 2:
        kind = "column" if said.shape[-1] == "1" else "row"
        sizes = sizes or ["1"]
    elif kind == "array":
        sizes = list(said.shape)
    shape = _formula(book, r"\times ".join(sizes)) if all(sizes) and sizes else ""
    return strings(language)[f"kind-{kind}"].format(shape=shape).strip()


def _formula(book: Book, tex: str) -> str:
    text = converter(book).plain(tex, book.docs / NAME)
    return f'<span class="symbol" data-tex="{escape(tex)}">{escape(text)}</span>'


def _link(book: Book, language: str, slug: str) -> str:
    number, title = book.chapters[slug], escape(book.page(language, slug).title)
    return f'<a class="glued" href="{slug}.html" aria-label="{number} {title}">{number}</a>'


def formula(book: Book, node: Element, page: Page) -> str:
    """What stands in the place of a symbol's text."""
    shown = converter(book).render(node.attributes["data-tex"], False, page.path)
    return f'<span class="symbol">{shown}</span>'
