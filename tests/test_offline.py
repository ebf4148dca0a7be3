"""The site in a folder: what the zips hold works from disk, without network, to the last link."""

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from the_book import BOOK, alike

from book import offline
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.source.book import Book
from book.source.dates import source_date

_ADDRESS = re.compile(r'(?:href|src)="([^"]*)"')
SERVED = {"sitemap.xml", "robots.txt", "llms.txt", "404.html", "feed.xml", "manifest.webmanifest", ".nojekyll"}
QUERIES = {"ja": "転置", "ko": "전치", "en": "transpose"}


@pytest.fixture(scope="module")
def zips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return offline.pack(BOOK, tmp_path_factory.mktemp("zips"))


@pytest.fixture(scope="module")
def folders(zips: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every zip by its name, unpacked."""
    top = tmp_path_factory.mktemp("offline")
    for bundle in zips:
        zipfile.ZipFile(bundle).extractall(top)
    return {folder.name: folder for folder in top.iterdir()}


NAMES = [*(f"{offline.NAME}-{language}" for language in LANGUAGES), offline.NAME]


@pytest.mark.parametrize("name", alike(NAMES, 1, 2))
def test_no_link_leads_to_nothing(name: str, folders: dict[str, Path]) -> None:
    pages = list(folders[name].rglob("*.html"))
    assert len(pages) > 6
    lost = []
    for page in pages:
        for address in {*_ADDRESS.findall(page.read_text(encoding="utf-8"))}:
            path = unquote(urldefrag(address).url)
            if path and not re.match(r"[a-z]+:", path) and not (page.parent / path).exists():
                lost.append(f"{page.relative_to(folders[name])}: {address}")
    assert not lost


@pytest.mark.parametrize("language", alike([*LANGUAGES], 0))
def test_one_language_opens_from_disk(language: str, folders: dict[str, Path], visit: Callable) -> None:
    """`index.html` leads in; text, formulas in their font, figures and search are there without network."""
    tab = visit(offline=True)
    tab.page.goto((folders[f"{offline.NAME}-{language}"] / "index.html").as_uri())
    tab.page.wait_for_url(f"**/{language}/index.html")
    assert tab.page.locator("html").get_attribute("lang") == language
    assert tab.page.locator("article math").count() > 5
    assert tab.page.locator("#index-backward-flow svg:visible").count() == 1
    assert tab.page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em \"Book Maths\"'))")
    assert tab.page.locator("nav.languages").count() == 0
    box = tab.page.locator(".search__field")
    box.focus()
    box.press_sequentially(QUERIES[language])
    tab.page.locator(".search__found a").first.wait_for(timeout=15_000)
    assert not tab.complaints
    assert {re.match("[a-z]+:", address)[0] for address in tab.requests} <= {"file:", "blob:", "data:"}


def test_everything_opens_from_disk(folders: dict[str, Path], visit: Callable) -> None:
    """The chooser leads to each language, and each language to the others."""
    tab = visit(offline=True)
    for language in LANGUAGES:
        tab.page.goto((folders[offline.NAME] / "index.html").as_uri())
        tab.page.locator(f'a[lang="{language}"], a[hreflang="{language}"]').first.click()
        tab.page.wait_for_url(f"**/{language}/index.html")
        assert tab.page.locator("nav.languages a").count() == len(LANGUAGES)
        tab.page.wait_for_load_state("networkidle")
    assert not tab.complaints


@pytest.mark.parametrize("name", NAMES)
def test_licences_of_what_is_packed_are_packed(name: str, folders: dict[str, Path]) -> None:
    text = (folders[name] / "licences.txt").read_text(encoding="utf-8-sig")
    assert ("Pyodide" in text) == (folders[name] / "runtime").exists()
    assert all(one in text for one in ("CC-BY-4.0", "SIL Open Font License", "Martin Donath", "JetBrains"))


def test_the_volumes_are_packed_and_nothing_for_servers(folders: dict[str, Path]) -> None:
    wanted = {language: [language] for language in LANGUAGES} | {"": list(LANGUAGES)}
    for language, volumes in wanted.items():
        files = list(folders[f"{offline.NAME}-{language}".rstrip("-")].rglob("*"))
        packed = sorted(file.name for file in files if file.suffix in (".pdf", ".epub"))
        assert packed == sorted(made.name for code in volumes for made in (BOOK.volume(code), BOOK.ebook(code)))
        assert not [
            file for file in files if file.name in SERVED or file.suffix == ".md" or file.parent.name == "cards"
        ]


def test_packed_byte_for_byte(zips: list[Path], tmp_path: Path) -> None:
    """Whatever the time, the order in which the same files were written, their dates, and who may read them."""
    dates = {entry.date_time[:5] for bundle in zips for entry in zipfile.ZipFile(bundle).infolist()}
    assert dates == {source_date(BOOK).timetuple()[:5]}
    book = Book(BOOK.root)
    made = [file(language) for file in (book.volume, book.ebook) for language in LANGUAGES]
    files = {file.relative_to(BOOK.site): b"%PDF" for file in made}
    for language in LANGUAGES:
        page = b'<meta charset="utf-8">' + b"<p>text</p>" * 99
        files |= {Path(language, name): page for name in ("index.html", "picture.html", "a/b.css")}

    def packed(name: str, files: dict[Path, bytes], date: int) -> list[bytes]:
        book.site = tmp_path / name
        for file, data in files.items():
            (book.site / file).parent.mkdir(parents=True, exist_ok=True)
            (book.site / file).write_bytes(data)
            (book.site / file).chmod(0o600 + date % 2 * 0o44)
            os.utime(book.site / file, (date, date))
        return [bundle.read_bytes() for bundle in offline.pack(book, tmp_path / f"{name}-zips")]

    assert packed("one", files, 1_500_000_000) == packed("other", dict(reversed(files.items())), 1_600_000_001)


def test_what_only_a_server_has_use_for_is_not_packed(tmp_path: Path) -> None:
    book = Book(BOOK.root)
    book.site = tmp_path / "site"
    page = b'<meta charset="utf-8"><link rel="canonical" href="https://a/en.html">\n<link rel="manifest" href="m">'
    for language in LANGUAGES:
        files = {book.volume(language): b"%PDF", book.ebook(language): b"PK"}
        files |= {book.site / language / name: page for name in ("index.html", "index.md", "cards/index.png", *SERVED)}
        for file, data in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    for bundle in map(zipfile.ZipFile, offline.pack(book, tmp_path / "zips")):
        packed = {name: bundle.read(name) for name in bundle.namelist()}
        kept = {"index.html", "licences.txt", *(Path(name).name for name in packed if name.endswith((".pdf", ".epub")))}
        assert {Path(name).name for name in packed} <= kept and len(kept) > 3
        assert not [name for name, data in packed.items() if b'"manifest"' in data]
        assert any(b"canonical" in data for data in packed.values())


def test_what_is_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="is not built"):
        offline.pack(Book(tmp_path))


def test_one_zip_runs_code_and_those_of_a_language_offer_nothing(folders: dict[str, Path]) -> None:
    whole = folders[offline.NAME]
    assert (whole / "runtime" / "runtime.json").exists()
    assert 'id="runtime"' in (whole / "en" / "affine.html").read_text(encoding="utf-8")
    for language in LANGUAGES:
        alone = folders[f"{offline.NAME}-{language}"]
        assert not (alone / "runtime").exists()
        assert 'id="runtime"' not in (alone / language / "affine.html").read_text(encoding="utf-8")
