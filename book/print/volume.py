"""The volume of one language: chapters in reading order, cover, contents, and Typst's compiler over them."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import typst

from book.ground import tree as dom
from book.ground.faults import BookError
from book.ground.strings import strings
from book.print import figures as drawings
from book.print import fonts
from book.print.chapter import Chapter
from book.print.feet import Gap, Page, extra, rooms, torn
from book.print.finish import finished
from book.print.typst import call, quote
from book.source.book import Book
from book.source.dates import shown_date, source_date

LOOK = Path(__file__).with_name("look")
TABLES = "tables.json"  # beside the volume's source: of each table, whether its first column names the rows
COVER = "index-backward-flow"
_REMEDY = "mend the page, or book/print/look/layout.typ"
_TOP = 25  # millimetres above the text of a page
_TRIES = 7  # to find all pages that cannot be stretched
_FEW_LINES = 30  # millimetres: a chapter's last page should hold more than that


def volume(book: Book, language: str, site: Path, work: Path) -> Path:
    """Writes the Typst source of one language and all it reads into `work`; returns its main file.

    `site` is the folder with the built pages of the language.

    Raises BookError for an element, a link or a formula that cannot be printed.
    """
    folder = look(book, language, work)
    draw = drawer(book, language, folder)
    slugs = book.order
    chapters, tables = [], []
    for slug in slugs:
        page = book.page(language, slug)
        chapter = Chapter(slug, language, dom.article(site / f"{slug}.html"), slugs, draw)
        try:
            text = chapter.typst()
        except BookError as fault:
            line = next((item.line for item in page.headings() if item.value == chapter.heading), 1)
            problem = f"cannot be printed, below this heading: {fault.problem}"
            raise BookError(page.path, line, problem, fault.remedy) from None
        tables += chapter.tables
        layout = page.meta.get("layout", "")
        chapters.append(f"#whole({quote(slug)}, {quote(layout)}, [\n{text}\n]);")
    front = [call("cover", draw(COVER)), "colophon()", "contents()"]
    parts = ['#import "layout.typ": *', "#show: volume", *(f"#{part};" for part in front), *chapters, "#places();"]
    (folder / TABLES).write_text(json.dumps(tables), encoding="utf-8")
    main = folder / "book.typ"
    main.write_text("\n".join(parts) + "\n", encoding="utf-8")
    return main


def look(book: Book, language: str, folder: Path) -> Path:
    """Writes what `layout.typ` of a language needs, itself included, into a folder; returns that folder."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    for part in LOOK.glob("*.typ"):
        (folder / part.name).write_text(part.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "words.json").write_text(json.dumps(_words(book, language), ensure_ascii=False), encoding="utf-8")
    fonts.marks(book, folder / "marks")
    _change(folder, [], {})
    return folder


def build(book: Book, language: str, site: Path, target: Path, work: Path | None = None) -> None:
    """Sets one language's volume, from its built pages in `site`. Raises BookError as `volume` and `typeset` do."""
    target.parent.mkdir(parents=True, exist_ok=True)
    main = volume(book, language, site, work or book.build / "print" / language)
    breaks = settle(book, main)
    tables = json.loads((main.parent / TABLES).read_text(encoding="utf-8"))
    typeset(book, main, target, tables=tables, breaks=breaks)


class Places(NamedTuple):
    """Where a volume's gaps are, the last page of each chapter with how many millimetres of it are used, and the pages
    that end in the middle of code with the millimetres down to its last line there.
    """

    gaps: list[Gap]
    tails: dict[str, tuple[int, float]]
    breaks: list[tuple[int, float]]


def places(book: Book, main: Path) -> Places:
    """Sets a volume to see what stands where. Raises BookError as `typeset` does."""
    with _faults(main):
        [(gaps, tails, breaks)] = json.loads(_compiler(book, main).query("<places>", field="value"))
    used = {slug: (page, down - _TOP) for slug, page, down in tails}
    return Places([Gap(*gap) for gap in gaps], used, [(page, down) for page, down in breaks])


def settle(book: Book, main: Path) -> list[tuple[int, float]]:
    """Sets chapters tighter that would end with a few lines on a page, if that saves the page, and widens the gaps of
    all so that pages end at one height; each setting tries both. Returns the breaks of `Places`.

    Raises BookError as `typeset` does.
    """
    loose = places(book, main)
    gaps = _with_rooms(book, main, loose.gaps)
    tight = trying = [slug for slug, (_, used) in loose.tails.items() if used < _FEW_LINES]
    failed: Counter[Page] = Counter()
    for _ in range(_TRIES):
        before = [gap for gap in gaps if gap.slug not in trying]
        _change(main.parent, tight, extra(before, _TOP, failed))
        now = places(book, main)
        pages = torn(before, [gap for gap in now.gaps if gap.slug not in trying])
        if not pages and not trying:
            return now.breaks
        if trying:
            tight = [slug for slug in trying if _pages(now.tails, slug) < _pages(loose.tails, slug)]
            closer = _with_rooms(book, main, [gap for gap in now.gaps if gap.slug in tight])
            found = {gap.key: gap for gap in closer}
            gaps = [found.get(gap.key, gap) for gap in gaps]
            trying = []
        failed.update(pages)
    _change(main.parent, tight, {})
    return places(book, main).breaks


def _change(folder: Path, tight: list[str], wider: dict[str, float]) -> None:
    """Says which chapters are set tighter, and how many points each gap takes."""
    (folder / "tight.json").write_text(json.dumps(tight), encoding="utf-8")
    (folder / "feet.json").write_text(json.dumps(wider), encoding="utf-8")


def _with_rooms(book: Book, main: Path, gaps: list[Gap]) -> list[Gap]:
    """The gaps of a volume as it is set now, each with the room on its page."""
    with _faults(main):
        left = rooms(_compiler(book, main).compile(format="pdf"), {gap.page for gap in gaps})
    return [gap._replace(room=left[gap.page]) for gap in gaps]


def _pages(tails: dict[str, tuple[int, float]], slug: str) -> int:
    """How many pages lie between the end of the chapter before and this one's."""
    before = [page for other, (page, _) in tails.items() if other != slug]
    last = tails[slug][0]
    return last - max((page for page in before if page < last), default=0)


def typeset(
    book: Book,
    main: Path,
    target: Path,
    tagged: bool = True,
    tables: Sequence[bool] = (),
    breaks: Sequence[tuple[int, float]] = (),
) -> None:
    """Runs Typst's compiler, `tagged` by the rules of PDF/UA-1; `tables` and `breaks` as `finished` wants them.

    Raises BookError with Typst's message if the book cannot be set, breaks one of those rules or earns a warning.
    """
    with _faults(main):
        pdf, warnings = _compiler(book, main).compile_with_warnings(
            str(main),
            format="pdf",
            pdf_standards=["ua-1"] if tagged else [],
            timestamp=int(source_date(book).timestamp()),
        )
    for warning in warnings:
        raise BookError(main, None, f"warning: {warning}", _REMEDY)
    target.write_bytes(finished(pdf, tables, breaks))


def _compiler(book: Book, main: Path) -> typst.Compiler:
    return typst.Compiler(
        str(main), root=str(main.parent), font_paths=[str(fonts.gather(book))], ignore_system_fonts=True
    )


@contextmanager
def _faults(main: Path) -> Iterator[None]:
    """Turns what Typst finds wrong into a BookError."""
    try:
        yield
    except (typst.TypstError, RuntimeError) as fault:  # the latter from a query
        raise BookError(main, None, str(fault), _REMEDY) from None


def _words(book: Book, language: str) -> dict[str, str | list[str]]:
    words, date = strings(language), shown_date(book, language)
    day = source_date(book)
    return {
        "language": language,
        "title": words["title"],
        "description": book.page(language, "index").meta["description"],
        "contents": words["contents"],
        "output": words["output"],
        "hints": words["hints"],
        "answers": words["answers"],
        "page": words["on_paper"],
        "note": words["note"],
        "edition": words["edition"].format(date=date),
        "date": [day.year, day.month, day.day],
        "colophon": [words["licence"], words["about_pdf"].format(date=date), words["about_fonts"]],
    }


def drawer(book: Book, language: str, folder: Path) -> Callable[[str], str]:
    """Draws the figures of a volume into its folder."""

    def draw(figure: str) -> str:
        """The Typst of a figure in print colours, its description as alternative text."""
        file, described, ratio = drawings.write(book, figure, language, folder / "figures")
        return f"({quote(f'figures/{file}')}, {quote(described)}, {ratio:.3f})"

    return draw
