"""Every formula of every page with what came of it, as a table and as messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .checker import Boxes, check
from .faults import Fault
from .pages import Formula, read
from .shown import unlike

_QUOTED = 40
"""So much of a formula in a line of text is quoted, since nobody counts formulas."""
_TITLES = ("page", "folder", "equations", "executed", "steps", "definitions", "red")


@dataclass(frozen=True)
class Result:
    """One formula of one page, and what came of it."""

    id: str
    """`ja/picture#eq:picture-dx`, or `ja/picture#inline-12` for a formula without a label."""
    file: str
    line: int
    kind: str
    """display, inline, or page for what is wrong with the page itself"""
    status: str
    """executed, definition, condition, mention (claims nothing) or red"""
    tex: str
    boxes: Boxes = field(repr=False)
    setting: bool = False
    steps: int = 0
    shapes: tuple[str, ...] = ()
    reason: str = ""
    """Why it is red."""

    @property
    def page(self) -> tuple[str, str]:
        """Its folder and its name."""
        folder, _, name = self.id.rpartition("#")[0].rpartition("/")
        return folder, name

    @property
    def message(self) -> str:
        """File, line, which formula, and what is wrong."""
        name, words = self.id.rpartition("#")[2], " ".join(self.tex.split())
        quoted = f" ${words if len(words) <= _QUOTED else words[: _QUOTED - 1] + '…'}$" if self.kind == "inline" else ""
        return f"{self.file}:{self.line}: {name}{quoted}: {self.reason}"


class Report(list[Result]):
    """The results of all pages, in order."""

    @property
    def red(self) -> list[Result]:
        """What must not be published, page by page in the order of its lines."""
        pages = {file: n for n, file in enumerate(dict.fromkeys(result.file for result in self))}
        found = (result for result in self if result.status == "red")
        return sorted(found, key=lambda result: (pages[result.file], result.line))

    def count(self, status: str) -> int:
        """How many formulas have this status."""
        return sum(result.status == status for result in self)

    def summary(self) -> str:
        """The one line that says how much was executed."""
        claims = sum(self.count(status) for status in ("executed", "red"))
        steps = sum(result.steps for result in self)
        return (
            f"equations executed: {self.count('executed')} of {claims}; {steps} steps; "
            f"{self.count('definition')} definitions"
        )

    def table(self) -> str:
        """One row for each page."""
        rows, pages = [_TITLES], {}
        for result in self:
            pages.setdefault(result.page, Report()).append(result)
        for page, part in pages.items():
            claims = [part.count(status) for status in ("executed", "red")]
            steps = sum(result.steps for result in part)
            cells = (sum(claims), claims[0], steps, part.count("definition"), claims[1])
            rows.append((page[1], page[0], *map(str, cells)))
        widths = [max(len(row[n]) for row in rows) for n in range(len(_TITLES))]
        lines = []
        for row in rows:
            words = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
            numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
            lines.append("  ".join(words + numbers))
        return "\n".join(lines)


def check_pages(*places: str | Path) -> Report:
    """Executes Markdown files, and every one below a folder. Raises FileNotFoundError for a place without any."""
    report = Report()
    for place in map(Path, places):
        files = [place] if place.is_file() else sorted(place.rglob("*.md"))
        if not files:
            raise FileNotFoundError(f"{place}: no pages: name Markdown files, or a folder that holds some")
        for file in files:
            try:
                report += check_text(file.read_text(encoding="utf-8-sig"), file)
            except UnicodeDecodeError as error:
                line = file.read_bytes()[: error.start].count(b"\n") + 1
                report.append(_refusal(file, line, f"this is no UTF-8 text ({error.reason}): save it as UTF-8"))
    return report


def check_text(markdown: str, file: str | Path, root: str | Path = ".", html: str | None = None) -> Report:
    """Executes one page. `file` names it, seen from `root`: messages begin so, and what it inherits from lies there.

    `html` is what its site makes of it; without it, Python-Markdown's usual extensions make it, if they are installed.
    """
    file = Path(file)
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    page = read(markdown)
    report, number = Report(), {"display": 0, "inline": 0}
    for line, problem in dict.fromkeys(page.refusals) or unlike(markdown, page, html):
        report.append(_refusal(file, line, problem))
    outer: Boxes = ()
    if page.inherits:
        try:
            outer = inherited((Path(root) / file).with_stem(page.inherits))
        except ValueError as error:
            report.append(_refusal(file, 1, str(error)))
    for formula in page.formulas:
        kind = "display" if formula.display else "inline"
        number[kind] += 1
        name = formula.label or f"{kind}-{number[kind]}"
        boxes = outer + boxes_above(formula, page.formulas, page.above)
        outcome = check(formula.tex, boxes, formula.display, bool(formula.box))
        fault = outcome.fault
        at = formula.line + formula.tex.count("\n", 0, fault.at if fault and fault.at else 0)
        report.append(Result(
            f"{file.parent.name}/{file.stem}#{name}", str(file), at, kind, outcome.status, formula.tex, boxes,
            bool(formula.box), outcome.steps, outcome.shapes, _explain(fault, outcome.hint) if fault else "",
        ))  # fmt: skip
    return report


def _refusal(file: Path, line: int, problem: str) -> Result:
    name = f"{file.parent.name}/{file.stem}#line-{line}"
    return Result(name, str(file), line, "page", "red", "", (), reason=f"unreadable: {problem}")


def inherited(file: Path) -> Boxes:
    """The boxes of a page above its first section. Raises ValueError if there is no such page, or it has none."""
    if not file.is_file():
        raise ValueError(f"there is no page {file.name} beside this one: `setting:` names a page to inherit from")
    page = read(file.read_text(encoding="utf-8"))
    if page.inherits:
        raise ValueError(f"{file.name} inherits too: name {page.inherits}, which declares")
    boxes = _gather(formula for formula in page.formulas if formula.box and not formula.heading)
    if not boxes:
        raise ValueError(f"{file.name} declares nothing above its first section: write a setting box there")
    return boxes


def boxes_above(formula: Formula, formulas: Sequence[Formula], above: Mapping[int, set[int]]) -> Boxes:
    """The boxes that hold for a formula: those that stand above it in its section and in the sections around it."""
    place, around = formulas.index(formula), above[formula.heading]
    return _gather(
        other
        for at, other in enumerate(formulas)
        if other.box and other.heading in around and (at < place or other.box == formula.box)
    )


def _gather(formulas: Iterable[Formula]) -> Boxes:
    boxes: dict[int, list[str]] = {}
    for formula in formulas:
        boxes.setdefault(formula.box, []).append(formula.tex)
    return tuple(tuple(box) for box in boxes.values())


def _explain(fault: Fault, hint: str) -> str:
    return f"{fault.kind}: {fault.problem}" + (f"\n    hint: true {hint}" if hint else "")
