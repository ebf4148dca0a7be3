"""The book is found, shared and followed: what its pages, its map, its feeds and its list for programs say is true."""

import io
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlparse

import pytest
from PIL import Image
from planted import DATE, Copy
from the_book import BOOK, WHOLE

from book.ground.languages import LANGUAGES
from book.ground.strings import strings, width
from book.ground.tree import Element, parse
from book.print import cards
from book.source.book import Book
from book.web import head, icons

ADDRESS, SOURCES = "https://book.test/gradients/", "https://github.com/a/b"
DAY = datetime.fromtimestamp(int(DATE), UTC).date().isoformat()
ATOM = {"": "http://www.w3.org/2005/Atom"}
_BUILD = """
from functools import partial
from book.site import _OF_PAGES
from book.source.book import Book
from book.web import site
book = Book()
site.build(book, "ko", book.site / "ko", *(partial(part.write, book, "ko") for part in _OF_PAGES))
site.build_root(book, book.site)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The Korean pages of the tiny book, on a site that knows its address and where its sources are."""
    copy = Copy(tmp_path_factory.mktemp("found"))
    copy.shorten()
    run = copy.python("-c", _BUILD, SITE_URL=ADDRESS, BOOK_REPOSITORY=SOURCES)
    assert run.returncode == 0, run.stdout
    return Book(copy.root)


@pytest.fixture(scope="module")
def pages(built: Book) -> dict[str, Element]:
    return {slug: parse((built.site / f"ko/{slug}.html").read_text("utf-8")) for slug in built.order}


def meta(page: Element) -> dict[str, str]:
    every = [node.attributes for node in page.walk() if node.tag == "meta"]
    named = ((given.get("property") or given.get("name"), given.get("content", "")) for given in every)
    return {name: content for name, content in named if name}


def links(page: Element, relation: str) -> list[dict[str, str]]:
    return [node.attributes for node in page.walk() if node.tag == "link" and node.attributes["rel"] == relation]


def on_site(built: Book, address: str) -> Path:
    assert address.startswith(ADDRESS), address
    return built.site / address.removeprefix(ADDRESS)


def test_each_page_says_how_it_is_shared(built: Book, pages: dict[str, Element]) -> None:
    for slug, page in pages.items():
        said, source = meta(page), built.page("ko", slug)
        assert said["og:title"] == head.name(built, source) and said["og:description"] == source.meta["description"]
        assert said["og:site_name"] == strings("ko")["title"] and said["og:locale"] == "ko_KR"
        assert said["og:url"] == links(page, "canonical")[0]["href"] == f"{ADDRESS}ko/{slug}.html"
        assert on_site(built, said["og:url"]).exists()
        picture = Image.open(on_site(built, said["og:image"]))
        assert picture.format == "PNG" and said["twitter:card"] == "summary_large_image"
        assert picture.size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
        assert said["og:image:alt"].startswith(said["og:title"]) and said["og:image:alt"] == said["twitter:image:alt"]
        assert ("article:modified_time" in said) == (slug != "index")
    figure = BOOK.page("ko", "picture")
    assert head.pictured(BOOK, figure) and head.pictured(built, built.page("ko", "delta")) == ""


def test_each_page_leads_to_its_languages(built: Book, pages: dict[str, Element]) -> None:
    for slug, page in pages.items():
        others = {one["hreflang"]: one["href"] for one in links(page, "alternate") if "hreflang" in one}
        assert others == {code: f"{ADDRESS}{code}/{slug}.html" for code in LANGUAGES} | {"x-default": ADDRESS}


def test_a_card_shows_its_heading_and_its_figure_and_nothing_else_changes_it(
    built: Book, pages: dict[str, Element], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = {slug: (built.site / f"ko/cards/{slug}.png").read_bytes() for slug in built.order}
    assert len(set(shown.values())) == len(shown) and all(len(data) < 60_000 for data in shown.values())
    monkeypatch.setenv("SITE_URL", "https://elsewhere.test/")
    again = Book(built.root)
    cards.write(again, "ko", tmp_path)
    assert {slug: (tmp_path / f"cards/{slug}.png").read_bytes() for slug in built.order} == shown
    alpha = built.path("ko", "alpha")
    text = alpha.read_text("utf-8")
    bare = re.sub(r"/// figure.*?\n///\n", "", text, flags=re.S)
    changed = {"title": text.replace("\n# ", "\n# 왜 ", 1), "figure": bare}
    for what, new in changed.items():
        assert new != text
        alpha.write_text(new, encoding="utf-8")
        (tmp_path / what).mkdir()
        cards.write(Book(built.root), "ko", tmp_path / what)
        other = {slug: (tmp_path / what / f"cards/{slug}.png").read_bytes() for slug in built.order}
        alpha.write_text(text, encoding="utf-8")
        assert {slug for slug in shown if shown[slug] != other[slug]} == {"alpha"}, what


def test_no_address_no_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    cards.write(BOOK, "en", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_have_room_and_are_told_apart(language: str) -> None:
    pages = [BOOK.page(language, slug) for slug in BOOK.order]
    titles = [head.title(BOOK, page) for page in pages]
    assert len(set(titles)) == len({page.meta["description"] for page in pages}) == len(pages)
    whole = strings(language)["title"]
    assert titles[0] == whole and sum(title.endswith(f" – {whole}") for title in titles) > 5
    assert not [title for title in titles if width(title) > 65]  # what is longer is cut where it is listed
    assert not [title for title in titles if re.search(r"[$`*\\{}<]", title)]


def test_a_title_with_a_formula_is_one_line_of_text(built: Book) -> None:
    page = built.page("en", "alpha")
    old, page.lines = page.lines, [line.replace("# What is", "# Why is $x^2 < 1$ in `f` *not*") for line in page.lines]
    assert head.name(built, page) == "Why is x² < 1 in f not twice a number?"
    page.lines = old


def test_programs_read_each_page_as_a_learning_resource(built: Book, pages: dict[str, Element]) -> None:
    terms = built.glossary
    for slug, page in pages.items():
        script = [node for node in page.walk() if node.attributes.get("type") == "application/ld+json"]
        said, source = json.loads(script[0].children[0]), built.page("ko", slug)
        assert said["url"] == f"{ADDRESS}ko/{slug}.html" and said["inLanguage"] == "ko"
        assert said["name"] == head.name(built, source) and said["description"] == source.meta["description"]
        assert said["teaches"] == [terms[key]["ko"] for key in source.meta["terms"]]
        assert said["dateModified"] == DAY and said["license"].startswith("https://creativecommons.org/licenses/by/4.0")
        assert [one["name"] for one in said["author"]] == ["The authors of Gradients through matrix products"]
        assert ("LearningResource" in said["@type"]) and on_site(built, said["image"]).exists()
        assert ("isPartOf" in said) == (slug != "index")
        if slug != "index":
            assert said["isPartOf"]["@id"] == f"{ADDRESS}ko/index.html" and said["position"] == built.chapters[slug]
    assert head.described(BOOK, BOOK.page("en", "puzzles"), "https://a", False)["learningResourceType"] == "exercises"


def test_the_map_has_every_page_with_its_languages_and_its_day(built: Book) -> None:
    names = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    every = ET.parse(built.site / "sitemap.xml").getroot().findall("url", names)
    assert [one.find("loc", names).text for one in every] == [
        f"{ADDRESS}{code}/{slug}.html" for slug in built.order for code in LANGUAGES
    ]
    for one in every:
        slug = one.find("loc", names).text.rpartition("/")[2]
        others = {link.get("hreflang"): link.get("href") for link in one.findall("x:link", names)}
        assert others == {code: f"{ADDRESS}{code}/{slug}" for code in LANGUAGES} | {"x-default": ADDRESS}
        assert one.find("lastmod", names).text == DAY
    assert (built.site / "robots.txt").read_text("utf-8").splitlines()[-1] == f"Sitemap: {ADDRESS}sitemap.xml"


def test_the_feed_tells_the_changes_in_the_language(built: Book, pages: dict[str, Element]) -> None:
    (feed,) = (one for one in links(pages["alpha"], "alternate") if one.get("type") == "application/atom+xml")
    top = ET.parse(on_site(built, feed["href"])).getroot()
    assert top.tag == "{http://www.w3.org/2005/Atom}feed" and len(built.changes) == 2
    assert top.find("updated", ATOM).text == "2026-03-01T00:00:00Z" and top.find("author/name", ATOM).text
    entries = top.findall("entry", ATOM)
    assert [one.find("summary", ATOM).text for one in entries] == [change.says["ko"] for change in built.changes]
    assert [on_site(built, one.find("link", ATOM).get("href")).stem for one in entries] == ["alpha", "beta"]
    ids = [one.text for one in top.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == 3 and all(one.startswith("urn:uuid:") for one in ids)


def test_a_page_leads_to_its_source_and_says_when_it_changed(built: Book, pages: dict[str, Element]) -> None:
    for slug, page in pages.items():
        footer = page.find("footer")
        addresses = [node.attributes["href"] for node in footer.walk() if node.tag == "a"]
        (edit,) = (one for one in addresses if one.startswith(SOURCES) and one != SOURCES)
        assert edit == f"{SOURCES}/edit/main/docs/ko/{slug}.md" and built.path("ko", slug).exists()
        year, month, day = DAY.split("-")
        assert f"{year}년 {int(month)}월 {int(day)}일" in footer.find("p", "bottom__licence").text


def test_the_day_of_a_page_is_that_of_its_own_last_commit(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from book.source.dates import page_dates

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def commit(day: int, *files: str) -> None:
        names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {f"GIT_{who}_DATE": f"2026-05-{day:02}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
        for file in files:
            (tiny / file).write_text(f"{(tiny / file).read_text('utf-8')}\n", encoding="utf-8")
        for command in (["add", "."], ["commit", "--quiet", "--message", "words"]):
            subprocess.run(["git", *command], cwd=tiny, env=os.environ | names | dates, check=True)

    subprocess.run(["git", "init", "--quiet"], cwd=tiny, check=True)
    commit(1)
    commit(2, "docs/en/beta.md")
    commit(3, "snippets/alpha/double.py")
    commit(4, "docs/ko/alpha.md", "docs/glossary.toml")
    days = {place: when.day for place, when in page_dates(Book(tiny)).items()}
    assert {place: day for place, day in days.items() if place[1] in ("alpha", "beta")} == {
        ("en", "alpha"): 3, ("ja", "alpha"): 3, ("ko", "alpha"): 4,
        ("en", "beta"): 2, ("ja", "beta"): 1, ("ko", "beta"): 1,
    }  # fmt: skip
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert {when.year for when in page_dates(Book(tiny)).values()} == {1970}


def test_icons_are_what_they_say(built: Book, pages: dict[str, Element]) -> None:
    folder = built.site / "ko"
    wanted = {"icon": {"assets/favicon.ico", "assets/mark.svg"}, "apple-touch-icon": {"assets/apple-touch-icon.png"}}
    for relation, files in wanted.items():
        assert {one["href"] for one in links(pages["alpha"], relation)} == files
        assert all((folder / file).exists() for file in files)
    made = icons.icons(BOOK)
    assert Image.open(io.BytesIO(made[icons.TAB])).info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    touch = Image.open(io.BytesIO(made[icons.TOUCH])).convert("RGBA")
    assert touch.size == (180, 180) and touch.getextrema()[3] == (255, 255)  # phones paint black where it is not opaque
    colours = {colour for _, colour in touch.getcolors(99_999)}
    for wanted in ((0x1B, 0x67, 0xA8, 255), (0xB5, 0x48, 0x0F, 255), (0xFB, 0xF9, 0xF4, 255)):
        assert wanted in colours
    assert (built.site / icons.TAB).read_bytes() == made[icons.TAB]
    assert (built.site / icons.TOUCH).read_bytes() == made[icons.TOUCH]
    said = json.loads((folder / links(pages["alpha"], "manifest")[0]["href"]).read_text("utf-8"))
    assert said["name"] == strings("ko")["title"] and said["lang"] == "ko" and (folder / said["start_url"]).exists()
    for one in said["icons"]:
        assert "x".join(map(str, Image.open(folder / one["src"]).size)) == one["sizes"]
    assert {512, 192} <= {int(one["sizes"].partition("x")[0]) for one in said["icons"]}


def test_bars_around_a_page_have_the_colour_of_its_paper(pages: dict[str, Element]) -> None:
    css = (BOOK.root / "docs/assets/css/book.css").read_text("utf-8")
    light, dark = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", css).groups()
    bars = [node.attributes for node in pages["alpha"].walk() if node.attributes.get("name") == "theme-color"]
    assert {one["media"]: one["content"] for one in bars} == {
        "(prefers-color-scheme: light)": light,
        "(prefers-color-scheme: dark)": dark,
    }


def test_programs_that_read_find_every_page_as_text(built: Book, pages: dict[str, Element]) -> None:
    text = (built.site / "llms.txt").read_text("utf-8")
    assert text.startswith(f"# {strings('en')['title']}\n\n> ")
    listed = re.findall(r"^- \[(.+)\]\((.+)\): .+$", text, re.M)
    assert [address for _, address in listed] == [f"{ADDRESS}{c}/{slug}.md" for c in LANGUAGES for slug in built.order]
    assert [name for name, address in listed if "/ko/" in address] == [
        head.name(built, built.page("ko", slug)) for slug in built.order
    ]
    for slug, page in pages.items():
        (other,) = (one for one in links(page, "alternate") if one.get("type") == "text/markdown")
        assert on_site(built, other["href"]) == built.site / f"ko/{slug}.md"


def wrong_links(folder: Path) -> list[str]:
    """The links of a folder's Markdown that lead to no page, or to no heading on one."""
    texts = {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.md"))}
    lost = []
    for name, text in texts.items():
        bare = re.sub(r"^```.*?^```$|`[^`\n]+`|\$\$?[^$]+\$", "", text, flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", bare):
            page, _, anchor = target.partition("#")
            if not urlparse(target).scheme and (
                (page or name) not in texts or (anchor and f"{{#{anchor}}}" not in texts[page or name])
            ):
                lost.append(f"{name}: {target}")
    return lost


@pytest.mark.parametrize("language", LANGUAGES if WHOLE else ["ko"])
def test_the_text_of_a_page_has_all_that_the_page_has(language: str) -> None:
    folder = BOOK.site / language
    assert wrong_links(folder) == []
    for slug in BOOK.order:
        text, source = (folder / f"{slug}.md").read_text("utf-8"), BOOK.page(language, slug)
        assert text.startswith("# ") and text.rstrip().endswith(strings(language)["licence"])
        for heading in source.headings():
            assert len(re.findall(rf"^#+ .+ \{{#{heading.value}\}}$", text, re.M)) == 1, (slug, heading.value)
        assert text.count("```") == 2 * len(source.fences()), slug
        page = parse((folder / f"{slug}.html").read_text("utf-8")).find("article")
        for mark in (node for node in page.walk() if "note-mark" in node.classes):
            mark.children = [f"# ({mark.text})"]
        unquoted = re.sub(r"^> ?", "", text, flags=re.M)
        for code in (node.find("code").text.rstrip() for node in page.walk() if "highlight" in node.classes):
            assert f"\n{code}\n```" in unquoted, (slug, code)
        formulas = sum(node.tag == "math" for node in page.walk())
        prose = re.sub(r"^```.*?^```$|`[^`\n]+`", "", text, flags=re.M | re.S)
        assert len(re.findall(r"\$\$[^$]+\$\$|\$[^$]+\$", prose)) >= formulas, slug
        for shown in ("\\label", "--8<--", "///", "[eq:", "[res:", "{{", "<span", "<math"):
            assert shown not in prose, (slug, shown)


def test_a_lost_link_of_a_text_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A {#a}\n\n[b](b.md), [c](c.md#c), [a](#a), [d](c.md#d)\n")
    (tmp_path / "c.md").write_text("# C {#c}\n")
    assert wrong_links(tmp_path) == ["a.md: b.md", "a.md: c.md#d"]


def test_no_template_is_left_on_the_site(built: Book) -> None:
    for site in (BOOK.site, built.site):
        files = [file for file in site.rglob("*") if file.is_file() and "runtime" not in file.parts]
        assert not [file for file in files if file.parent.name == "root"]
        assert [file.parent for file in files if file.name == "404.html"] == [site]
        for file in files:
            if file.suffix in {".html", ".txt", ".xml", ".webmanifest", ".json"}:
                assert not re.search(r"\{[%#]-?\s|-?[%#]\}\s*$", file.read_text("utf-8"), re.M), file
    assert not list((built.site / "ko").rglob("sitemap*"))


def test_the_citation_is_of_this_book() -> None:
    authors = head.authors(BOOK)
    text = (BOOK.root / "CITATION.cff").read_text("utf-8")
    assert f'title: "{strings("en")["title"]}"' in text and authors[0]["name"].endswith(strings("en")["title"])
    assert "CC-BY-4.0" in text and (BOOK.root / "LICENSES/CC-BY-4.0.txt").exists()


def test_readers_are_told_of_every_page_that_came_later() -> None:
    assert BOOK.changes[-1].day == date(2026, 11, 21)
    assert {change.page for change in BOOK.changes} >= {"softmax", "attention", "memory", "puzzles"}
