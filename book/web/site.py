"""One language's website: MkDocs builds it beside the one that stands, and it takes its place when it is whole."""

import logging
import os
import shutil
from pathlib import Path

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from book.figures.kit.registry import topics
from book.ground.faults import BookError
from book.ground.imports import closure, with_data
from book.ground.languages import LANGUAGES
from book.ground.stamps import Step, digest, replace
from book.ground.strings import strings
from book.source.book import Book
from book.source.dates import shown_date

SETTINGS = ("SITE_URL", "BOOK_REPOSITORY")


def step(book: Book, language: str) -> Step:
    """The step that makes site/<language>, with all that it reads."""
    code = with_data(closure(book.root, Path(__file__).with_name("hooks.py"), Path(__file__), *topics()))
    tables = [book.docs / name for name in ("errors.tsv", "glossary.toml")]
    locks = [book.root / name for name in ("mkdocs.yml", "package-lock.json", "requirements.txt")]
    places = [book.docs / language, book.docs / "assets", book.snippets, book.overrides, *tables, *locks]
    settings = [language, shown_date(book, language), *(os.environ.get(name, "") for name in SETTINGS)]
    return Step(
        book.build / "stamps", f"site-{language}", digest(*places, *code, extra=settings), (book.site / language,)
    )


def build(book: Book, language: str, target: Path) -> int:
    """Builds one language into `target`, whole or not at all; returns how many pages.

    Raises BookError with MkDocs' own messages if the build fails or warns.
    """
    beside = book.build / "next" / language
    shutil.rmtree(beside, ignore_errors=True)
    os.environ |= {"BOOK_LANG": language, "NO_MKDOCS_2_WARNING": "1"}
    messages = _Messages(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(messages)
    try:
        config = load_config(str(book.root / "mkdocs.yml"), site_dir=str(beside), strict=True)
        config.extra["book"] = book
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException, jinja2.TemplateError, OSError) as error:
        faults = "\n".join([*messages.texts, _told(error)])
        raise BookError(f"docs/{language}", None, f"the build stopped\n{faults}", "mend what is named above") from None
    finally:
        log.removeHandler(messages)
    pages = len(list(beside.glob("*.html"))) - 1
    replace(beside, target)
    return pages


def _told(error: BaseException) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename}:{error.lineno}: {error.message}"
    if isinstance(error, jinja2.TemplateError):
        frame, trace = None, error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename.endswith(".html"):
                frame = trace
            trace = trace.tb_next
        place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}: " if frame else ""
        return f"{place}{error}"
    return str(error)


class _Messages(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def build_root(book: Book, site: Path) -> None:
    """Writes what belongs to no language: the chooser and the page for addresses that do not exist."""
    site.mkdir(exist_ok=True)
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(book.overrides),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    words = {language: strings(language) for language in LANGUAGES}
    for name in templates.list_templates(filter_func=lambda name: name.startswith("root/") and "/_" not in name):
        text = templates.get_template(name).render(
            languages=LANGUAGES, words=words, site_url=os.environ.get("SITE_URL", "")
        )
        (site / Path(name).name).write_text(text, encoding="utf-8")
    (site / ".nojekyll").touch()
