"""What authors write is text, and all of it can be seen."""

from collections.abc import Collection, Iterator
from pathlib import Path
from unicodedata import category, name

from book.figures.kit import words
from book.ground import strings
from book.ground.faults import BookError, read
from book.source.book import Book

_KINDS = {".md", ".toml", ".tsv", ".py", ".out"}
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # of Unicode's categories
_ALLOWED = {"\n", "\t", "\u200d"}  # the last one joins emoji


def visible(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """No page, sample, output or table holds a character that nobody sees."""
    for file in _written(book):
        topics = {file.stem, file.parent.name.replace("_", "-")} & {*book.slugs}
        if topics and topics.isdisjoint(slugs):
            continue
        try:
            text = read(file)
        except BookError as fault:
            yield fault
            continue
        for letter in sorted({*text} - _ALLOWED):
            if category(letter) in _UNSEEN or letter in "\ufffc\ufffd":
                before, _, _ = text.partition(letter)
                called = f"U+{ord(letter):04X} ({name(letter, 'a control character').lower()})"
                problem = f"nobody sees the {called} after “{''.join(filter(str.isprintable, before[-10:]))}”"
                yield BookError(file, before.count("\n") + 1, problem, "delete it")


def _written(book: Book) -> list[Path]:
    tops = [book.docs, book.snippets, words.FOLDER]
    files = [file for top in tops for file in sorted(top.rglob("*")) if file.suffix in _KINDS and file.is_file()]
    return [*files, strings.TABLE]
