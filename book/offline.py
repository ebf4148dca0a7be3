"""The site in a folder: packed into build/offline, one zip a language and one of all.

Every zip opens with its `index.html`, from disk and without network. That of all has what runs code in the browser,
too, for which it must be served (`python -m http.server` in its folder does); in those of a language no page offers it.
"""

import re
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.strings import strings
from book.ground.tree import Element, html, parse
from book.source.book import Book
from book.source.dates import source_date
from book.web import licences, policy

NAME = "matgrad"
_ONLINE = {".nojekyll", "404.html", "feed.xml", "llms.txt", "manifest.webmanifest", "robots.txt", "sitemap.xml"}
_ONLINE |= {"_headers"}
_CARDS = "cards"
_MANIFEST = re.compile(rb"\s*<link rel=\"manifest\"[^>]*>")  # which browsers may not read from disk, and say so


def pack(book: Book, out: Path | None = None) -> list[Path]:
    """Writes the zips and returns their paths. Raises BookError if a language, its PDF or its e-book is not built."""
    site, out = book.site, out or book.build / "offline"
    out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for needed in (site / language / "index.html", book.volume(language), book.ebook(language)):
            if not needed.exists():
                raise BookError(needed, None, "is not built", "run `make site`")
    zips = [_zip(book, out / f"{NAME}-{language}.zip", _language(book, language, site)) for language in LANGUAGES]
    whole = ((file.relative_to(site).as_posix(), _read(file)) for file in _files(site))
    return [*zips, _zip(book, out / f"{NAME}.zip", whole)]


def _files(folder: Path) -> list[Path]:
    """All but what only a server, or a program that asks it, has use for."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name not in _ONLINE)
    return [file for file in files if file.suffix != ".md" and file.parent.name != _CARDS]


def _read(file: Path) -> bytes:
    data = file.read_bytes()
    return _MANIFEST.sub(b"", data) if file.suffix == ".html" else data


def _language(book: Book, language: str, site: Path) -> Iterable[tuple[str, bytes]]:
    """One language's pages without their links to the others, its PDF and e-book, and a page that leads in."""
    words = strings(language)
    way_in = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(words["title"])}</title>'
        f'<meta http-equiv="refresh" content="0; url={language}/index.html">'
        f'<a href="{language}/index.html">{escape(words["contents"])}</a></html>\n'
    )
    yield "index.html", policy.guarded(way_in, "book/offline.py").encode()
    for file in _files(site / language):
        data = _read(file)
        if file.suffix == ".html":
            data = policy.guarded(alone(data.decode()), file).encode()
        yield f"{language}/{file.relative_to(site / language).as_posix()}", data
    made = book.volume(language), book.ebook(language)
    for file in made:
        yield file.relative_to(site).as_posix(), file.read_bytes()
    theirs = {file.relative_to(site).as_posix() for file in made}
    here = [name for name in licences.shipped(site) if name in theirs or name.startswith(f"{language}/")]
    yield licences.NAME, licences.encoded(licences.text(book, here))


def alone(page: str) -> str:
    """A page without what leads out of its language's folder."""
    root = parse(page)
    for node in root.walk():
        node.children = [child for child in node.children if isinstance(child, str) or not _leads_out(child)]
    return html(root)


def _leads_out(node: Element) -> bool:
    return (
        node.id == "runtime"
        or "languages" in node.classes
        or node.attributes.get("href", "").endswith("../index.html#languages")
    )


def _zip(book: Book, target: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """A zip whose bytes depend on nothing but its files and the date of the sources."""
    date = source_date(book).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as bundle:
        for name, data in files:
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", date)
            stored = name.endswith((".pdf", ".epub", ".woff2", ".zip"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, data)
    return target
