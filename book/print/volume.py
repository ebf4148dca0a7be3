"""The volume of one language: chapters in reading order, cover, contents, and Typst's compiler over them."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typst

from book.ground import tree as dom
from book.ground.faults import BookError
from book.ground.strings import strings
from book.print import figures as drawings
from book.print import fonts
from book.print.chapter import Chapter
from book.print.feet import Gap, extra, rooms, torn
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
    _tighten(folder, [])
    _widen(folder, {})
    return folder


def build(book: Book, language: str, site: Path, target: Path, work: Path | None = None) -> None:
    """Sets one language's volume, from its built pages in `site`. Raises BookError as `volume` and `typeset` do."""
    target.parent.mkdir(parents=True, exist_ok=True)
    main = volume(book, language, site, work or book.build / "print" / language)
    pull_back(book, main)
    even_feet(book, main)
    tables = json.loads((main.parent / TABLES).read_text(encoding="utf-8"))
    typeset(book, main, target, tables=tables, breaks=code_breaks(book, main))


def pull_back(book: Book, main: Path) -> None:
    """Sets the chapters of a volume tighter that would end with a few lines on a page, if that saves the page.

    Raises BookError as `typeset` does.
    """
    loose = _tails(book, main)
    long = [slug for slug, (_, used) in loose.items() if used < _FEW_LINES]
    if not long:
        return
    _tighten(main.parent, long)
    tight = _tails(book, main)
    _tighten(main.parent, [slug for slug in long if _pages(tight, slug) < _pages(loose, slug)])


def even_feet(book: Book, main: Path) -> None:
    """Widens the gaps of a volume so that its pages end at one height. Raises BookError as `typeset` does."""
    before = _gaps(book, main)
    with _faults(main):
        left = rooms(_compiler(book, main).compile(format="pdf"))
    careful: set[int] = set()
    loose: set[int] = set()  # what overflowed even so, or was no gap after all, stays as it was
    for _ in range(_TRIES):
        wider = extra(left, before, _TOP, careful)
        _widen(main.parent, {gap.key: wider[gap.key] for gap in before if gap.key in wider and gap.page not in loose})
        if not (pages := torn(before, _gaps(book, main))):
            return
        loose |= pages & careful
        careful |= pages
    _widen(main.parent, {})


def code_breaks(book: Book, main: Path) -> list[tuple[int, float]]:
    """The pages of a volume that end in the middle of code, and the millimetres down to its last line there.

    Raises BookError as `typeset` does.
    """
    with _faults(main):
        (found,) = json.loads(_compiler(book, main).query("<breaks>", field="value"))
    return [(page, down) for page, down in found]


def _widen(folder: Path, gaps: dict[str, float]) -> None:
    (folder / "feet.json").write_text(json.dumps(gaps), encoding="utf-8")


def _gaps(book: Book, main: Path) -> list[Gap]:
    with _faults(main):
        found = json.loads(_compiler(book, main).query("<gaps>", field="value"))
    return [Gap(*gap) for gap in found[0]]


def _tighten(folder: Path, slugs: list[str]) -> None:
    (folder / "tight.json").write_text(json.dumps(slugs), encoding="utf-8")


def _tails(book: Book, main: Path) -> dict[str, tuple[int, float]]:
    """The last page of each chapter, and how many millimetres of it are used."""
    with _faults(main):
        found = json.loads(_compiler(book, main).query("<tail>", field="value"))
    return {slug: (page, down - _TOP) for slug, page, down in found}


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
