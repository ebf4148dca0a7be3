"""The glossary on the pages: the list of all terms, and a link to it from a term's first use on every other page."""

import re
import unicodedata
from html import escape

from book.ground.languages import LANGUAGES
from book.source.book import Book
from book.source.pages import Page
from book.source.terms import alone

_ARTICLE = re.compile(r"<article.*?</article>", re.S)
_TAG = r"<!--.*?-->|</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
# Titles, links, code, formulas, figures, small print and the home page's list of pages; any other tag parts words.
_NOT_PROSE = re.compile(
    r'<h2 id="path".*?</ol>'
    r"|<(h[1-6]|a|code|pre|kbd|math|figure|summary|th|dt|button)\b.*?</\1>"
    r'|<(p|span) class="(?:admonition-title|chapter|filename|maths-tag|executed|not-executed|defined)".*?</\2>|' + _TAG,
    re.S,
)


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


def linked(book: Book, html: str, page: Page) -> str:
    """The page with its links to the glossary; the glossary itself has none."""
    return html if page.slug == "glossary" else _ARTICLE.sub(lambda match: _linked(book, match[0], page), html)


def _linked(book: Book, article: str, page: Page) -> str:
    prose = _NOT_PROSE.sub(lambda match: "\ufffc" * len(match[0]), article)
    parts, done, seen = [], 0, set()
    for start, end, word in alone(book, prose, page.language):
        if seen.isdisjoint(word.keys):
            key = next((key for key in word.keys if key in page.meta["terms"]), word.keys[0])
            seen.update(word.keys)
            says = escape(book.glossary[key]["says"][page.language])
            parts += [article[done:start], f'<a class="term" href="glossary.html#term-{key}" title="{says}">']
            parts += [article[start:end], "</a>"]
            done = end
    return "".join(parts) + article[done:]
