"""What an e-book says of itself: its package document, its contents, and the contents as older readers read them."""

import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from datetime import datetime

from book.ebook.chapter import safe
from book.ebook.xhtml import tag, text
from book.ground.strings import Texts

FOLDER, PACKAGE, NAV, NCX, COVER = "book", "package.opf", "nav.xhtml", "toc.ncx", "cover.png"
_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".ncx": "application/x-dtbncx+xml",
}
_FEATURES = ("MathML", "alternativeText", "describedMath", "longDescription", "readingOrder", "structuralNavigation")
_FEATURES += ("tableOfContents", "displayTransformability")
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Entry:
    """A chapter in the contents, with its sections: ids and titles. `part` names the part that begins with it."""

    file: str
    title: str
    number: str = ""
    part: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return f"{self.number} {self.title}".strip()


def identifier(language: str) -> str:
    """The name of the e-book of a language: the same for every edition."""
    return uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_OID, "matgrad"), f"epub/{language}").urn


def package(
    words: Texts,
    language: str,
    description: str,
    authors: list[str],
    date: datetime,
    files: dict[str, set[str]],
    spine: list[str],
) -> str:
    """The package document; `files` are all but itself, each with its properties, `spine` what is read, in order."""
    every = ET.Element(
        "package",
        {"xmlns": _OPF, "version": "3.0", "unique-identifier": "id", "xml:lang": language, "dir": "ltr"},
    )
    said = ET.SubElement(every, "metadata", {"xmlns:dc": _DC})

    def element(name: str, content: str, **given: str) -> None:
        ET.SubElement(said, f"dc:{name}", given).text = content

    def meta(name: str, content: str) -> None:
        ET.SubElement(said, "meta", {"property": name}).text = content

    element("identifier", identifier(language), id="id")
    element("title", words["title"])
    element("language", language)
    for author in authors:
        element("creator", author)
    element("description", description)
    element("date", date.date().isoformat())
    element("rights", f"{words['licence']} {_LICENCE}")
    meta("dcterms:modified", date.strftime("%Y-%m-%dT%H:%M:%SZ"))
    for mode in ("textual", "visual"):
        meta("schema:accessMode", mode)
    meta("schema:accessModeSufficient", "textual")
    meta("schema:accessModeSufficient", "textual,visual")
    for feature in _FEATURES:
        meta("schema:accessibilityFeature", feature)
    meta("schema:accessibilityHazard", "none")
    meta("schema:accessibilitySummary", words["ebook_access"])
    ET.SubElement(said, "meta", {"name": "cover", "content": name_of(COVER)})  # for older readers
    manifest = ET.SubElement(every, "manifest")
    for file, properties in files.items():
        given = {"id": name_of(file), "href": file, "media-type": _TYPES[file[file.rindex(".") :]]}
        if properties:
            given["properties"] = " ".join(sorted(properties))
        ET.SubElement(manifest, "item", given)
    order = ET.SubElement(every, "spine", {"toc": name_of(NCX)})
    for file in spine:
        ET.SubElement(order, "itemref", {"idref": name_of(file)})
    return _written(every)


def name_of(file: str) -> str:
    """A file's name in the package: no name begins with a digit, or has a full stop."""
    return f"f-{file.replace('.', '-')}"


def navigation(words: Texts, entries: list[Entry], first: str) -> str:
    """The body of the contents, parts and chapters and sections, and the landmarks; `first` is where reading begins."""
    chapters: list[str] = []
    parts: list[tuple[str, list[str]]] = [("", chapters)]
    for entry in entries:
        if entry.part:
            parts.append((entry.part, []))
        inside = [tag("li", tag("a", text(t), href=f"{entry.file}#{safe(i)}")) for i, t in entry.sections]
        link = tag("a", text(entry.shown), href=entry.file)
        parts[-1][1].append(tag("li", link, tag("ol", *inside) if inside else ""))
    named = [tag("li", tag("span", text(name), class_="part"), tag("ol", *items)) for name, items in parts[1:]]
    marks = [
        ("cover", "cover.xhtml", words["ebook_cover"]),
        ("toc", NAV, words["contents"]),
        ("bodymatter", first, words["ebook_begin"]),
    ]
    landmarks = [tag("li", tag("a", text(said), epub_type=kind, href=file)) for kind, file, said in marks]
    contents = tag("h1", text(words["contents"])), tag("ol", *chapters, *named)
    places = tag("h2", text(words["ebook_marks"])), tag("ol", *landmarks)
    return "\n".join([
        tag("nav", *contents, epub_type="toc", id="toc", role="doc-toc"),
        tag("nav", *places, epub_type="landmarks", hidden="hidden"),
    ])  # fmt: skip


def ncx(words: Texts, language: str, entries: list[Entry]) -> str:
    """The same contents for readers of EPUB 2."""
    every = ET.Element("ncx", {"xmlns": _NCX, "version": "2005-1", "xml:lang": language})
    head = ET.SubElement(every, "head")
    ET.SubElement(head, "meta", {"name": "dtb:uid", "content": identifier(language)})
    ET.SubElement(ET.SubElement(every, "docTitle"), "text").text = words["title"]
    tree = ET.SubElement(every, "navMap")
    for number, entry in enumerate(entries, 1):
        point = ET.SubElement(tree, "navPoint", {"id": f"p-{number}"})
        ET.SubElement(ET.SubElement(point, "navLabel"), "text").text = entry.shown
        ET.SubElement(point, "content", {"src": entry.file})
    return _written(every)


def _written(top: ET.Element) -> str:
    ET.indent(top, "")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'


CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    f'<rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
