"""Boxes are few, carry the titles that authors agreed on, and hold their text."""

from collections.abc import Collection, Iterator

from book.checks.form import first_block
from book.ground.faults import BookError
from book.ground.strings import strings
from book.source.book import Book
from book.source.pages import BOX, Page

EARLY, MOST, IN_BOOK = 1, 2, 40  # boxes that declare: before the argument begins, on a page, in the book


def titles(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every box is of a known kind and has the title of its kind in its language."""
    for page in book.chosen(slugs):
        words = strings(page.language)
        kinds = [key.removeprefix("box-") for key in words if key.startswith("box-")]
        for number, line in page.prose():
            box = BOX.match(line)
            if not box and line.lstrip().startswith(("!!", "???")):
                yield BookError(page.path, number, f"“{line.strip()}” is no box", 'write !!! kind "Title"')
            if box:
                _, kind, title = box.groups()
                if kind not in kinds:
                    yield BookError(page.path, number, f"no box is called “{kind}”", f"use one of: {', '.join(kinds)}")
                elif title != words[f"box-{kind}"]:
                    wanted = f'write "{words[f"box-{kind}"]}" (book/ground/strings.toml)'
                    yield BookError(page.path, number, f"the box {kind} is called “{title or ''}”", wanted)


def filled(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every box holds its text: the lines below it are indented by four."""
    for page in book.chosen(slugs):
        lines = page.lines
        for number, line in page.prose():
            if box := BOX.match(line):
                body = next((text for text in lines[number:] if text.strip()), "")
                if not body.startswith(f"{box[1]}    "):
                    remedy = "indent the text of the box by four more spaces"
                    yield BookError(page.path, number, f"the box {box[2]} is empty", remedy)


def few(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """No box stands before a page's first sentence; one that declares stands before the argument, two on a page."""
    for page in book.chosen(slugs):
        yield from _many(page)
    if set(book.slugs) <= {*slugs}:
        for language in book.languages:
            many = sum(box.value == "setting" for page in book.pages(language) for box in page.boxes())
            if many > IN_BOOK:
                problem = f"{many} setting boxes in the book, {IN_BOOK} are enough"
                yield BookError(book.docs / language, None, problem, _SENTENCE)


_SENTENCE = "inherit it, or declare in a sentence with {: .setting } on the line below its paragraph"


def _many(page: Page) -> Iterator[BookError]:
    start = first_block(page)
    for box in page.boxes():
        if box.line == start:
            yield BookError(page.path, start, "a box before the page's first sentence", "write the question first")
    argument = next((section.line for section in page.sections if section.level == 2), len(page.lines))
    settings = [box for box in page.boxes() if box.value == "setting"]
    for number, box in enumerate(settings, 1):
        if number > MOST or (number > EARLY and box.line < argument):
            where = "on this page" if number > MOST else "before the argument begins"
            yield BookError(page.path, box.line, f"setting box {number} {where}", _SENTENCE)
