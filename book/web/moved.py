"""What stood on a page and is now elsewhere: its old address says where.

Such a sentence is seen only by a reader who comes to that address (docs/assets/css/parts.css); book.js leads on.
"""

import re

from book.ground.strings import strings
from book.ground.tree import Element
from book.maths.temml import converter
from book.source.book import Book
from book.source.pages import Page


def sentences(book: Book, page: Page) -> list[Element]:
    """A paragraph with the old id for each entry of `moved` in the page's front matter."""
    return [_sentence(book, page, old, target) for old, target in (page.meta.get("moved") or {}).items()]


def _sentence(book: Book, page: Page, old: str, target: str) -> Element:
    file, _, anchor = target.partition("#")
    there = book.page(page.language, file.removesuffix(".md")) if file else page
    words = there.titled(anchor) if there else target  # the rule `links.kept` says so
    words = re.sub(r"\$(.+?)\$", lambda formula: converter(book).plain(formula[1]), words).replace("`", "")
    before, after = strings(page.language)["moved"].split("{title}")
    link = Element("a", {"href": f"{file.replace('.md', '.html')}{'#' * bool(anchor)}{anchor}"}, [words])
    return Element("p", {"class": "moved", "id": old}, [before, link, after])
