"""The e-book of one language: its chapters in reading order, cover, contents and style in one EPUB.

Its bytes depend on nothing but the book and the date of its sources.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import typst
from PIL import Image

from book.ebook import package
from book.ebook.chapter import Chapter
from book.ebook.package import Entry
from book.ebook.xhtml import document, tag, text
from book.figures.kit import gallery
from book.ground.faults import BookError
from book.ground.strings import strings
from book.ground.tree import article
from book.print import fonts
from book.print import volume as printed
from book.source.book import Book
from book.source.dates import shown_date, source_date
from book.web import head, vendor

_LOOK = Path(__file__).with_name("look") / "style.css"
_SHARPNESS = 215  # dots an inch of the cover, which is 170 mm wide: some 1,440
_COLOURS = 64


def build(book: Book, language: str, site: Path, target: Path) -> None:
    """Writes the e-book of a language, from its built pages in `site`.

    Raises BookError for an element, a formula or a link that an e-book cannot have.
    """
    words, date = strings(language), shown_date(book, language)
    files: dict[str, str | bytes] = {}
    said = f"{words['title']}. {words['edition'].format(date=date)}"
    cover = tag("p", tag("img", src=package.COVER, alt=said), class_="cover")
    files["cover.xhtml"] = document(language, words["title"], cover, "cover")
    files["title.xhtml"] = document(language, words["title"], _title_page(book, language), "titlepage")
    entries = _chapters(book, language, site, files)
    nav = package.navigation(words, entries, entries[0].file)
    files[package.NAV] = document(language, words["contents"], nav)
    spine = ["cover.xhtml", "title.xhtml", package.NAV, *(entry.file for entry in entries)]
    files[package.NCX] = package.ncx(words, language, entries)
    files["style.css"] = _LOOK.read_text(encoding="utf-8")
    files["maths.woff2"] = (vendor.folder(book) / "maths.woff2").read_bytes()
    files[package.COVER] = _cover(book, language)
    described = book.page(language, book.order[0]).meta["description"]
    authors = [one["name"] for one in head.authors(book)]
    listed = {name: _properties(name, data) for name, data in files.items()}
    opf = package.package(words, language, described, authors, source_date(book), listed, spine)
    _zip(target, {package.PACKAGE: opf, **files}, source_date(book).timetuple()[:6])


def _chapters(book: Book, language: str, site: Path, files: dict[str, str | bytes]) -> list[Entry]:
    """Writes the chapters into `files`; returns the contents. Raises BookError for a link that leads to nothing."""
    entries: list[Entry] = []
    written: dict[str, Chapter] = {}
    for slug in book.order:
        page = book.page(language, slug)
        chapter = Chapter(slug, language, article(site / f"{slug}.html"), book.order, _drawer(book, language))
        body = tag("section", chapter.xhtml(), class_=page.meta.get("layout", ""))
        files[f"{slug}.xhtml"] = document(language, chapter.title, body)
        written[slug] = chapter
        number, part = book.chapters.get(slug, ""), page.meta.get("part", "")
        if number == "A":
            part = strings(language)["ebook_appendices"]
        entries.append(Entry(f"{slug}.xhtml", chapter.title, number, part, chapter.sections))
    for slug, chapter in written.items():
        for other, anchor, line in chapter.links:
            if anchor and anchor not in written[other].ids:
                problem = f"line {line} of the built page leads to #{anchor} in {other}, which the e-book does not have"
                raise BookError(
                    book.path(language, slug), None, problem, "teach book/ebook/chapter.py to write this id"
                )
    return entries


def _drawer(book: Book, language: str) -> Callable[[str], str]:
    def draw(figure: str) -> str:
        drawn = (drawing.file() for drawing in gallery.drawings(book, figure, language))
        return tag("div", *drawn, class_="fig")

    return draw


def _properties(name: str, data: str | bytes) -> set[str]:
    """What the package must say of a file."""
    if name == package.NAV:
        return {"nav"}
    if name == package.COVER:
        return {"cover-image"}
    return {kind for kind, mark in (("mathml", "<math "), ("svg", "<svg ")) if isinstance(data, str) and mark in data}


def _title_page(book: Book, language: str) -> str:
    words, date = strings(language), shown_date(book, language)
    said = book.page(language, book.order[0]).meta["description"]
    about = words["about_pdf"].format(date=date), words["about_ebook"]
    lines = [said, words["edition"].format(date=date), words["licence"], *about]
    shown = (tag("p", text(line)) for line in lines)
    return tag("section", tag("h1", text(words["title"])), *shown, class_="title-page")


def _cover(book: Book, language: str) -> bytes:
    """The cover of the printed book as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        look = printed.look(book, language, Path(folder))
        draw = printed.drawer(book, language, look)
        main = look / "cover.typ"
        main.write_text(f'#import "layout.typ": *\n#show: volume\n#cover({draw(printed.COVER)})\n', encoding="utf-8")
        places = {"font_paths": [str(fonts.gather(book))], "ignore_system_fonts": True}
        try:
            drawn = typst.compile(str(main), format="png", ppi=_SHARPNESS, **places)
        except typst.TypstError as fault:
            raise BookError("book/print/look/layout.typ", None, str(fault), "mend the cover") from None
    packed = io.BytesIO()
    few = Image.open(io.BytesIO(drawn if isinstance(drawn, bytes) else drawn[0])).convert("RGB")
    few.quantize(_COLOURS, Image.Quantize.MEDIANCUT).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _zip(target: Path, files: dict[str, str | bytes], date: tuple[int, ...]) -> None:
    """Writes the files as EPUB has them: what it is comes first, and as it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    first = {"mimetype": "application/epub+zip", "META-INF/container.xml": package.CONTAINER}
    with zipfile.ZipFile(target, "w") as bundle:
        for name, data in (first | {f"{package.FOLDER}/{name}": data for name, data in files.items()}).items():
            entry = zipfile.ZipInfo(name, date)
            stored = name == "mimetype" or name.endswith((".png", ".woff2"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, data, compresslevel=9)
