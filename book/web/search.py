"""What search knows of the book: the index of one language, made from what the search plugin collected.

Readers see an entry's title and text. They do not see its `keywords`: the other words for what the entry is about
(docs/glossary.toml, and `also` in the page's front matter) and its products without a space, so that a formula is
found as a whole. The other half, how a typed query is read and its answers ranked, is docs/assets/js/search.js.
"""

import json
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

from book.maths.temml import converter
from book.source.book import Book
from book.source.glossary import variants
from book.source.pages import Page

FIELDS = {"keywords": {"boost": 6}, "title": {"boost": 4}, "text": {"boost": 1}}

# Where one word ends and the next begins, in the index and in a query alike. A full stop is kept in `Y.T`.
_SIGNS = r"[\s\-−,:;!?()\[\]{}\"“”‘’…=+@/|<>≈≠∈→⋅×、。・「」『』（）：；，．！？〜]+|\.(?![Tt]\b)"
# Scripts meet without a space: 行列積の微分, クロネッカーのデルタ, dX는. The signs * and ^ belong to queries.
_BORDERS = "|".join(
    rf"(?<=[{script}])(?![{script}*^])|(?<![{script}*^])(?=[{script}])"
    for script in ("一-鿿々", "ァ-ヺー", "ぁ-ゖ", "가-힣")
)
# Korean particles and the endings of verbs made from nouns are dropped: 전치는, 행렬곱의, 미분하면. After one syllable
# only those that hardly ever belong to the noun itself.
_KOREAN = (
    r"(?<=[가-힣])(?:을|를|은|는|에서|에는|으로|에게)+(?![가-힣])"
    r"|(?<=[가-힣]{2}|[0-9A-Za-zᵀ])(?:으로|부터|까지|처럼|보다|마다|대로|에게|입니|합니|됩니|는지|인지|일까|을까|할까|하기|이[나든]"
    r"|[이가의에와과도만로을를은는서라고란며다인일면나든지요여하되한할함해했된될됨됐])+(?![가-힣])"
)
SEPARATOR = f"{_SIGNS}|{_KOREAN}|{_BORDERS}"

_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
_TAG = re.compile(r"<[^>]+>")
_FACTOR = r"[d∂Δ]?[A-Za-z](?:_\w+)?ᵀ?"
_PRODUCT = re.compile(rf"(?<![\w.]){_FACTOR}(?:[ @⋅]+{_FACTOR})+(?![\w(\[.])")


def build(book: Book, language: str, index: dict) -> dict:
    """The plugin's index with formulas as text, each page's description, and keywords instead of tags.

    Sections that only point to the next page are left out: they hold its words, not its matter.
    """
    plain = converter(book).plain
    sources = {page.slug: page for page in book.pages(language)}
    entries = []
    for entry in index["docs"]:
        slug, _, anchor = entry["location"].replace(".html", "").partition("#")
        if slug not in sources or anchor == "next":
            continue
        page = sources[slug]
        title, text = (_FORMULA.sub(lambda m: _shown(m, plain), entry[key]) for key in ("title", "text"))
        words = _keywords(book, page, title, text)
        if not anchor:
            text = f"<p>{escape(page.meta['description'], quote=False)}</p> {text}"
            words = _subjects(book, page) + words
        words = _also(page).get(anchor or slug, []) + words
        found = {"location": entry["location"], "title": title, "text": text, "keywords": words}
        entries.append(found | _aside(page))
    for page in sources.values():  # what a page kept out of the index says is not found, but the page is
        location = f"{page.slug}.html"
        if location not in (entry["location"] for entry in entries):
            found = {"location": location, "title": page.title, "text": f"<p>{page.meta['description']}</p>"}
            entries.append(found | {"keywords": _also(page).get(page.slug, [])} | _aside(page))
    # Equally good answers stand in the order of the book.
    place = {slug: number for number, slug in enumerate(book.order)}
    entries.sort(key=lambda entry: place.get(entry["location"].split(".html")[0], len(place)))
    terms = {sign(key): variants(term, language) for key, term in book.glossary.items()}
    return {"config": index["config"] | {"separator": SEPARATOR, "fields": FIELDS, "terms": terms}, "docs": entries}


def _also(page: Page) -> dict[str, list[str]]:
    """Heading id → other names under which readers look for that place."""
    return page.meta.get("also", {})


def _aside(page: Page) -> dict[str, float]:
    """The home page and the appendices name much that other pages explain: they count half."""
    return {"boost": 0.5} if page.slug == "index" or page.meta.get("appendix") else {}


def _subjects(book: Book, page: Page) -> list[str]:
    """What the page is about: the variants of its terms, and each term as one sign that only the whole term finds.

    The terms named first count more often: the page is most about them.
    """
    words = []
    for n, key in enumerate(page.meta["terms"]):
        words += [*variants(book.glossary[key], page.language), sign(key)] * max(1, 4 - n)
    return words


def sign(key: str) -> str:
    """One word of the index that stands for a whole term, however many words it has: `§chainrule`."""
    return f"§{key.replace('-', '')}"


def _shown(formula: re.Match, plain: Callable[[str], str]) -> str:
    return escape(plain(unescape(formula[1] or formula[2])), quote=False)


def _keywords(book: Book, page: Page, title: str, text: str) -> list[str]:
    """Other words for the terms that an entry uses, and its products in one word: `dzyᵀ` for dZ Yᵀ and dZ @ Y.T."""
    said = f"{title} {_TAG.sub(' ', text)}".lower()
    used = [key for key, term in book.glossary.items() if term[page.language].lower() in said]
    others = [word for key in used for word in variants(book.glossary[key], page.language) if word.lower() not in said]
    if "+=" in f"{title} {text}":
        others.append("pluseq")  # signs part words, but this one is asked for; search.js spells it so
    products = _PRODUCT.findall(re.sub(r"\.T\b", "ᵀ", unescape(_TAG.sub(" ", text))))
    return list(dict.fromkeys(others + [re.sub(r"[ @⋅]", "", product).lower() for product in products]))


def write(folder: Path, index: dict) -> None:
    """Writes the index twice: as data for the web, as a script for pages opened from disk, which may not fetch."""
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(data, encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index = {data}", encoding="utf-8")
