"""Nothing of Markdown is left over: what an author meant as markup becomes markup, and is not shown as it is typed."""

import re
from collections.abc import Collection, Iterator

from book.checks.formulas import COUNTS
from book.ground.faults import BookError
from book.source.book import Book
from book.source.pages import LINK, REFERENCE, Page
from check_equations.pages import INLINE

# What stands for itself, or is known to become something: code, breaks, escaped signs, ids, formulas, references,
# addresses of links, counts.
_DONE = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|<!--.*?-->|<br>|\\[^\sA-Za-z(\[]|\{:?(?:\s*[#.][\w-]+)+\s*\}"
    rf"|{INLINE.pattern}|{REFERENCE.pattern}|{LINK.pattern}|\{{\{{ (?:{'|'.join(COUNTS)}) \}}\}}",
    re.S,
)
_ALONE, _BOLD = re.compile(r"(?<!\S)\*\*(?!\S)"), re.compile(r"\*\*(.+?)\*\*", re.S)
_SLANTED = re.compile(r"\*(?![\s*])([^*]*[^\s*])\*")
_COUNTED = " or ".join(f"{{{{ {name} }}}}" for name in COUNTS)
_LEFT = {
    r"\$": (
        "begins or ends no formula",
        r"close the formula in the same paragraph, with no space inside; a dollar is \$",
    ),
    "`+": ("begins or ends no code", "close it in the same paragraph, with as many as it began with"),
    r"\*\*": ("makes nothing bold", "close it in the same paragraph, with no space inside"),
    r"\[\^[^\]\n]*\]": ("is no footnote: the book has none", "say it in the text"),
    r"\{\{[^}\n]*\}*": ("counts nothing", f"write {_COUNTED}"),
    r"\\[(\[]|\\[A-Za-z]+": ("is TeX outside of a formula", "write it between dollar signs"),
    r"\*(?=\S)|(?<=\S)\*": ("makes nothing slanted", r"close it in the same paragraph; a star is \*"),
    r"\[(?:eq|res):[^\]\n]*\]|\[?\b(?:eq|res):[\w-]*": (
        "is no reference",
        "write [eq:page-name] or [res:page-name], in small letters",
    ),
    r"!\[": ("begins an image", "the book shows figures: /// figure | name"),
    r"\][(\[]|[\w-]+\.md\b": ("is no link", "write [words](page.md#heading-id)"),
    r"</?[A-Za-z!][^>\n]*>?": (
        "is HTML",
        "write Markdown; code goes between `…`, and a sign that is less goes before a space",
    ),
    "[{}]": ("is no id and no class", r"write {#id} or { .class } and nothing else in it; a brace is \{"),
    r"(?m:^ *(?:[-_=]{3,}|>.*)$)": (
        "is a rule, an underline or a quotation",
        "the book has none; headings begin with #",
    ),
    r"[!-~]{100,}": ("is too long for a line", "part it, or write it as code"),
}
_OPEN = {r"\$", "`+"}
_APART = re.compile(r"\s*(?:[-*+] |\d+\. |\||#|!!!|\?\?\?|///|<!--)")  # begins a paragraph of its own


def leftovers(book: Book, slugs: Collection[str]) -> Iterator[BookError]:
    """Every sign of Markdown does something: none is left in the text."""
    for page in book.chosen(slugs):
        for first, text in _paragraphs(page):
            yield from _left(page, first, text)


def _paragraphs(page: Page) -> Iterator[tuple[int, str]]:
    """The paragraphs of a page without its displays, each with its first line."""
    first, lines, display = 0, [], False
    for number, line in [*page.prose(), (len(page.lines) + 1, "")]:
        shown = line.strip() == "$$"
        if lines and (shown or not line.strip() or number != first + len(lines) or _APART.match(line)):
            yield first, "\n".join(lines)
            lines = []
        if shown:
            display = not display
        elif not display and line.strip():
            first = first if lines else number
            lines.append(page.lines[number - 1])


def _left(page: Page, first: int, text: str) -> Iterator[BookError]:
    done = _DONE.sub(_hidden, text)
    done = _ALONE.sub("\ue000\ue000", done)  # may not pair with others
    done = _SLANTED.sub(_kept, _BOLD.sub(_kept, done)).replace("\ue000", "*")
    for pattern, (problem, remedy) in _LEFT.items():
        for found in re.finditer(pattern, done):
            line = first + done.count("\n", 0, found.start())
            yield BookError(page.path, line, f"“{text[slice(*found.span())][:40]}” {problem}", remedy)
        left = re.sub(pattern, _hidden, done)
        if left != done and pattern in _OPEN:
            return  # what stands inside is read as text
        done = left


def _hidden(found: re.Match) -> str:
    return re.sub(r"[^\n]", "\ufffc", found[0])


def _kept(found: re.Match) -> str:
    return found[0].replace("*", "\ufffc")
