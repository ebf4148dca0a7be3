"""What the boxes of a page declare, symbol by symbol: its kind and shape, where, and whether that was known."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .checker import Boxes, scope_of
from .faults import Fault
from .pages import Formula, read
from .report import boxes_above, inherited
from .settings.boxes import names
from .settings.scope import UPSTREAM, Scope, Symbol, dependencies, plain
from .tex.lexer import tokens
from .tex.tree import Node, show
from .verdict.proof import shape as shape_in


class Declaration(NamedTuple):
    """What one box, or one sentence that declares, says of one symbol."""

    name: str
    """In TeX: `\\mathbf{X}`, `\\mathrm{d}\\mathbf{Z}`, `m`."""
    kind: str
    """number, positive (number), array, function, size or index"""
    shape: tuple[str, ...]
    """The sizes of an array, as letters or numbers."""
    data: bool
    """Whether it is given by its numbers."""
    line: int
    known: int | None
    """The line of the page that says the same already; 0 if the page that is inherited does."""


def declarations(source: str, file: str | Path) -> list[Declaration]:
    """All that a page declares, in order. `file` tells where the page lies whose declarations it inherits."""
    page, found = read(source), []
    outer: Boxes = inherited(Path(file).with_stem(page.inherits)) if page.inherits else ()
    before: dict[str, list[tuple[tuple, int]]] = {}
    boxes: dict[int, list[Formula]] = {}
    for formula in page.formulas:
        if formula.box:
            boxes.setdefault(formula.box, []).append(formula)
    for box in boxes.values():
        around = outer + boxes_above(box[-1], page.formulas, page.above)
        with np.errstate(all="ignore"):
            found += _declared(box, scope_of(around[:-1]), scope_of(around), before)
    return found


def _declared(
    box: list[Formula], outer: Scope, scope: Scope, before: dict[str, list[tuple[tuple, int]]]
) -> Iterator[Declaration]:
    said = names(outer, [formula.tex for formula in box])
    for name in said:
        meaning, line = _meaning(scope, name), _line(box, name)
        data, here = _is_data(meaning[0]), _meaning(outer, name) == meaning
        known = next((at for same, at in before.get(name, ()) if same == meaning and (here or not data)), None)
        before.setdefault(name, []).append((meaning, line))
        yield Declaration(_shown(name), *_kind(scope, name), data, line, 0 if known is None and here else known)
    for name in scope.sizes.keys() - outer.sizes.keys() - {*said}:  # letters in the shapes
        yield Declaration(name, "size", (), False, _line(box, name), None)


def _meaning(scope: Scope, name: str) -> tuple:
    """All that a scope says of a name, and of what its definition rests on; nothing but None for an unknown name."""
    rests = [scope.symbols[other] for other in dependencies(scope, name) if other in scope.symbols]
    return (scope.symbols.get(name) or scope.ranges.get(name) or (name in scope.sizes or None), *rests)


def _is_data(meaning: object) -> bool:
    """Whether numbers are given, and no rule for them."""
    definition = meaning.definition if isinstance(meaning, Symbol) else None
    return definition is not None and all(node.op != "sym" for node in definition.walk())


def _kind(scope: Scope, name: str) -> tuple[str, tuple[str, ...]]:
    symbol = scope.symbols.get(name)
    if symbol is None:
        return "index" if name in scope.ranges else "size", ()
    if symbol.kind in ("function", "arbitrary"):
        return "function", ()
    sizes = tuple(map(_written, (*symbol.family, *symbol.shape)))
    if symbol.kind == "indexed" and not sizes:
        return "array", ("",) * len(symbol.parameters)
    if not sizes and symbol.definition is not None:
        try:
            sizes = shape_in(name, scope)
        except Fault:  # the report says what is wrong
            sizes = ()
    return ("array", sizes) if sizes else ("positive" if symbol.positive else "number", ())


def _written(size: str | int | Node) -> str:
    return "".join(show(size)) if isinstance(size, Node) else str(size)


def _shown(name: str) -> str:
    if name.startswith(UPSTREAM):
        return rf"\mathrm{{d}}{name.removeprefix(UPSTREAM)}"
    name = re.sub(r"\\mathbf\{(\\\w+)\}", r"\1", name)  # δ_ij defines what a scope calls by a bold δ
    return re.sub(r"^\\Delta(?=[A-Za-z])", r"\\Delta ", name)


def _line(box: list[Formula], name: str) -> int:
    wanted = plain(_shown(name)).replace(" ", "")
    for formula in box:
        written = [plain(token) for token in tokens(formula.tex)]
        if wanted in written or ("\\" in wanted and wanted in "".join(written)):
            return formula.line
    return box[0].line
