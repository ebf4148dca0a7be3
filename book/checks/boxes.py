"""Boxes carry the titles that authors agreed on, and hold their text."""

from collections.abc import Collection, Iterator

from book.ground.faults import BookError
from book.ground.strings import strings
from book.source.book import Book
from book.source.pages import BOX


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
