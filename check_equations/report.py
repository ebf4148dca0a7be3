"""Every formula of every page with what came of it, as a table and as messages."""

from dataclasses import dataclass, field
from pathlib import Path

from .checker import Boxes, Outcome, check
from .faults import Fault
from .pages import Formula, read

_TITLES = ("page", "language", "equations", "executed", "steps", "definitions", "marked", "red")


@dataclass(frozen=True)
class Result:
    """One formula of one page, and what came of it."""

    id: str
    """`ja/picture#eq:picture-dx`, or `ja/picture#inline-12` for a formula without a label."""
    file: str
    line: int
    kind: str
    """display or inline"""
    status: str
    """executed, definition, condition, mention (claims nothing), marked or red"""
    tex: str
    boxes: Boxes = field(repr=False)
    setting: bool = False
    steps: int = 0
    shapes: tuple[str, ...] = ()
    reason: str = ""
    """Why it is red, or why the page says that it is not executed."""

    @property
    def page(self) -> tuple[str, str]:
        """Language and slug."""
        language, _, rest = self.id.rpartition("#")[0].rpartition("/")
        return language, rest

    @property
    def message(self) -> str:
        """File, line and what is wrong."""
        return f"{self.file}:{self.line}: {self.id.rpartition('#')[2]}: {self.reason}"


class Report(list[Result]):
    """The results of all pages, in order."""

    @property
    def red(self) -> list[Result]:
        """What must not be published."""
        return [result for result in self if result.status == "red"]

    def count(self, status: str) -> int:
        """How many formulas have this status."""
        return sum(result.status == status for result in self)

    def summary(self) -> str:
        """The one line that says how much was executed."""
        claims = sum(self.count(status) for status in ("executed", "marked", "red"))
        steps = sum(result.steps for result in self)
        return (
            f"equations executed: {self.count('executed')} of {claims}; {steps} steps; "
            f"{self.count('definition')} definitions; {self.count('marked')} marked"
        )

    def table(self) -> str:
        """One row for each page and language."""
        rows = [_TITLES]
        for page in dict.fromkeys(result.page for result in self):
            part = Report(result for result in self if result.page == page)
            claims = [part.count(status) for status in ("executed", "marked", "red")]
            steps = sum(result.steps for result in part)
            cells = (sum(claims), claims[0], steps, part.count("definition"), claims[1], claims[2])
            rows.append((page[1], page[0], *map(str, cells)))
        widths = [max(len(row[n]) for row in rows) for n in range(len(_TITLES))]
        lines = []
        for row in rows:
            words = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
            numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
            lines.append("  ".join(words + numbers))
        return "\n".join(lines)


def check_pages(root: str | Path) -> Report:
    """Executes every page `docs/<language>/<slug>.md` under `root`. Raises FileNotFoundError if there is none."""
    root = Path(root)
    files = sorted(root.glob("docs/*/*.md"))
    if not files:
        raise FileNotFoundError(f"{root}: no pages: there is no docs/<language>/<slug>.md under this folder")
    report = Report()
    for file in files:
        report += check_text(file.read_text(encoding="utf-8"), file.relative_to(root))
    return report


def check_text(markdown: str, file: str | Path) -> Report:
    """Executes one page. `file` names it: its last folder is the language, its stem the slug."""
    file = Path(file)
    page = read(markdown)
    report, number = Report(), {"display": 0, "inline": 0}
    for formula in page.formulas:
        kind = "display" if formula.display else "inline"
        number[kind] += 1
        name = formula.label or f"{kind}-{number[kind]}"
        boxes = _boxes_above(formula, page.formulas, page.above)
        outcome = check(formula.tex, boxes, formula.display, bool(formula.box))
        outcome, reason = _marked(formula, outcome)
        at = outcome.fault.at if outcome.fault and outcome.fault.at else 0
        report.append(Result(
            f"{file.parent.name}/{file.stem}#{name}", str(file), formula.line + formula.tex.count("\n", 0, at), kind,
            outcome.status, formula.tex, boxes, bool(formula.box), outcome.steps, outcome.shapes, reason,
        ))  # fmt: skip
    return report


def _boxes_above(formula: Formula, every: list[Formula], above: dict[int, set[int]]) -> Boxes:
    """The boxes that hold where this formula stands: those of its section and of the sections around it."""
    boxes: dict[int, list[str]] = {}
    for other in every:
        here = other.heading in above[formula.heading] and (not formula.box or other.box <= formula.box)
        if other.box and here:
            boxes.setdefault(other.box, []).append(other.tex)
    return tuple(tuple(box) for box in boxes.values())


def _marked(formula: Formula, outcome: Outcome) -> tuple[Outcome, str]:
    """A mark excuses what cannot be read, and nothing else."""
    fault = outcome.fault
    if formula.mark is None:
        return outcome, _explain(fault, outcome.hint) if fault else ""
    if not fault:
        return Outcome("red"), "marked as not executed, but it can be executed and is true: remove the mark"
    if fault.kind != "unreadable":
        return outcome, "marked as not executed, but it was: " + _explain(fault, outcome.hint)
    if not formula.mark:
        return Outcome("red"), "marked as not executed, without a reason"
    return Outcome("marked"), formula.mark


def _explain(fault: Fault, hint: str) -> str:
    return f"{fault.kind}: {fault.problem}" + (f"\n    hint: true {hint}" if hint else "")
