"""The path through the book: the home page's list of chapters, from their order, titles and front matter."""

from collections.abc import Callable, Collection, Iterable, Iterator

from book.ground.faults import BookError
from book.source.book import Book
from book.source.pages import Page

MARK = "/// path"  # the block of the home page in whose place the list stands


def chapters(book: Book, language: str) -> list[Page]:
    """The chapters that can be read, in order, without the appendices."""
    numbered = (slug for slug in book.order if book.chapters.get(slug, "").isdigit())
    return [page for slug in numbered if (page := book.page(language, slug))]


def items(book: Book, language: str) -> list[str]:
    """The list in Markdown: each chapter's number, title and `summary`, above the first of a part its name."""
    return [_item(book, page) for page in chapters(book, language)]


def _item(book: Book, page: Page) -> str:
    part = f"**{page.meta['part']}**{{ .part }}<br>\n" if "part" in page.meta else ""
    text = f"{part}[{page.title}]({page.slug}.md) {page.meta.get('summary', '')}"
    return f"{book.chapters[page.slug]}.".ljust(4) + text.replace("\n", "\n    ").rstrip()


def whole(book: Book, slugs: Collection[str], rule: Callable[[Page], Iterable[BookError]]) -> Iterator[BookError]:
    """What a rule finds on these pages, the home page with its list in it, at the place where the words are written."""
    for page in book.chosen({*slugs, "index"}):
        origin = [(page.path, number) for number in range(1, len(page.lines) + 1)]
        lines = page.lines
        if MARK in lines:
            at = lines.index(MARK)
            listed = chapters(book, page.language)
            lines = lines[:at] + [_item(book, chapter).replace("\n", " ") for chapter in listed] + lines[at + 2 :]
            origin[at : at + 2] = [(chapter.path, chapter.line_of("summary:")) for chapter in listed]
        for fault in rule(Page(page.path, "\n".join(lines))):
            file, line = origin[fault.line - 1]
            if file.stem in slugs:
                yield BookError(file, line, fault.problem, fault.remedy)
