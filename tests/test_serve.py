"""The preview: what exists is shown, an edit is seen, a fault is named on the page and leaves the last good one."""

import re
import shutil
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from the_book import BOOK, alike

from book.figures.kit import registry
from book.ground.languages import LANGUAGES
from book.serve import Preview, server

SLUGS = ("index", "notation", "glossary")
DRAFT = """---
description: A page that is being written.
summary: One sentence.
terms: [gradient]
---

# What is a draft? {#draft}

Nothing but a gradient.
"""


class Author:
    """Somebody who edits a small copy of the book, and looks at it in a browser."""

    def __init__(self, root: Path) -> None:
        self.root, self.said = root, []
        for language in LANGUAGES:
            (root / "docs" / language).mkdir(parents=True)
            for slug in SLUGS:
                shutil.copy(BOOK.path(language, slug), root / "docs" / language)
        config = (BOOK.root / "mkdocs.yml").read_text(encoding="utf-8")
        nav = "".join(f"  - {slug}.md\n" for slug in ("index", "notation", "draft", "glossary"))
        (root / "mkdocs.yml").write_text(
            re.sub(r"(?<=^nav:\n)(?:  - .*\n)+", nav, config, flags=re.M), encoding="utf-8"
        )
        for name in "glossary.toml", "reviewed.json", "errors.tsv", "addresses.tsv", "assets":
            (root / "docs" / name).symlink_to(BOOK.docs / name)
        shutil.copytree(BOOK.snippets, root / "snippets", ignore=shutil.ignore_patterns("__pycache__"))
        for name in "book", "overrides", "node_modules", "package-lock.json", "requirements.txt":
            (root / name).symlink_to(BOOK.root / name)
        shutil.copytree(BOOK.build / "stamps", root / "build/stamps")  # samples that have not changed need not run
        (root / "build" / "maths").symlink_to(BOOK.build / "maths")
        (root / "docs/en/draft.md").write_text(DRAFT, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer contains {old!r}: edit something else"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def look(self, page: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{page}", timeout=60) as answer:
            return unescape(answer.read().decode())

    def wait(self, page: str, text: str, there: bool = True) -> str:
        """The page as soon as it says so, or no longer does."""
        end = time.monotonic() + 60
        while (text in (shown := self.look(page))) is not there:
            assert time.monotonic() < end, f"{page}: {text!r} was not {'seen' if there else 'taken away'}"
            time.sleep(0.05)
        return shown


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    # Samples and figures are imported anew by what is tested here; the tests after it find what they have imported.
    modules, drawn = dict(sys.modules), dict(registry.figures())
    author = Author(tmp_path_factory.mktemp("book"))
    preview = Preview(author.root, author.said.append)
    preview.rebuild()
    shown = server(preview, author.port)
    serving = threading.Thread(target=shown.serve)
    serving.start()
    while not serves(author.port):
        time.sleep(0.05)
    yield author
    shown.shutdown(wait=True)
    serving.join()
    for name, module in modules.items():
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent in modules:
            setattr(modules[parent], child, module)
    registry._FIGURES.update(drawn)


def serves(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def box(page: str) -> str:
    """What stands in the box on top of a page."""
    found = re.search(r'<aside class="notice".*?</aside>', page, re.S)
    return found[0] if found else ""


def test_a_draft_in_one_language_is_shown_and_says_which_lack_it(author):
    draft = author.look("en/draft.html")
    assert "Nothing but a" in draft and "ja, ko: not written yet" in box(draft)
    assert "What is a draft?" in author.look("en/notation.html"), "the contents of the other pages list it"
    assert "ja, ko：まだ書かれていません" in box(author.look("ja/draft.html"))
    assert "draft: not written yet in ja, ko" in "\n".join(author.said)
    assert author.look("ja/notation.html").count("draft.html") == 0


def test_the_published_site_is_left_alone(author):
    assert not (author.root / "site").exists() and (author.root / "build/serve/en/notation.html").exists()


def test_an_edit_rebuilds_its_page_alone(author):
    pages = {file: file.stat().st_mtime_ns for file in (author.root / "build/serve").rglob("*.html")}
    author.edit("docs/en/notation.md", "You need not read", "You may skip")
    author.wait("en/notation.html", "You may skip")
    again = {file.name for file in pages if file.stat().st_mtime_ns != pages[file]}
    assert again == {"notation.html"}


def test_a_title_is_seen_on_all_pages(author):
    author.edit("docs/en/draft.md", "# What is a draft?", "# What was a draft?")
    author.wait("en/glossary.html", "What was a draft?")


def test_a_fault_is_named_on_the_page_and_in_the_terminal_and_the_last_good_page_stays(author):
    author.edit("docs/en/draft.md", "Nothing but a gradient.", "Something else, and $\\frac{1$.")
    shown = author.wait("en/draft.html", "TeX:")
    assert re.search(r"docs/en/draft\.md:9: TeX: .*\n    remedy: mend the formula", box(shown))
    assert "could not be built anew" in box(shown) and "Nothing but a" in shown and "Something else" not in shown
    assert "TeX:" not in author.look("en/notation.html")
    assert any("docs/en/draft.md:9: TeX: " in text for text in author.said)
    author.edit("docs/en/draft.md", "$\\frac{1$", "$\\frac{1}{2}$")
    shown = author.wait("en/draft.html", "Something else")
    assert "TeX:" not in shown and "could not be built anew" not in shown


FAULTS = [
    ("{#draft}", "", "has no id"),
    ("description:", "descriptor:", "front matter lacks `description`"),
    ("Something else", "Something [else](notation.md#nowhere)", "notation.md#nowhere, which is not there"),
    ("Something else", '``` python\n--8<-- "draft/nothing.py"\n```\n\nElse', "no sample 'draft/nothing.py'"),
    ("Something else", "/// figure | draft-nothing\nCaption.\n///\n\nElse", "no figure is called “draft-nothing”"),
    ("Something else", "[eq:draft-nothing]", "no equation is called “eq:draft-nothing”"),
]


@pytest.mark.parametrize(("old", "new", "said"), alike(FAULTS, 0, 2))
def test_every_kind_of_fault_is_named_and_goes_away(author, old, new, said):
    author.edit("docs/en/draft.md", old, new)
    assert said in box(author.wait("en/draft.html", said))
    author.edit("docs/en/draft.md", new or "# What was a draft? ", old if new else "# What was a draft? {#draft}")
    author.wait("en/draft.html", said, there=False)


def test_what_all_pages_need_is_named_on_all_pages(author):
    author.edit("mkdocs.yml", "nav:\n", "nev:\n")
    assert "there is no nav" in box(author.wait("ja/glossary.html", "there is no nav"))
    author.edit("mkdocs.yml", "nev:\n", "nav:\n")
    author.wait("ja/glossary.html", "there is no nav", there=False)


def test_a_page_that_is_taken_away_is_gone(author):
    (author.root / "docs/en/draft.md").unlink()
    author.wait("en/glossary.html", "What was a draft?", there=False)
    with pytest.raises(urllib.request.HTTPError, match="404"):
        author.look("en/draft.html")
