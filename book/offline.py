"""The site in a folder: `python -m book.offline` packs it into build/offline, one zip a language and one of all.

Every zip opens with its `index.html`, from disk and without network.
"""

import re
import sys
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from book.errors import ROOT, BookError
from book.languages import LANGUAGES
from book.pdf import compile as press
from book.strings import strings

OFFLINE = ROOT / "build" / "offline"
NAME = "matgrad"
_ONLINE = {"sitemap.xml", "sitemap.xml.gz", ".nojekyll"}
# What leads out of a single language's folder.
_OTHER_LANGUAGES = re.compile(
    r'<nav class="languages".*?</nav>|<a href="[^"]*\.\./index\.html#languages">.*?</a>', re.S
)


def pack(site: Path = press.SITE, out: Path = OFFLINE) -> list[Path]:
    """Writes the zips and returns their paths. Raises BookError if a language or its PDF is not built."""
    out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for needed in (site / language / "index.html", site / "pdf" / press.name(language)):
            if not needed.exists():
                raise BookError(needed, None, "is not built", "run `make site`")
    zips = [_zip(out / f"{NAME}-{language}.zip", _language(language, site)) for language in LANGUAGES]
    whole = ((file.relative_to(site).as_posix(), file.read_bytes()) for file in _files(site))
    return [*zips, _zip(out / f"{NAME}.zip", whole)]


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name not in _ONLINE]


def _language(language: str, site: Path) -> Iterable[tuple[str, bytes]]:
    """One language's pages without their links to the others, its PDF, and a page that leads in."""
    words = strings(language)
    yield (
        "index.html",
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(words["title"])}</title>'
        f'<meta http-equiv="refresh" content="0; url={language}/index.html">'
        f'<a href="{language}/index.html">{escape(words["contents"])}</a></html>\n'.encode(),
    )
    for file in _files(site / language):
        data = file.read_bytes()
        if file.suffix == ".html":
            data = _OTHER_LANGUAGES.sub("", data.decode()).encode()
        yield f"{language}/{file.relative_to(site / language).as_posix()}", data
    pdf = site / "pdf" / press.name(language)
    yield f"pdf/{pdf.name}", pdf.read_bytes()


def _zip(target: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    """A zip whose bytes depend on nothing but its files and the date of the sources."""
    date = press.source_date().timetuple()[:6]
    with zipfile.ZipFile(target, "w") as bundle:
        for name, data in files:
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", date)
            stored = name.endswith((".pdf", ".woff2", ".zip"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, data)
    return target


def main() -> int:
    try:
        for file in pack():
            print(f"offline  {file.relative_to(ROOT)}, {file.stat().st_size / 1e6:.1f} MB")
    except BookError as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
