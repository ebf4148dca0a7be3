"""What was executed for this build, read from the runs themselves: every sample, and every equation of a language."""

import json
from functools import cache

from book import snippets
from book.errors import ROOT, BookError
from book.pages import DOCS, Page
from book.stamps import digest, record, unchanged
from book.strings import strings
from check_equations.report import Report, Result, check_text


def run_samples(force: bool = False) -> bool:
    """Runs every code sample unless none has changed; True if they ran. Raises BookError if one is at fault."""
    inputs = digest("snippets", "requirements.txt")
    if not force and unchanged("samples", inputs, snippets.COUNT):
        return False
    for fault in snippets.execute()[1]:
        raise fault
    record("samples", inputs)
    return True


@cache
def equations(language: str) -> dict[str, Report]:
    """Slug → what came of every formula of that page. Raises BookError for the first false or unreadable one."""
    reports = {}
    for path in sorted((DOCS / language).glob("*.md")):
        report = reports[path.stem] = check_text(path.read_text(encoding="utf-8"), path.relative_to(ROOT))
        for fault in report.red:
            raise BookError(
                path,
                fault.line,
                f"{fault.id.rpartition('#')[2]}: {fault.reason}",
                "mend the formula or its setting box",
            )
    return reports


@cache
def counts(language: str) -> dict[str, int]:
    """How many code samples, and how many equations of this language, were executed."""
    run_samples()
    samples = json.loads(snippets.COUNT.read_text(encoding="utf-8"))["samples"]
    return {
        "samples": samples,
        "equations": sum(report.count("executed") for report in equations(language).values()),
    }


def mark(label: str, page: Page) -> str:
    """The line under a display that says what was executed, or why it was not."""
    result = next(r for r in equations(page.language)[page.slug] if r.id.endswith(f"#{label}"))
    words = strings(page.language)
    kind = "executed" if result.status == "executed" else "not-executed" if result.status == "marked" else "defined"
    return f'<p class="{kind}"><a href="checks.html#executed">{words[kind]}</a>{_detail(result, words)}</p>'


def _detail(result: Result, words: dict[str, str]) -> str:
    if result.status == "marked":
        return f" · {result.reason}"
    if result.status != "executed":
        return ""
    steps = words["steps"].format(number=result.steps) if result.steps > 1 else ""
    shapes = dict.fromkeys(part for shape in result.shapes for part in shape.split(", ") if part != "1")
    return "".join(f" · {part}" for part in (steps, ", ".join(shapes)) if part)
