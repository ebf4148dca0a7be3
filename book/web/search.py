"""What search knows of the book: the index of one language, made from what the search plugin collected.

An entry is a page or a section: the headings that lead to it, its text, and the other names under which readers look
for it (docs/glossary.toml, and `also` in the page's front matter; in every language those that the English page has in
code, in formulas or in a word or two). The other half, how a typed query is read and its
answers are ranked, is docs/assets/js/search/.
"""

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

from book.maths.temml import converter
from book.source.book import Book
from book.source.glossary import typed, variants
from book.source.pages import Page

# What an entry is worth beside another that says the same: the home page and the appendices name much that chapters
# explain.
_HOME, _SUMMARY, _APPENDIX, _ASIDE = 0.35, 0.46, 0.62, 0.85
_ASIDES = re.compile(r"in-short$|exercise")

# English names that readers of all languages type: code, formulas, a word or two.
_ANYWHERE = re.compile(r"[_().=@*^∂\[\]\d]|[a-z][A-Z]|^\S+(?: \S+)?$")

_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.S)
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|pre|t[dhr]|table|dd|dt|h\d)[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"[ \t]+")
_LINES = re.compile(r"\s*\n\s*")
_SAMPLE = re.compile(r"\bsnippets/[\w/]+\.py\b")  # the name above a sample


def build(book: Book, language: str, index: dict) -> dict:
    """The index of a language: its entries in the order of the book, and its terms with all ways to write each.

    Sections that only point to the next page are left out: they hold its words, not its matter. A page that the plugin
    was told to leave out has its title and description.
    """
    plain = converter(book).plain
    sources = {page.slug: page for page in book.pages(language)}
    english = {} if language == "en" else {page.slug: page.meta.get("also", {}) for page in book.pages("en")}
    found = {slug: [] for slug in sources}
    for entry in index["docs"]:
        slug, _, anchor = entry["location"].replace(".html", "").partition("#")
        if slug in found and anchor != "next":
            found[slug].append((anchor, _text(entry["title"], plain), _text(entry["text"], plain)))
    entries = []
    for slug in book.order:
        if slug in sources:
            page = sources[slug]
            sections = found[slug] or [("", page.title, "")]
            entries += _entries(book, page, sections, english.get(slug, {}))
    terms = {
        key: {
            "name": term[language],
            "says": term.get("says", {}).get(language, ""),
            "forms": [*variants(term, language), *typed(term, language), *([term["kana"]] if language == "ja" else [])],
        }
        for key, term in book.glossary.items()
    }
    return {"language": language, "entries": entries, "terms": terms, "lacking": _lacking(book, language)}


def _lacking(book: Book, language: str) -> list[dict]:
    """Topics that the book does not treat: their words, and the locations of the nearest entries."""
    near = [[_location(*place.partition("#")[::2]) for place in topic.near] for topic in book.lacking]
    return [{"words": topic.words[language], "near": places} for topic, places in zip(book.lacking, near, strict=True)]


def _location(slug: str, anchor: str) -> str:
    return f"{slug}.html" + (f"#{anchor}" if anchor else "")


def _entries(
    book: Book, page: Page, sections: list[tuple[str, str, str]], english: dict[str, list[str]]
) -> Iterator[dict]:
    """The entries of a page: the page itself first, then its sections, each with the headings above it."""
    levels = {heading.value: _level(page, heading.line) for heading in page.headings()}
    top = page.headings()[0].value
    path: list[tuple[int, str]] = []
    for anchor, title, text in sections:
        anchors = [anchor] * (anchor != top) if anchor else list(dict.fromkeys((page.slug, top)))
        names = [name for one in anchors for name in page.meta.get("also", {}).get(one, [])]
        known = {_bare(name) for name in names}
        others = {_bare(name): name for one in anchors for name in english.get(one, []) if _ANYWHERE.search(name)}
        if not anchor:
            text = f"{page.meta['description']}\n{text}"
        here = f"{page.slug}#{anchor}" if anchor else page.slug
        level = levels.get(anchor, 1)
        path = [*((one, above) for one, above in path if one < level), (level, title)]
        yield {
            "location": _location(page.slug, anchor),
            "title": title,
            "path": [above for _, above in path[:-1]],
            "text": text.strip(),
            "names": list(dict.fromkeys(names)),
            "foreign": [name for bare, name in others.items() if bare not in known],
            "subjects": [] if anchor else page.meta["terms"],
            "explains": [key for key, term in book.glossary.items() if term.get("where") == here],
            "share": _share(page, anchor),
        }


def _bare(name: str) -> str:
    return "".join(name.casefold().split())


def _level(page: Page, line: int) -> int:
    text = page.lines[line - 1]
    return len(text) - len(text.lstrip("#"))


def _share(page: Page, anchor: str) -> float:
    if page.slug == "index":
        return _HOME
    if page.meta.get("appendix"):
        return _SUMMARY if page.slug in ("questions", "cheat-sheet") else _APPENDIX  # they lead to the whole answers
    if anchor == "exercises":
        return _HOME  # what is asked stands below, each with a heading of its own
    return _ASIDE if _ASIDES.match(anchor) else 1


def _text(html: str, plain: Callable[[str], str]) -> str:
    """HTML as lines of text, a line for each paragraph, formulas as they are read."""
    text = _FORMULA.sub(lambda formula: f" {plain(unescape(formula[1] or formula[2]))} ", html)
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", text)))
    return _LINES.sub("\n", _BLANKS.sub(" ", _SAMPLE.sub("\n", text))).strip()


def write(folder: Path, index: dict) -> None:
    """Writes the index as two scripts, which pages opened from disk may load as well: they may not fetch.

    The first has all but the texts of the entries, and is enough for an answer; the second has these texts, in the same
    order. Both are packed, since not every server packs what it sends.
    """
    heads = [{key: value for key, value in entry.items() if key != "text"} for entry in index["entries"]]
    parts = {"Index": index | {"entries": heads}, "Texts": [entry["text"] for entry in index["entries"]]}
    for name, part in parts.items():
        (folder / f"{name.lower()}.js").write_text(f'var search{name} = "{packed(part)}";\n', encoding="utf-8")
    for file in ("search_index.json", "search_index.js"):
        (folder / file).unlink(missing_ok=True)


def packed(part: dict | list) -> str:
    """JSON, packed by deflate, in letters of base64; `unpacked` in docs/assets/js/search/box.js reads it."""
    data = json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    return b64encode(packer.compress(data) + packer.flush()).decode()
