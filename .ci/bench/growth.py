"""How the build grows with its pages, beside a plain Material build of the same Markdown.

The pages are the book's chapters again and again, in English, without their exercises: texts, formulas, figures and
search multiply, and every copy's equations are executed. What is made once and remembered between builds, as the
outputs of samples and the MathML of a formula, is there.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

import costs
import yaml
from planted import Copy

from book.source.book import Book

TIMES = (1, 10, 30)
BUILD = """
from pathlib import Path
from book.checks import rules
from book.source.book import Book
from book.web import site
from check_equations import checker, report
# Else a copy's equations, which are those of its chapter, would be executed with it.
checker._proved, report.check = checker.prove, checker.check.__wrapped__
book = Book(Path.cwd(), ["en"])
rules.faults(book, rules.BUILD)  # a copy's chapters lead to those of the book, which is none of a reader's business
site.build(book, "en", Path("site/en"))
"""


def multiply(root: Path, times: int) -> int:
    """Adds copies of the chapters to a private copy of the book until it has so many times its pages; their number."""
    book = Book(root, ["en"])
    chapters = [slug for slug in book.order if book.chapters.get(slug, "a").isdigit()]
    wanted, made = len(book.order) * times, []
    while len(book.order) + len(made) < wanted:
        slug = chapters[len(made) % len(chapters)]
        name = f"{slug}-copy{len(made)}"
        text = (root / "docs/en" / f"{slug}.md").read_text(encoding="utf-8")
        text = re.sub(r"^(also|part|moved):.*\n(?:[ \t]+.*\n)*", "", text, flags=re.M)
        text = re.sub(r"^## [^\n]*\{#exercises\}\n.*?(?=^## )", "", text, flags=re.M | re.S)
        text = re.sub(rf"\b(eq:|res:|(?:theorem|definition|example) \| ){slug}-", rf"\g<1>{name}-", text)
        text = text.replace(f"{{#{slug}}}", f"{{#{name}}}").replace("](#exercise", f"]({slug}.md#exercise")
        (root / "docs/en" / f"{name}.md").write_text(text, encoding="utf-8")
        made.append(name)
    config = root / "mkdocs.yml"
    nav = "".join(f"  - {name}.md\n" for name in made)
    config.write_text(re.sub(r"(?<=^nav:\n)((?:  - .*\n)+)", rf"\1{nav}", config.read_text("utf-8"), flags=re.M))
    return wanted


def plain(root: Path, folder: Path) -> Path:
    """The configuration of a Material build of the same Markdown, with the same extensions of MkDocs' ecosystem."""
    folder.mkdir()
    shutil.copytree(root / "docs/en", folder / "docs")
    given = (root / "mkdocs.yml").read_text(encoding="utf-8")
    extensions = yaml.safe_load(given.partition("markdown_extensions:")[2].partition("\nvalidation:")[0])
    for one in extensions:
        if isinstance(one, dict) and "pymdownx.snippets" in one:
            one["pymdownx.snippets"]["base_path"] = [str(root / "snippets")]
    config = {"site_name": "Plain", "theme": {"name": "material", "font": False}, "markdown_extensions": extensions}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return folder / "mkdocs.yml"


def tell(root: Path) -> None:
    """Prints a line a size: what both builds cost, a page and in all."""
    print("growth     pages      ours s  ms a page   MiB      Material s  ms a page   MiB   ours/Material", flush=True)
    for times in TIMES:
        with tempfile.TemporaryDirectory() as folder:
            copy = Copy(Path(folder) / "book")
            shutil.copytree(root / "build/maths", copy.root / "build/maths")
            pages = multiply(copy.root, times)
            ours = costs.of([sys.executable, "-c", BUILD], copy.root, BOOK_LANG="en")
            config = plain(copy.root, Path(folder) / "plain")
            command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", f"{folder}/plain-site"]
            other = costs.of(command, root)
        print(
            f"{times:5} ×{pages:9}{ours.processor:12.1f}{ours.processor / pages * 1e3:11.0f}{ours.peak:7.0f}"
            f"{other.processor:14.1f}{other.processor / pages * 1e3:11.0f}{other.peak:7.0f}"
            f"{ours.processor / other.processor:12.1f}",
            flush=True,
        )
