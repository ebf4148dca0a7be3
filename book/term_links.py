"""On every page, the first use of a term in prose leads to its entry in the glossary."""

import re
from html import escape

from book.glossary import glossary
from book.pages import Page
from book.terms import alone

_ARTICLE = re.compile(r"<article.*?</article>", re.S)
_TAG = r"<!--.*?-->|</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
# Titles, links, code, formulas, figures, small print and the home page's list of pages; any other tag parts words.
_NOT_PROSE = re.compile(
    r'<h2 id="path".*?</ol>'
    r"|<(h[1-6]|a|code|pre|kbd|math|figure|summary|th|dt|button)\b.*?</\1>"
    r'|<(p|span) class="(?:admonition-title|chapter|filename|maths-tag|executed|not-executed|defined)".*?</\2>|' + _TAG,
    re.S,
)


def link_terms(html: str, page: Page) -> str:
    """The page with its links to the glossary; the glossary itself has none."""
    return html if page.slug == "glossary" else _ARTICLE.sub(lambda match: _linked(match[0], page), html)


def _linked(article: str, page: Page) -> str:
    prose = _NOT_PROSE.sub(lambda match: "\ufffc" * len(match[0]), article)
    parts, done, seen = [], 0, set()
    for start, end, word in alone(prose, page.language):
        if seen.isdisjoint(word.keys):
            key = next((key for key in word.keys if key in page.meta["terms"]), word.keys[0])
            seen.update(word.keys)
            says = escape(glossary()[key]["says"][page.language])
            parts += [article[done:start], f'<a class="term" href="glossary.html#term-{key}" title="{says}">']
            parts += [article[start:end], "</a>"]
            done = end
    return "".join(parts) + article[done:]
