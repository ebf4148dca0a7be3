"""The glossary on the pages: the list of all terms, and a link to it from a term's first use on every other page."""

import unicodedata
from collections.abc import Iterator
from html import escape

from book.ground.languages import LANGUAGES
from book.ground.tree import Element
from book.source.book import Book
from book.source.pages import Page
from book.source.terms import alone

# Titles, links, code, formulas, figures and small print have no room for a link; any other element only parts words.
_CLOSED = {
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("a", "code", "pre", "kbd", "math", "figure", "summary", "th", "dt", "button"),
}
_SMALL = {"admonition-title", "filename", "arithmatex", "symbol"}


def order(book: Book, language: str) -> list[str]:
    """The keys as a native reader looks them up: Japanese by reading, Korean by syllable, English by letter."""
    field = "kana" if language == "ja" else language
    return sorted(book.glossary, key=lambda key: (_plain(book.glossary[key][field]), key))


def _plain(word: str) -> str:
    """A word without voicing marks and case. Hangul is put together again: syllables stand in dictionary order."""
    letters = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in letters if letter not in "\u3099\u309a")
    return unicodedata.normalize("NFC", bare.replace("ー", ""))


def listed(book: Book, language: str) -> str:
    """The list as one line of HTML. Each term has the anchor `term-<key>`, the same in every language."""
    items = []
    for key in order(book, language):
        term = book.glossary[key]
        others = [f'<span lang="{code}">{escape(term[code])}</span>' for code in LANGUAGES if code != language]
        words = [word for word in term.get("also", []) if _written_in(word, language)]
        also = f"<br><small>{escape(('、' if language == 'ja' else ', ').join(words))}</small>" if words else ""
        items.append(
            f'<dt id="term-{key}"><strong>{escape(term[language])}</strong> · {" · ".join(others)}</dt>'
            f"<dd>{escape(term['says'][language])}{also}</dd>"
        )
    return f'<dl class="glossary">{"".join(items)}</dl>'


def _written_in(word: str, language: str) -> bool:
    """Whether readers of the language write the word: Latin words belong to all."""
    names = {unicodedata.name(letter, "").split()[0] for letter in word if letter.isalpha()}
    own = {"ja": {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}, "ko": {"HANGUL"}, "en": set()}[language]
    return names <= own | {"LATIN"}


def link(book: Book, root: Element, page: Page) -> None:
    """Links the first use of each term on a page to the glossary; the glossary itself has no links."""
    if page.slug != "glossary":
        _link(book, root, page, set())


def _link(book: Book, node: Element, page: Page, seen: set[str]) -> None:
    """Links the words in a node; `seen` are the terms that the page has linked already."""
    children, listed = node.children, False
    node.children = []
    for child in children:
        if isinstance(child, str):
            node.children += [child] if listed else _linked(book, child, page, seen)
            continue
        node.children.append(child)
        listed = listed or child.id == "path"  # the home page's list of pages
        if not listed and child.tag not in _CLOSED and not child.classes & _SMALL:
            _link(book, child, page, seen)
        listed = listed and child.tag != "ol"


def _linked(book: Book, text: str, page: Page, seen: set[str]) -> Iterator[Element | str]:
    done = 0
    for start, end, word in alone(book, text, page.language):
        if seen.isdisjoint(word.keys):
            key = next((key for key in word.keys if key in page.meta["terms"]), word.keys[0])
            seen.update(word.keys)
            address = {"class": "term", "href": f"glossary.html#term-{key}"}
            yield text[done:start]
            yield Element("a", address | {"title": book.glossary[key]["says"][page.language]}, [text[start:end]])
            done = end
    yield text[done:]
