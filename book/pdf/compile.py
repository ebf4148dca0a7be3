"""The volume of one language: chapters in reading order, cover, contents, and Typst's compiler over them."""

import io
import json
import os
import shutil
import subprocess
from calendar import month_name
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import typst

from book.errors import ROOT, BookError
from book.pages import DOCS, Page, reading_order
from book.pdf import dom, drawings, fonts
from book.pdf.typst_code import call, quote
from book.pdf.writer import Chapter
from book.strings import strings

SITE = ROOT / "site"
WORK = ROOT / "build" / "pdf"
HERE = Path(__file__).parent
COVER = "index-backward-flow"
_REMEDY = "mend the page, or book/pdf/layout.typ"
_TOP = 25  # millimetres above the text of a page
_FEW_LINES = 30  # millimetres: a chapter's last page should hold more than that


def source_date() -> datetime:
    """The date of the sources: SOURCE_DATE_EPOCH, else the last commit, else the newest page."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        git = ["git", "log", "-1", "--format=%ct", "--", "docs", "snippets", "book"]
        said = subprocess.run(git, cwd=ROOT, capture_output=True, text=True).stdout if shutil.which("git") else ""
        epoch = said.strip() or str(int(max(page.stat().st_mtime for page in DOCS.rglob("*.md"))))
    return datetime.fromtimestamp(int(epoch), UTC)


def shown_date(language: str) -> str:
    """The date of the sources as a reader of this language writes it."""
    day = source_date()
    form = strings(language)["date"]
    return form.format(year=day.year, month=day.month, day=day.day, name=month_name[day.month])


def name(language: str) -> str:
    """The file name of a language's volume."""
    return f"matgrad-{language}.pdf"


def volume(language: str, site: Path = SITE, work: Path = WORK) -> Path:
    """Writes the Typst source of one language and all it reads into `work`/<language>; returns its main file.

    Raises BookError for an element, a link or a formula that cannot be printed.
    """
    folder = look(language, work)
    draw = _drawer(language, folder)
    slugs = reading_order()
    chapters = []
    for slug in slugs:
        text = Chapter(slug, language, dom.article(site / language / f"{slug}.html"), slugs, draw).typst()
        chapters.append(f"#whole({quote(slug)}, [\n{text}\n]);")
    front = [call("cover", draw(COVER)), "colophon()", "contents()"]
    parts = ['#import "layout.typ": *', "#show: volume", *(f"#{part};" for part in front), *chapters]
    main = folder / "book.typ"
    main.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return main


def look(language: str, work: Path = WORK) -> Path:
    """Writes what `layout.typ` of a language needs, itself included, into `work`/<language>; returns that folder."""
    folder = work / language
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    for part in HERE.glob("*.typ"):
        (folder / part.name).write_text(part.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "words.json").write_text(json.dumps(_words(language), ensure_ascii=False), encoding="utf-8")
    _tighten(folder, [])
    return folder


def build(language: str, site: Path = SITE, work: Path = WORK, out: Path | None = None) -> None:
    """Sets one language's volume into `out` (site/pdf). Raises BookError as `volume` and `typeset` do."""
    target = (out or site / "pdf") / name(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    main = volume(language, site, work)
    pull_back(main)
    typeset(main, target)


def pull_back(main: Path) -> None:
    """Sets the chapters of a volume tighter that would end with a few lines on a page, if that saves the page.

    Raises BookError as `typeset` does.
    """
    loose = _tails(main)
    long = [slug for slug, (_, used) in loose.items() if used < _FEW_LINES]
    if not long:
        return
    _tighten(main.parent, long)
    tight = _tails(main)
    _tighten(main.parent, [slug for slug in long if _pages(tight, slug) < _pages(loose, slug)])


def _tighten(folder: Path, slugs: list[str]) -> None:
    (folder / "tight.json").write_text(json.dumps(slugs), encoding="utf-8")


def _tails(main: Path) -> dict[str, tuple[int, float]]:
    """The last page of each chapter, and how many millimetres of it are used."""
    with _faults(main):
        found = json.loads(_compiler(main).query("<tail>", field="value"))
    return {slug: (page, down - _TOP) for slug, page, down in found}


def _pages(tails: dict[str, tuple[int, float]], slug: str) -> int:
    """How many pages lie between the end of the chapter before and this one's."""
    before = [page for other, (page, _) in tails.items() if other != slug]
    last = tails[slug][0]
    return last - max((page for page in before if page < last), default=0)


def typeset(main: Path, target: Path, tagged: bool = True) -> None:
    """Runs Typst's compiler, `tagged` by the rules of PDF/UA-1.

    Raises BookError with Typst's message if the book cannot be set, breaks one of those rules or earns a warning.
    """
    with _faults(main):
        pdf, warnings = _compiler(main).compile_with_warnings(
            str(main),
            format="pdf",
            pdf_standards=["ua-1"] if tagged else [],
            timestamp=int(source_date().timestamp()),
        )
    for warning in warnings:
        raise BookError(_place(main), None, f"warning: {warning}", _REMEDY)
    # Typst writes every tag and link as an object of its own; packed together they take a fifth of the room.
    with pikepdf.open(io.BytesIO(pdf)) as book:
        book.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def _compiler(main: Path) -> typst.Compiler:
    return typst.Compiler(str(main), root=str(main.parent), font_paths=[str(fonts.gather())], ignore_system_fonts=True)


def _place(main: Path) -> Path:
    return main.relative_to(ROOT) if main.is_relative_to(ROOT) else main


@contextmanager
def _faults(main: Path) -> Iterator[None]:
    """Turns what Typst finds wrong into a BookError."""
    try:
        yield
    except (typst.TypstError, RuntimeError) as fault:  # the latter from a query
        raise BookError(_place(main), None, str(fault), _REMEDY) from None


def _words(language: str) -> dict[str, str | list[str]]:
    words, date = strings(language), shown_date(language)
    day = source_date()
    return {
        "language": language,
        "title": words["title"],
        "description": Page(DOCS / language / "index.md").meta["description"],
        "contents": words["contents"],
        "output": words["output"],
        "answers": words["answers"],
        "page": words["on_paper"],
        "edition": words["edition"].format(date=date),
        "date": [day.year, day.month, day.day],
        "colophon": [words["licence"], words["about_pdf"].format(date=date), words["about_fonts"]],
    }


def _drawer(language: str, folder: Path) -> Callable[[str], str]:
    def draw(figure: str) -> str:
        """The Typst of a figure in print colours, its description as alternative text."""
        file, described, ratio = drawings.write(figure, language, folder / "figures")
        return f"({quote(f'figures/{file}')}, {quote(described)}, {ratio:.3f})"

    return draw
