"""Begins a page: all the files that carry its slug, with the smallest example that holds to every rule."""

import keyword
import re
from collections.abc import Callable
from pathlib import Path

from book.checks.samples import run
from book.ground.faults import BookError, read
from book.ground.languages import LANGUAGES
from book.source.book import Book

_HERE = Path(__file__).parent


def new(book: Book, slug: str, after: str | None = None, tell: Callable[[str], None] = print) -> None:
    """Writes the files of a page that follows `after`, or the last chapter. Raises BookError if it cannot."""
    topic = slug.replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", slug) or keyword.iskeyword(topic):
        raise BookError("docs", None, f"“{slug}” is no slug", "name the page by lower-case words joined by hyphens")
    config, previous, before = _nav(book, slug, after)
    sample, figure = book.snippets / topic / "idea.py", book.root / "book" / "figures" / f"{topic}.py"
    files = {book.path(language, slug): f"{language}.md" for language in LANGUAGES} | {
        sample.with_name("__init__.py"): None,
        sample: "sample.txt",
        (answers := sample.with_name("answers.py")): "answers.txt",
        sample.with_name("exercises.toml"): "exercises.txt",
        figure: "figure.txt",
        figure.parent / "words" / f"{slug}.toml": "words.toml",
        book.root / "tests" / f"test_{topic}.py": "test.txt",
    }
    for file in [*files, sample.parent, figure.with_suffix("")]:
        if file.exists():
            raise BookError(file, None, "this is there already", "choose another slug, or take the file away")
    for file, template in files.items():
        text = read(_HERE / template) if template else ""
        following = book.page(file.parent.name, before) if file.suffix == ".md" else None
        title = following.title if following else before
        for name, word in {"slug": slug, "topic": topic, "next": before, "next-title": title}.items():
            text = text.replace(f"@{name}@", word)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        tell(f"new      {file.relative_to(book.root)}")
    (book.root / "mkdocs.yml").write_text(config, encoding="utf-8")
    tell("new      mkdocs.yml: the page in the nav")
    for path, printed in run(book, [sample, answers]):
        if isinstance(printed, BookError):
            raise printed
        path.with_suffix(".out").write_bytes(printed)
        tell(f"new      {path.with_suffix('.out').relative_to(book.root)}")
    tell(f"write the page: make serve shows it, make check PAGE={slug} says what it lacks")
    tell(f"by hand: “Next” of {previous} leads here now; tests/search/queries.tsv says who looks for this page;")
    tell("         tests/test_figure_numbers.py computes the numbers of its figure")


def _nav(book: Book, slug: str, after: str | None) -> tuple[str, str, str]:
    """mkdocs.yml with the page in its place, and the slugs of the pages before and behind it."""
    file = book.root / "mkdocs.yml"
    if slug in book.order:
        raise BookError(file, None, f"“{slug}” is in the nav already", "choose another slug")
    if after is not None and after not in book.order:
        raise BookError(file, None, f"no page of the nav is called “{after}”", f"name one of: {', '.join(book.order)}")
    chapters = [name for name in book.order if not book.chapters.get(name, "").isalpha()]
    place = book.order.index(after or chapters[-1])
    text = read(file)
    entry = re.search(rf"^([ \t]*- )(?:.*[ /])?{re.escape(book.order[place])}\.md[ \t]*$", text, re.M)
    if not entry:
        raise BookError(file, None, f"there is no line for {book.order[place]}.md", "add the new page to nav by hand")
    before = book.order[place + 1] if place + 1 < len(book.order) else "index"
    return f"{text[: entry.end()]}\n{entry[1]}{slug}.md{text[entry.end() :]}", book.order[place], before
