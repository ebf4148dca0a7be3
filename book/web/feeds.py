"""What programs are told that find pages and changes: the site map, a feed a language, a list for language models."""

import uuid
import xml.etree.ElementTree as ET
from datetime import date

from book.ground.languages import LANGUAGES
from book.ground.strings import strings
from book.source.book import Book
from book.source.dates import page_dates
from book.web.head import address, authors, name

FEED, MAP = "feed.xml", "sitemap.xml"
_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NAMES = uuid.uuid5(uuid.NAMESPACE_OID, "matgrad")  # names that stay when the book moves


def sitemap(book: Book, root: str) -> str:
    """Every page in every language, with its date and its other languages; the way in is for all."""
    every = ET.Element("urlset", {"xmlns": _MAP, "xmlns:xhtml": _XHTML})
    for slug in book.order:
        for language in (code for code in LANGUAGES if book.page(code, slug)):  # in a preview one may be missing
            page = ET.SubElement(every, "url")
            ET.SubElement(page, "loc").text = address(root, language, slug)
            ET.SubElement(page, "lastmod").text = page_dates(book)[language, slug].date().isoformat()
            others = {code: address(root, code, slug) for code in LANGUAGES} | {"x-default": f"{root}/"}
            for code, href in others.items():
                ET.SubElement(page, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": href})
    return _written(every)


def feed(book: Book, language: str, root: str) -> str:
    """The changes of docs/changes.toml in one language as Atom, the newest first."""
    words, home = strings(language), address(root, language, book.order[0])
    whole = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    ET.SubElement(whole, "id").text = _id(language)
    ET.SubElement(whole, "title").text = words["title"]
    ET.SubElement(whole, "subtitle").text = words["changes"]
    ET.SubElement(whole, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{root}/{language}/{FEED}"})
    ET.SubElement(whole, "link", {"rel": "alternate", "type": "text/html", "href": home})
    for one in authors(book):
        ET.SubElement(ET.SubElement(whole, "author"), "name").text = one["name"]
    if book.changes:
        ET.SubElement(whole, "updated").text = _moment(book.changes[0].day)
    for change in book.changes:
        entry = ET.SubElement(whole, "entry")
        ET.SubElement(entry, "id").text = _id(f"{language}/{change.page}/{change.day}")
        ET.SubElement(entry, "title").text = name(book, book.page(language, change.page))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": address(root, language, change.page)})
        ET.SubElement(entry, "updated").text = _moment(change.day)
        ET.SubElement(entry, "summary").text = change.says[language]
    return _written(whole)


def _id(of: str) -> str:
    return uuid.uuid5(_NAMES, of).urn


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(top: ET.Element) -> str:
    ET.indent(top, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'


def llms(book: Book, root: str) -> str:
    """The book for programs that read text: what it is, and each page as Markdown (https://llmstxt.org)."""
    base = f"{root}/" if root else ""
    title = strings("en")["title"]
    home = book.page("en", book.order[0])
    parts = [f"# {title}", *([f"> {home.meta['description']}"] if home else [])]
    for language, called in LANGUAGES.items():
        pages = [page for slug in book.order if (page := book.page(language, slug))]
        lines = [
            f"- [{name(book, page)}]({base}{language}/{page.slug}.md): {page.meta['description']}" for page in pages
        ]
        parts += [f"## {called}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"
