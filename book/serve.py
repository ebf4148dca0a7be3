"""Shows the book while it is being written, and what is wrong with it: in the terminal, and on top of each page.

What exists is built into build/serve, never into site/. An edit rebuilds the pages that show it. A page with a fault
that keeps it from being built stays as it was before.
"""

import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from book import figures
from book.checks import prose, reviews, samples
from book.checks.rules import RULES, Rule, faults
from book.ground.faults import BookError, in_order
from book.ground.languages import LANGUAGES
from book.ground.stamps import Step
from book.run import gather
from book.source import glossary
from book.source.book import Book
from book.source.pages import Page
from book.web import site as web
from book.web import vendor
from book.web.notice import notice, on_top, stub

FIGURES = Path(figures.__file__).parent
_PAGE = re.compile(rf"/({'|'.join(LANGUAGES)})/(?:([\w-]+)\.html)?")


class Preview:
    """The folder that is served, and all that is known to be wrong with the book in it."""

    def __init__(self, root: Path, tell: Callable[[str], None] = print) -> None:
        self.book, self._tell = Book(root), tell
        self.folder = self.book.build / "serve"
        self._kept: set[tuple[str, str]] = set()  # (language, slug) of the pages that could not be built anew
        self._ruled: dict[Rule, list[BookError]] = {}
        self._built: dict[tuple[str, str], list[BookError]] = {}  # no slug: what kept a whole language
        self._titles: dict[tuple[str, str], str] = {}  # as the contents show them
        self._times: dict[Path, int] = {}

    def rebuild(self) -> None:
        """Builds and judges what has changed since the last time; at the first time, what was never built."""
        began, now = time.monotonic(), self._watched()
        self._built.pop(("", ""), None)
        changed, first = {path for path, _ in now.items() ^ self._times.items()}, not self._times
        old, self.book, self._times = self.book, Book(self.book.root), now
        if any(path.suffix == ".py" for path in changed):
            _forget()
        due = self._unbuilt() if first else self._touched(changed, old)
        if first or self.book.docs / glossary.NAME in changed:
            self._judge([prose.glossary], ())
        for language, slugs in due.items():
            self._build(language, slugs, whole=set(slugs) == self._there(language))
        judged = set(self.book.slugs) if first else {slug for slugs in due.values() for slug in slugs}
        self._judge((rule for rule in RULES if rule is not prose.glossary), judged)
        if self.book.docs / reviews.NAME in changed:
            self._judge([reviews.reviews], self.book.slugs)
        self._titles |= {(page.language, page.slug): page.title for page in self.book.chosen(self.book.slugs)}
        self._lay_stubs()
        if first:
            web.build_root(self.book, self.folder)
            self._lend_runtime()
            for language in due.keys() - {code for code, _ in {*self._kept, *self._built}}:
                self._step(language).record()
        self._report(judged, time.monotonic() - began)

    def notice(self, language: str, slug: str) -> str:
        """The box on top of a page."""
        if slug not in self.book.slugs:
            return ""
        file = self.folder / language / f"{slug}.html"
        kept = (language, slug) in self._kept and file.read_text(encoding="utf-8") != stub(language, slug)
        return notice(language, self._missing(slug), self.faults(slug), kept)

    def faults(self, slug: str) -> list[BookError]:
        """What is wrong with a page in any language, or with the whole book."""
        ruled = [fault for found in self._ruled.values() for fault in found]
        known = {fault.problem for fault in ruled}
        built = [fault for found in self._built.values() for fault in found if fault.problem not in known]
        there = [fault for fault in [*ruled, *built] if fault.file.suffix != ".md" or fault.file.exists()]
        return in_order(fault for fault in there if self._topic(fault) in (slug, ""))

    def _lend_runtime(self) -> None:
        """Code runs in the preview as on the site, if its files can be had."""
        lent = self.folder / "runtime"
        if gather.here(self.book) and not lent.exists():
            if not gather.folder(self.book).exists():
                gather.build(self.book)
            lent.symlink_to(gather.folder(self.book).resolve())

    # What is to be done

    def _watched(self) -> dict[Path, int]:
        """Every file that pages are made of → when it was changed."""
        tops = [self.book.docs, self.book.snippets, self.book.overrides, FIGURES]
        files = [self.book.root / "mkdocs.yml", *(file for top in tops for file in top.rglob("*"))]
        wanted = [file for file in files if "__pycache__" not in file.parts and "vendor" not in file.parts]
        return {file: file.stat().st_mtime_ns for file in wanted if file.is_file()}

    def _there(self, language: str) -> set[str]:
        return {slug for slug in self.book.slugs if self.book.path(language, slug).exists()}

    def _missing(self, slug: str) -> list[str]:
        return [language for language in LANGUAGES if slug not in self._there(language)]

    def _step(self, language: str) -> Step:
        return replace(web.step(self.book, language), name=f"serve-{language}", results=(self.folder / language,))

    def _unbuilt(self) -> dict[str, set[str]]:
        return {language: self._there(language) for language in LANGUAGES if not self._step(language).done()}

    def _touched(self, changed: Iterable[Path], old: Book) -> dict[str, set[str]]:
        """Language → the pages that show something of these files."""
        due: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        for path in changed:
            if path.suffix == ".md" and path.parent.name in LANGUAGES:
                due[path.parent.name] |= self._shows(path.parent.name, path.stem, old)
            elif topic := self._topic_of(path):
                for language, slugs in due.items():
                    slugs |= {topic} & self._there(language)
                    slugs |= {page.slug for page in self.book.pages(language) if self._includes(page, path)}
            elif path.name != reviews.NAME:
                due = {language: self._there(language) for language in LANGUAGES}
        return {language: slugs for language, slugs in due.items() if slugs}

    def _shows(self, language: str, slug: str, old: Book) -> set[str]:
        """The pages that show something of an edited one: its title, its numbers, its line of the path."""
        new, before, now = self.book, old.page(language, slug), self.book.page(language, slug)
        if not now and new.path(language, slug).exists():
            return {slug}
        try:
            if not now or now.title != self._titles.get((language, slug)) or old.chapters != new.chapters:
                return self._there(language)
            renumbered = {label for label, _ in old.numbers(language).items() ^ new.numbers(language).items()}
        except BookError:  # there is no order
            return self._there(language)
        touched = {slug} | ({"index"} if not before or before.meta != now.meta else set())
        for page in new.pages(language):
            if renumbered & {item.value for item in [*page.labels(), *page.references()]}:
                touched.add(page.slug)
        return touched

    def _includes(self, page: Page, path: Path) -> bool:
        return any(self.book.snippets / item.value.partition(":")[0] == path for item in page.includes())

    def _topic(self, fault: BookError) -> str:
        return self._topic_of(Path.cwd() / fault.file)

    def _topic_of(self, path: Path) -> str:
        """The slug of the page that a file belongs to; none for what all share."""
        topic = path.stem if path.suffix == ".md" or path.parent in (FIGURES, FIGURES / "words") else ""
        if path.is_relative_to(self.book.snippets):
            topic = path.relative_to(self.book.snippets).parts[0]
        topic = topic.replace("_", "-")
        return topic if topic in self.book.slugs else ""

    # Doing it

    def _build(self, language: str, slugs: set[str], whole: bool) -> None:
        """Builds pages of a language; what keeps one from being built is kept in mind."""
        readable = {page.slug for page in self.book.pages(language)}
        blocked = {self._topic(fault) for fault in faults(self.book, [samples.includes], slugs)}
        shared = self._ruled[prose.glossary]
        good: set[str] = set()
        found: list[tuple[str, BookError]] = [("", fault) for fault in shared]
        if not shared:
            try:
                good, found = web.preview(self.book, language, slugs & readable - blocked, self.folder, whole)
            except BookError as fault:
                found = [("", fault)]
        for key in [key for key in self._built if key[0] == language and key[1] in {*slugs, ""}]:
            del self._built[key]
        for slug, fault in found:
            self._built.setdefault((language, slug), []).append(fault)
        self._kept = {(code, slug) for code, slug in self._kept if code != language or slug not in slugs}
        self._kept |= {(language, slug) for slug in slugs - good}

    def _judge(self, rules: Iterable[Rule], slugs: Collection[str]) -> None:
        for rule in rules:
            others = [fault for fault in self._ruled.get(rule, []) if self._topic(fault) not in {*slugs, ""}]
            self._ruled[rule] = others + faults(self.book, [rule], slugs)

    def _lay_stubs(self) -> None:
        """A page that is not written, or was never built, has a place, too; one that is gone has none."""
        for language in LANGUAGES:
            folder = self.folder / language
            folder.mkdir(parents=True, exist_ok=True)
            for file in folder.glob("*.html"):
                if file.stem not in self.book.slugs:
                    file.unlink()
            for slug in self.book.slugs:
                file, text = folder / f"{slug}.html", stub(language, slug)
                gone = not self.book.path(language, slug).exists()
                if not file.exists() or (gone and file.read_text(encoding="utf-8") != text):
                    file.write_text(text, encoding="utf-8")

    def _report(self, slugs: Collection[str], seconds: float) -> None:
        found = in_order(fault for slug in slugs for fault in self.faults(slug))
        for fault in found:
            self._tell(f"\n{fault}")
        for slug in sorted(slugs):
            if missing := self._missing(slug):
                self._tell(f"\n{slug}: not written yet in {', '.join(missing)}")
        self._tell(f"serve    {len(slugs)} pages, {len(found)} faults, {seconds:.1f} s")

    def fail(self, error: Exception) -> None:
        """Remembers an error of the program, which must not end the preview."""
        place = traceback.extract_tb(error.__traceback__)[-1]
        problem = f"{type(error).__name__}: {error}"
        fault = BookError(place.filename, place.lineno, problem, "this is an error of the program, not of the page")
        self._built["", ""] = [fault]
        self._tell(f"\n{fault}")


def _forget() -> None:
    """Samples and figures are read anew when they are next imported."""
    for name in [*sys.modules]:
        parts = name.split(".")
        if parts[0] == "snippets" or (parts[:2] == ["book", "figures"] and parts[2:] and parts[2] != "kit"):
            del sys.modules[name]


def server(preview: Preview, port: int = 8000) -> LiveReloadServer:
    """What shows the preview to browsers, and reloads the pages that they have open."""

    def rebuild() -> None:
        try:
            preview.rebuild()
        except Exception as error:
            preview.fail(error)

    book = preview.book
    found = LiveReloadServer(rebuild, "127.0.0.1", port, root=str(preview.folder), polling_interval=0.2)
    found.build_delay = 0.05
    for watched in (book.docs, book.snippets, book.overrides, FIGURES, book.root / "mkdocs.yml"):
        found.watch(str(watched))
    answer = found.serve_request

    def noticed(environ: dict, start_response: Callable) -> Iterable[bytes]:
        page = _PAGE.fullmatch(environ["PATH_INFO"])
        if not page:
            return answer(environ, start_response)
        heads: list[tuple] = []
        content = b"".join(answer(environ, lambda *head: heads.append(head)))
        status, headers = heads[0]
        content = on_top(content, preview.notice(page[1], page[2] or "index"))
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*kept, ("Content-Length", str(len(content)))])
        return [content]

    found.set_app(noticed)
    return found


def serve(book: Book, port: int) -> None:
    """Builds, shows and watches until Ctrl+C. Raises BookError if the port is taken."""
    sys.dont_write_bytecode = True  # or the watcher would see every import as a change
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    vendor.install(book)
    if not vendor.folder(book).exists():
        vendor.build(book)
    preview = Preview(book.root)
    preview.rebuild()
    shown = server(preview, port)
    print(f"open http://127.0.0.1:{port}/ (stop with Ctrl+C)", flush=True)
    try:
        shown.serve()
    except OSError as error:
        raise BookError("book/serve.py", None, f"port {port}: {error.strerror}", "name another: --port 8001") from None
    except KeyboardInterrupt:
        shown.shutdown()
