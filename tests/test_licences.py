"""Everything that is shipped is somebody's work, with its notice and its licence, in the site and in the zips."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest
from browser import SITE
from fontTools.ttLib import TTFont
from the_book import BOOK

from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.web import licences

WORKS = licences.works()
TEXT = (SITE / licences.NAME).read_text(encoding="utf-8-sig")
FONTS = (".woff2", ".woff", ".ttf", ".otf")
_OTHERS = re.compile(rb"copyright|\(c\) *\d{4}|@licen[cs]e|SPDX-|all rights reserved", re.I)


def test_every_file_is_somebodys_work_and_every_work_has_a_file() -> None:
    assert list(licences.faults(SITE)) == []
    assert all(work.among(licences.shipped(SITE)) for work in WORKS)
    assert licences.text(BOOK, licences.shipped(SITE)) == TEXT


def test_the_text_names_every_work_and_has_its_licence() -> None:
    for number, work in enumerate(WORKS, start=1):
        assert re.search(rf"^{number}\. {re.escape(work.name)}", TEXT, re.M)
        assert re.search(rf"^Of (?:\d+, )*{number}(?:, \d+)*\n=", TEXT, re.M), f"no licence of {work.name}"
        assert f"Licence: {work.licence}" in TEXT and all(f"(c) {holder}" in TEXT for holder in work.by)
    said = (
        "SIL OPEN FONT LICENSE",
        "Mozilla Public License Version 2.0",
        "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
    )
    said += ("Apache License", "Bitstream Vera", "Attribution 4.0 International", "NumPy Developers", "Martin Donath")
    assert all(one.lower() in TEXT.lower() for one in said)
    assert not re.search(r"<(?:year|copyright holders?|owner)>", TEXT)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files of the site, links to its own."""
    for name in licences.shipped(SITE):
        if name.startswith(("en/", "epub/", "pdf/", "runtime/")) or "/" not in name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).symlink_to(SITE / name)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "en/assets/vendor/other.js",
        "en/assets/js/other.css",
        "en/assets/images/favicon.png",
        "en/root/robots.txt",
        "en/assets/css/book.css.map",
        "runtime/other.whl",
        "runtime/other.mjs",
        "pdf/other.pdf",
        "other.js",
    ],
)
def test_a_file_that_nobody_claims_is_a_fault(name: str, site: Path) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("", encoding="utf-8")
    (fault,) = licences.faults(site)
    assert fault.file == site / name and "nobody's work" in fault.problem


@pytest.mark.parametrize("work", [work for work in WORKS if work.name in ("STIX Two Math", "Pyodide", "Emscripten")])
def test_a_work_without_its_file_is_a_fault(work: licences.Work, site: Path) -> None:
    gone = next(glob for glob in work.files if "??" in glob or glob.endswith("asm.mjs"))
    for name in licences.shipped(site):
        if name in work.among([name]) and Path(name).match(gone):
            (site / name).unlink()
    found = [fault for fault in licences.faults(site) if fault.problem.startswith(f"{work.name}: ")]
    assert found and found[0].file.name == "licences.toml" and found[0].line


def test_a_work_that_no_longer_stands_in_its_file_is_a_fault(site: Path) -> None:
    """The planted fault: a Pyodide without SQLite."""
    wasm = site / "runtime" / "pyodide.asm.wasm"
    data = wasm.read_bytes()
    wasm.unlink()
    wasm.write_bytes(data.replace(b"SQLite format 3", b"another        "))
    (fault,) = licences.faults(site)
    assert "SQLite: “SQLite format 3” is in none" in fault.problem


def test_a_site_without_python_for_the_browser_needs_no_licence_of_it(site: Path) -> None:
    shutil.rmtree(site / "runtime")
    assert list(licences.faults(site)) == []
    assert "Pyodide" not in licences.text(BOOK, licences.shipped(site))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("[[work]]\nname = 'a'", "missing"),
        ("[[work]]\nname = 'a'\nlicense = 'MIT'", "license"),
        ("[work", "no table of works"),
    ],
)
def test_a_table_that_cannot_be_used_is_red(table: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "licences.toml"
    file.write_text(table, encoding="utf-8")
    with pytest.raises(BookError, match=says):
        licences.works(file)


@pytest.mark.parametrize("place", ["npm:temml/NOTHING", "pip:mkdocs-material/NOTHING", "zip:runtime/book.zip!NOTHING"])
def test_a_licence_that_is_not_where_the_table_says_is_red(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    work = licences.Work(name="a", licence="MIT", by=[], files=["*.html"], text=[place])
    monkeypatch.setattr(licences, "works", lambda: [work])
    with pytest.raises(BookError, match="NOTHING"):
        licences.text(BOOK, ["index.html"])


def fonts(file: Path) -> set[str]:
    """The names of the fonts in a file: one itself, a PDF with some inside, or an archive."""
    if file.suffix == ".pdf":
        with pikepdf.open(file) as pdf:
            every = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
            names = [str(thing.FontName) for thing in every if thing.get("/Type") == "/FontDescriptor"]
        return {re.sub(r"^/(?:[A-Z]{6}\+)?", "", name).partition("-")[0] for name in names}
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            inside = [packed.read(name) for name in packed.namelist() if name.endswith(FONTS)]
        return {TTFont(io.BytesIO(data))["name"].getDebugName(1) for data in inside}
    return {TTFont(file)["name"].getDebugName(1)} if file.suffix in FONTS else set()


def test_every_font_inside_of_a_file_is_claimed_for_it_and_every_claimed_one_is_there() -> None:
    claimed, found = {face for work in WORKS for face in work.faces}, set()
    for name in licences.shipped(SITE):
        for face in fonts(SITE / name):
            assert any(face in work.faces and work.among([name]) for work in WORKS), f"{name}: {face}"
            found.add(face)
    assert found == claimed


def test_what_is_ours_says_nothing_of_others() -> None:
    """Somebody else's script among ours would bear a notice."""
    ours = [work for work in WORKS if work.ours]
    files = [name for name in licences.shipped(SITE) if any(work.among([name]) for work in ours)]
    programs = [name for name in files if name.endswith((".js", ".mjs", ".css", ".svg"))]
    assert len(programs) > 100
    assert [name for name in programs if _OTHERS.search((SITE / name).read_bytes())] == []
    assert _OTHERS.search(b"/*! x v1.0 | (c) 2019 A */") and _OTHERS.search(b"// @license MIT")


def test_every_page_leads_to_them() -> None:
    for language in LANGUAGES:
        for page in (SITE / language).glob("*.html"):
            if page.name != "404.html":
                assert 'href="./../licences.txt"' in page.read_text(encoding="utf-8"), page
    assert 'href="licences.txt"' in (SITE / "index.html").read_text(encoding="utf-8")


def test_no_template_is_left_in_the_site() -> None:
    """Nor a comment that leads to a map of a source that is not shipped."""
    for name in licences.shipped(SITE):
        if name.endswith((".html", ".txt", ".xml", ".json", ".css", ".js", ".mjs", ".svg")) and "pyodide" not in name:
            text = (SITE / name).read_text(encoding="utf-8")
            assert not re.search(r"\{%|(?<!\$)\{\{[ -]|sourceMappingURL", text), name  # `${{` is JavaScript's


def test_the_papers_of_the_repository_name_the_same_licences() -> None:
    ours = {work.licence: work for work in WORKS if work.ours}
    assert {f"{one}.txt" for one in ours} == {file.name for file in (BOOK.root / "LICENSES").iterdir()}
    paper = (BOOK.root / "LICENSE").read_text(encoding="utf-8")
    for licence, work in ours.items():
        assert f"SPDX: {licence}" in paper and work.text == [f"LICENSES/{licence}.txt"]
    assert "licences.toml" in (BOOK.root / "NOTICE.md").read_text(encoding="utf-8")
