"""Nothing of Markdown is left over: what an author meant as markup becomes markup, and is not shown as it is typed."""

import re
from collections.abc import Collection, Iterator

from book.checks.formulas import COUNTS
from book.ground.faults import BookError
from book.source.book import Book
from book.source.pages import BLOCK, BLOCKS, REFERENCE, Page
from check_equations.pages import INLINE

# What stands for itself, or is known to become something: code, tags, escaped signs, formulas, references, counts.
_DONE = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|<!--.*?-->|</?[A-Za-z][^>]*>|\\[^\sA-Za-z(\[]"
    rf"|{INLINE.pattern}|{REFERENCE.pattern}|\{{\{{ (?:{'|'.join(COUNTS)}) \}}\}}",
    re.S,
)
_ALONE, _BOLD = re.compile(r"(?<!\S)\*\*(?!\S)"), re.compile(r"\*\*.+?\*\*", re.S)
_COUNTED = " or ".join(f"{{{{ {name} }}}}" for name in COUNTS)
_LEFT = {
    r"\*\*": ("makes nothing bold", "close it in the same paragraph, with no space inside"),
    r"\$": (
        "begins or ends no formula",
        r"close the formula in the same paragraph, with no space inside; a dollar is \$",
    ),
    r"\[\^[^\]\n]*\]": ("is no footnote: the book has none", "say it in the text"),
    r"\{\{[^}\n]*\}*": ("counts nothing", f"write {_COUNTED}"),
    r"\\[(\[]|\\[A-Za-z]+": ("is TeX outside of a formula", "write it between dollar signs"),
    r"\[eq:[^\]\n]*\]?": ("is no reference", "write [eq:page-name], in small letters"),
}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffc\ufffd]")
_APART = re.compile(r"\s*(?:[-*+] |\d+\. |\||#|!!!|\?\?\?|///|<!--)")  # begins a paragraph of its own


def leftovers(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every sign of Markdown does something: none is left in the text, nor any character that nobody sees."""
    for page in book.chosen(slugs):
        for number, line in enumerate(page.lines, 1):
            for found in _CONTROL.finditer(line):
                problem = f"the control character U+{ord(found[0]):04X} after “{line[: found.start()][-10:]}”"
                yield BookError(page.path, number, problem, "delete it")
        for first, text in _paragraphs(page):
            yield from _left(page, first, text)
        yield from _blocks(page)


def _paragraphs(page: Page) -> Iterator[tuple[int, str]]:
    """The paragraphs of a page without its displays, each with its first line; of a display left open, its `$$`."""
    first, lines, display = 0, [], 0
    for number, line in [*page.prose(), (len(page.lines) + 1, "")]:
        shown = line.strip() == "$$"
        if lines and (shown or not line.strip() or number != first + len(lines) or _APART.match(line)):
            yield first, "\n".join(lines)
            lines = []
        if shown:
            display = 0 if display else number
        elif not display and line.strip():
            first = first if lines else number
            lines.append(page.lines[number - 1])
    if display:
        yield display, "$"


def _left(page: Page, first: int, text: str) -> Iterator[BookError]:
    done = _DONE.sub(_hidden, text)
    done = _ALONE.sub("\ue000\ue000", done)  # may not pair with others
    done = _BOLD.sub(_hidden, done).replace("\ue000", "*")
    for pattern, (problem, remedy) in _LEFT.items():
        for found in re.finditer(pattern, done):
            line = first + done.count("\n", 0, found.start())
            yield BookError(page.path, line, f"“{found[0]}” {problem}", remedy)


def _hidden(found: re.Match) -> str:
    return re.sub(r"[^\n]", "\ufffc", found[0])


def _blocks(page: Page) -> Iterator[BookError]:
    """Blocks that are not known, are left open, or were never opened."""
    open_ = 0
    for number, line in page.prose():
        if not line.lstrip().startswith("///"):
            continue
        block = BLOCK.match(line)
        if block and block[1] not in BLOCKS:
            yield BookError(page.path, number, f"no block is called “{block[1]}”", f"use one of: {', '.join(BLOCKS)}")
        if bool(block) == bool(open_):
            place, problem = (open_, "the block is not closed") if open_ else (number, "nothing is open here")
            yield BookError(page.path, place, problem, "a block begins with `/// name` and ends with a line ///")
        open_ = number if block else 0
    if open_:
        yield BookError(page.path, open_, "the block is not closed", "end it with a line ///")
