"""Formulas in the names of things, as screen readers say them: browsers take no name from what MathML shows."""

import re
from html import escape

from book.ground.strings import strings
from book.ground.tree import Element, parse
from book.maths import spoken
from book.maths.temml import converter
from book.source.book import Book
from book.source.pages import Page

_FORMULA = re.compile(r"\\\((.+?)\\\)")


def named(shown: str, language: str) -> str:
    """A formula that is the head of a column or a row, with the words that name it."""
    words = spoken.words(parse(shown).find("math"), language)
    return shown.replace("<math", f'<math aria-label="{escape(words)}"', 1)


def title(book: Book, heading: Element, page: Page) -> str:
    """A heading before its formulas are translated, in one line of words."""
    shown = [one for one in heading.children if isinstance(one, str) or "headerlink" not in one.classes]
    return _FORMULA.sub(lambda formula: _words(book, formula[1], page), Element("", {}, shown).text).strip()


def name_links(book: Book, root: Element, page: Page) -> None:
    """Links on headings, each shown as “¶”, are named after the headings that they lead to.

    A heading is then named by its words alone: else it would be heard with the name of its link, which has them again.
    """
    says = strings(page.language)["permalink"]
    for heading in root.walk():
        for link in heading.elements if re.fullmatch("h[1-6]", heading.tag) else ():
            if "headerlink" in link.classes:
                link.attributes.pop("title", None)
                heading.set("aria-label", title(book, heading, page))
                link.set("aria-label", says.format(name=heading.attributes["aria-label"]))


def _words(book: Book, tex: str, page: Page) -> str:
    return spoken.words(parse(converter(book).render(tex, False, page.path)).find("math"), page.language)
