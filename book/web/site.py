"""One language's website: MkDocs builds it beside the one that stands, and it takes its place when it is whole."""

import logging
import os
import shutil
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from book.figures.kit.registry import topics
from book.ground.faults import BookError, read
from book.ground.imports import code
from book.ground.languages import LANGUAGES
from book.ground.stamps import Step, digest, replace
from book.ground.strings import strings
from book.run import gather
from book.source.book import Book
from book.source.dates import page_dates, shown_date
from book.web import feeds, icons, policy

SETTINGS = ("SITE_URL", "BOOK_REPOSITORY")


def step(book: Book, language: str) -> Step:
    """The step that makes site/<language>, with all that it reads."""
    sources = code(__file__, Path(__file__).with_name("hooks.py"), *topics())
    tables = ("changes.toml", "errors.tsv", "glossary.toml", "lacking.toml", "symbols.toml")
    locks = ("CITATION.cff", "mkdocs.yml", "package-lock.json", "requirements.txt")
    files = [*(book.docs / name for name in tables), *(book.root / name for name in locks)]
    places = [book.docs / language, book.docs / "assets", book.snippets, book.overrides, *files]
    settings = [
        language,
        str(gather.here(book)),
        shown_date(book, language),
        *([] if language == "en" else _english(book)),
        *(os.environ.get(name, "") for name in SETTINGS),
        *(f"{slug} {date}" for (code, slug), date in _dates(book).items() if code == language),
    ]
    return Step(
        book.build / "stamps", f"site-{language}", digest(*places, *sources, extra=settings), (book.site / language,)
    )


def _english(book: Book) -> list[str]:
    """What heads the English pages: search knows some of their names in every language."""
    return [read(path).partition("\n---\n")[0] for path in sorted((book.docs / "en").glob("*.md"))]


def _dates(book: Book) -> dict[tuple[str, str], datetime]:
    """When each page has changed, where pages say so: those with an address, or with a place of their sources."""
    return page_dates(book) if any(map(os.environ.get, SETTINGS)) else {}


def build(book: Book, language: str, target: Path, *more: Callable[[Path], None]) -> int:
    """Builds one language into `target`, whole or not at all; returns how many pages.

    `more` write what is made of the built pages into their folder, and the pages lead to it.

    Raises BookError with MkDocs' own messages if the build fails or warns.
    """
    beside = book.build / "next" / language
    _run(book, language, beside, whole_site=bool(more))
    for write in more:
        write(beside)
    pages = len(list(beside.glob("*.html")))
    replace(beside, target)
    return pages


def preview(
    book: Book, language: str, slugs: Collection[str], target: Path, whole: bool
) -> tuple[set[str], list[tuple[str, BookError]]]:
    """Builds these pages into `target/<language>` as far as they can be; the last good version of the others stays.

    Returns the pages that were built, and the faults, each with its page's slug. Only a `whole` preview brings search
    and assets up to date. Raises BookError where no page can be built.
    """
    beside = book.build / "next" / "preview" / language
    faults: list[tuple[str, BookError]] = []
    _run(book, language, beside, wanted=set(slugs), faults=faults, whole=whole)
    good = set(slugs) - {slug for slug, _ in faults}
    for file in sorted(path for path in beside.rglob("*") if path.is_file()):
        if file.stem in good if file.suffix == ".html" else whole:
            new = target / language / file.relative_to(beside)
            new.parent.mkdir(parents=True, exist_ok=True)
            file.replace(new)
    return good, faults


def _run(book: Book, language: str, beside: Path, **extra: object) -> None:
    """Lets MkDocs build into an empty folder; strictly, unless only some pages are `wanted`."""
    shutil.rmtree(beside, ignore_errors=True)
    before = dict(os.environ)
    os.environ |= {"BOOK_LANG": language, "NO_MKDOCS_2_WARNING": "1"}
    messages = _Messages(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(messages)
    place = book.root / "mkdocs.yml"
    try:
        config = load_config(str(book.root / "mkdocs.yml"), site_dir=str(beside), strict="wanted" not in extra)
        config.extra |= {"book": book} | extra
        place = book.docs / language
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except Exception as error:
        raise _placed(error, place, messages.texts) from None
    finally:
        log.removeHandler(messages)
        os.environ.clear()
        os.environ |= before


def _placed(error: Exception, otherwise: Path, warnings: Collection[str] = ()) -> Exception:
    """A fault of a template at its place, MkDocs' own words for what it refuses; any other error as it is."""
    file, line, trace = None, None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith((".html", ".txt")):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename, error.lineno
    if isinstance(error, BookError):
        return BookError(file, line, error.problem, error.remedy) if file else error
    if file or isinstance(error, jinja2.TemplateError):
        problem = f"the template stops: {error.message if isinstance(error, jinja2.TemplateError) else error}"
        return BookError(file or "overrides", line, problem, "mend the line, or what it asks for")
    if isinstance(error, Abort | MkDocsException):
        said = "\n".join([*warnings, str(error)])
        return BookError(otherwise, None, f"the build stopped\n{said}", "mend what is named above")
    return error


class _Messages(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def build_root(book: Book, site: Path) -> None:
    """Writes what belongs to no language: the chooser, the page for lost addresses, what hosts and robots read."""
    site.mkdir(exist_ok=True)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(book.overrides),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    words = {language: strings(language) for language in LANGUAGES}
    url = os.environ.get("SITE_URL", "")
    try:
        for name in templates.list_templates(filter_func=lambda name: name.startswith("root/") and "/_" not in name):
            text = templates.get_template(name).render(languages=LANGUAGES, words=words, site_url=url)
            if name.endswith(".html"):
                text = policy.guarded(text, book.overrides / name)
            (site / Path(name).name).write_text(text, encoding="utf-8")
    except (jinja2.TemplateError, BookError) as error:
        raise _placed(error, book.overrides / "root") from None
    (site / "_headers").write_text(policy.HEADERS, encoding="utf-8")
    (site / ".nojekyll").touch()
    for icon in (icons.TAB, icons.TOUCH):  # which browsers ask for at the root, whatever a page says
        (site / icon).write_bytes(icons.icons(book)[icon])
    (site / "llms.txt").write_text(feeds.llms(book, url.rstrip("/")), encoding="utf-8")
    (site / feeds.MAP).unlink(missing_ok=True)
    if url:  # the protocol knows only whole addresses
        (site / feeds.MAP).write_text(feeds.sitemap(book, url.rstrip("/")), encoding="utf-8")
