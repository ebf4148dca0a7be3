"""The mark beside a display: a tick if it was executed. What was executed is said on demand."""

from book.checks.formulas import report
from book.ground.strings import strings
from book.source.book import Book
from book.source.pages import Page
from check_equations.report import Result

_DOT = '<span aria-hidden="true"> · </span>'


def mark(book: Book, label: str, page: Page) -> str:
    """The mark of the display with this label; the first tick of a page leads to where ticks are explained.

    The marks are no tab stops, but a tap or a click opens them as hovering does; the one link in the first is reached
    by the keyboard. A screen reader does not say the same word at each formula, only what was run through.
    """
    shown = [result for result in report(book, page.language, page.slug) if result.kind == "display"]
    result = next(result for result in shown if result.id.endswith(f"#{label}"))
    words = strings(page.language)
    if result.status != "executed":
        return _mark("defined", words["defined"])
    said = "".join(_DOT + ", ".join(map(_glued, part.split(", "))) for part in _detail(result, words))
    first = next(other for other in shown if other.status == "executed") is result
    link = f'<br><a href="checks.html#executed">{words["ticks"]}</a>' if first else ""
    return _mark("executed", f'<span aria-hidden="true">{words["executed"]}</span>{said}{link}')


def _glued(text: str) -> str:
    """A size or a range stays on one line; a list of them may be longer than a phone is wide."""
    return f'<span class="glued">{text}</span>'


def _mark(kind: str, says: str) -> str:
    return f'<span class="tick {kind}" tabindex="-1"><span class="tick-says">{says}</span></span>'


def _detail(result: Result, words: dict[str, str]) -> list[str]:
    steps = words["steps"].format(number=result.steps) if result.steps > 1 else ""
    shapes = dict.fromkeys(part for shape in result.shapes for part in shape.split(", ") if part != "1")
    return [part for part in (steps, ", ".join(shapes)) if part]
