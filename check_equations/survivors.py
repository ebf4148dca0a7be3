"""The mutation run: every formula is changed a little, and what survives must be on the reviewed list."""

import random
import sys
import tomllib
from collections import Counter
from pathlib import Path

from .checker import check
from .mutants import Mutant, mutations
from .report import Report, Result
from .tex.lexer import tokens

WANTED = 0.97


def run(report: Report, sample: int | None, seed: int, file: Path) -> int:
    """Prints score and survivors; 0 if the score is at least 0.97 and every survivor stands, reviewed, in `file`."""
    formulas = _different(report)
    mutants = [(result, mutant) for result in formulas for mutant in mutations(result.tex)]
    if sample is not None and sample < len(mutants):
        mutants = random.Random(seed).sample(mutants, sample)
    alive = []
    for number, (result, mutant) in enumerate(mutants, 1):
        if check(mutant.tex, result.boxes, result.kind == "display", hints=False).status != "red":
            alive.append((result, mutant))
        if number % 500 == 0:
            print(f"{number} of {len(mutants)} mutants, {len(alive)} alive", file=sys.stderr)
    known = reviewed(file)
    unknown = [(result, mutant) for result, mutant in alive if (_label(result), mutant.tex) not in known]
    score = 1 - len(alive) / max(1, len(mutants))
    for result, mutant in unknown:
        print(f"{result.file}:{result.line}: {_label(result)} survives {mutant.what}:\n{_entry(result, mutant)}")
    kinds = Counter(mutant.kind for _, mutant in mutants)
    print(f"mutants: {len(mutants)} of {len(formulas)} formulas ({', '.join(f'{n} {k}' for k, n in kinds.items())})")
    print(f"mutation score: {score:.4f}; {len(alive)} survivors, {len(unknown)} of them not reviewed")
    return 0 if score >= WANTED and not unknown and mutants else 1


def _entry(result: Result, mutant: Mutant) -> str:
    """What stands in survivors.toml once a person has read the statement, found it true and filled in why."""
    fields = {"equation": _label(result), "changed": mutant.what, "why": "", "tex": mutant.tex}
    return "\n".join(["[[survivor]]", *(f"{name} = {_literal(value)}" for name, value in fields.items()), ""])


def _literal(text: str) -> str:
    """A TOML string in which TeX stays as it is; a prime needs the long quotes."""
    return f"'''{text}'''" if "'" in text else f"'{text}'"


def reviewed(file: Path) -> set[tuple[str, str]]:
    """(page#equation, mutant) of every survivor that a person has found to be a true statement."""
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", []) if file.exists() else []
    return {(entry["equation"], entry["tex"]) for entry in entries}


def _label(result: Result) -> str:
    """`picture#eq:picture-dx`, or `picture` for a formula in a line, whose number changes when the page does."""
    name = result.id.partition("/")[2]
    return name if "#eq:" in name else name.partition("#")[0]


def _different(report: Report) -> list[Result]:
    """The executed formulas, each once: the three languages hold the same ones."""
    found: dict[tuple[str, ...], Result] = {}
    for result in report:
        if result.status == "executed":
            boxes = [" ".join(tokens(tex)) for box in result.boxes for tex in box]
            found.setdefault((result.page[1], *boxes, "", *tokens(result.tex)), result)
    return list(found.values())
