"""All languages' volumes, skipped where nothing has changed, and the site's links to them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from book.languages import LANGUAGES
from book.pdf import compile as press
from book.pdf import fonts
from book.stamps import digest, record, unchanged
from book.strings import strings

# overrides/ leave this comment where the link belongs; it is filled in when the volume's size is known.
_LINK = re.compile(r'<!--pdf-->(<a class="pdf".*?</a>)?')
_READ = ("book", "docs/errors.tsv", "docs/glossary.toml", "package-lock.json", "requirements.txt")


def make(languages: Iterable[str] = LANGUAGES, site: Path = press.SITE, force: bool = False) -> Iterator[str]:
    """Sets the volumes, two at a time, and links the site to them; yields a line on each.

    Raises BookError as `compile.build` does, and if Typst has a warning.
    """
    fonts.gather()
    wanted = {language: _inputs(language, site) for language in languages}
    stale = [code for code, value in wanted.items() if force or not _done(code, value, site)]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(press.build, stale, [site] * len(stale)))
    for language, value in wanted.items():
        file = site / "pdf" / press.name(language)
        if language in stale and site == press.SITE:
            record(f"pdf-{language}", value)
        link(language, site)
        size = f"{file.stat().st_size / 1e6:.1f} MB"
        yield f"{language}: {file.name}, {size}" if language in stale else f"{language}: unchanged"


def link(language: str, site: Path = press.SITE) -> None:
    """Writes the link to the volume, with size and date, into every page of the language."""
    file = site / "pdf" / press.name(language)
    words = strings(language)["download_pdf"].format(
        size=f"{file.stat().st_size / 1e6:.1f} MB", date=press.shown_date(language)
    )
    for page in (site / language).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        linked = _LINK.sub(f'<!--pdf--><a class="pdf" href="../pdf/{file.name}">{words}</a>', text)
        if linked != text:
            page.write_text(linked, encoding="utf-8")


def _done(language: str, value: str, site: Path) -> bool:
    return site == press.SITE and unchanged(f"pdf-{language}", value, site / "pdf" / press.name(language))


def _inputs(language: str, site: Path) -> str:
    seen = hashlib.sha256(digest(*_READ, extra=[str(press.source_date())]).encode())
    for page in sorted((site / language).glob("*.html")):
        seen.update(_LINK.sub("", page.read_text(encoding="utf-8")).encode())
    return seen.hexdigest()
