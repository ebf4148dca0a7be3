"""The line under a display: what was executed."""

from book.checks.formulas import report
from book.ground.strings import strings
from book.source.book import Book
from book.source.pages import Page
from check_equations.report import Result


def mark(book: Book, label: str, page: Page) -> str:
    """The line under the display with this label."""
    result = next(r for r in report(book, page.language, page.slug) if r.id.endswith(f"#{label}"))
    words = strings(page.language)
    kind = "executed" if result.status == "executed" else "defined"
    return f'<p class="{kind}"><a href="checks.html#executed">{words[kind]}</a>{_detail(result, words)}</p>'


def _detail(result: Result, words: dict[str, str]) -> str:
    if result.status != "executed":
        return ""
    steps = words["steps"].format(number=result.steps) if result.steps > 1 else ""
    shapes = dict.fromkeys(part for shape in result.shapes for part in shape.split(", ") if part != "1")
    return "".join(f" · {part}" for part in (steps, ", ".join(shapes)) if part)
