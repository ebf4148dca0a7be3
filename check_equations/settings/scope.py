"""Setting boxes: the one place where symbols get a shape, a definition, a range."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, fields

from ..faults import Fault, Unreadable
from ..tex.lexer import Token
from ..tex.parser import parse
from ..tex.tree import Node, factors

SPECIAL = {r"\mathbf{1}": "ones", r"\mathbf{0}": "zeros", r"\mathbf{I}": "identity"}
LOSS, UPSTREAM = r"\mathcal{L}", "upstream "
Size = str | int | Node
"""A letter, a number, or a sum of these such as n - k + 1."""
Shape = tuple[Size, ...]


@dataclass(frozen=True)
class Symbol:
    """What a box says about a name."""

    shape: Shape = ()
    family: Shape = ()
    """For `\\mathbf w_j \\in …`: the ranges of the indices that tell the members apart."""
    definition: Node | None = None
    parameters: tuple[str, ...] = ()
    """The arguments of a function, or the indices of an indexed definition such as δ_ij."""
    kind: str = "value"
    """value, indexed (a matrix defined by its components), family (of vectors, one for each index), function (with a
    definition) or arbitrary (any function)."""
    domain: tuple[Shape, ...] = ()
    positive: bool = False
    nonnegative: bool = False
    small: bool = False
    values: tuple[float, ...] = ()
    """The finite set that each entry is taken from."""
    symmetric: bool = False
    """A box demands that it be its own transpose."""


@dataclass
class Scope:
    """All symbols that hold at one place of a page."""

    symbols: dict[str, Symbol] = field(default_factory=dict)
    sizes: dict[str, Size | None] = field(default_factory=dict)
    ranges: dict[str, Shape] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)
    """Letters of a range that stand for one member, the same everywhere: `c \\in \\{1, \\dots, n\\}`."""
    constraints: list[Node] = field(default_factory=list)
    """Equations and comparisons that every draw must fulfil."""
    layout: str = "numerator"
    """Of the derivative of a vector by a vector: entry i, j is ∂z_i/∂x_j, or in denominator layout ∂z_j/∂x_i."""
    faults: dict[str, Fault] = field(default_factory=dict)
    """What is wrong with a box, by the text of its formula."""
    worlds: dict = field(default_factory=dict)
    """The draws made so far, by seed."""
    proofs: dict = field(default_factory=dict)
    """What was proved in it."""

    def copy(self) -> "Scope":
        """The same scope, to which more can be said; nothing is drawn for it yet."""
        own = {f.name: copy(getattr(self, f.name)) for f in fields(self) if f.name not in ("worlds", "proofs")}
        return Scope(**own)

    @property
    def said(self) -> Hashable:
        """All that the boxes say, in whatever words and order."""
        tables = (frozenset(table.items()) for table in (self.symbols, self.sizes, self.ranges))
        return (*tables, frozenset(self.fixed), tuple(self.constraints), self.layout)

    @property
    def functions(self) -> set[str]:
        """The names that may be called; the derivative f' may be called where f may."""
        return {name for name, s in self.symbols.items() if s.kind in ("function", "arbitrary")}

    @property
    def composites(self) -> set[str]:
        """Declared names that contain an index, such as W_1."""
        return {name for name in self.symbols if "_{" in name}

    @property
    def numbers(self) -> set[str]:
        """The names of what is declared or defined and cannot be called."""
        return {name for name, s in self.symbols.items() if s.kind == "value"} | self.sizes.keys() | self.ranges.keys()

    def find(self, name: str, component: bool = False) -> tuple[str, Symbol] | None:
        """The symbol of this name; the components of a bold matrix are written with its plain letter."""
        matrix = bold(name)
        if component and matrix in self.symbols:
            return matrix, self.symbols[matrix]
        return (name, self.symbols[name]) if name in self.symbols else None

    def parse(self, tokens: Sequence[Token]) -> Node:
        """The tree of a statement, read with this scope's names."""
        return parse(tokens, self.functions, self.composites, self.numbers)


def shape_of(node: Node) -> Shape | None:
    r"""The shape in `\mathbb R^{m\times k}`, sizes by name; None if the node is no such set. R^n is a column."""
    if node.op == "sym" and node.name == r"\mathbb{R}":
        return ()
    if node.op != "pow" or node.args[0].name != r"\mathbb{R}":
        return None
    return sizes_of(node.args[1])


def sizes_of(node: Node) -> Shape:
    """The sizes in `m\\times 2n`, between the crosses. A single one is that of a column."""
    shape = tuple(size_of(part) for part in factors(node, r"\times"))
    return shape if len(shape) > 1 else (*shape, 1)


def size_of(node: Node) -> Size:
    """A size as it is written. Raises Unreadable for what is no sum of letters and whole numbers."""
    if node.op == "num" and node.name.isdigit():
        return int(node.name)
    if node.op == "sym":
        return node.name
    whole = all(n.op in ("add", "group", "sym", "mul") or n.name.isdigit() for n in node.walk())
    whole = whole and all(n.op != "mul" or "/" not in n.marks for n in node.walk())
    if node.op not in ("add", "group", "mul") or not whole:
        raise Unreadable("a shape is made of letters and numbers, n + k - 1, with \\times between them", node.at)
    return node.args[0] if node.op == "group" else node


def letters_in(sizes: Iterable[Size]) -> Iterator[str]:
    """The size letters in a shape."""
    for size in sizes:
        if isinstance(size, Node):
            yield from (leaf.name for leaf in size.walk() if leaf.op == "sym")
        elif isinstance(size, str):
            yield size


def numeric_shape(node: Node) -> Shape | None:
    """The shape of a matrix whose entries are plain numbers, or None."""
    if node.op != "table" or node.marks[0] == "cases":
        return None
    leaves = {n.op for row in node.args for entry in row.args for n in entry.walk()}
    return (len(node.args), len(node.args[0].args)) if leaves <= {"num", "add", "frac", "group", "mul"} else None


def bold(name: str) -> str:
    """`X` → `\\mathbf{X}`, `\\hat{y}` → `\\hat{\\mathbf{y}}`."""
    if name.startswith("\\") and name.endswith("}"):
        accent, inner = name[:-1].split("{", 1)
        return f"{accent}{{{bold(inner)}}}"
    return rf"\mathbf{{{name}}}"


def plain(name: str) -> str:
    """`\\mathbf{X}` → `X`: the letter that its components are written with."""
    return re.sub(r"\\mathbf\{([^{}]*)\}", r"\1", name)


def dependencies(scope: Scope, name: str) -> list[str]:
    """The names that the definition of this one rests on, down to what is only declared."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        symbol = scope.symbols.get(waiting.pop())
        for node in symbol.definition.walk() if symbol and symbol.definition else ():
            known = scope.find(node.name, component=True) if node.op == "sym" else None
            if known and known[0] not in (name, *symbol.parameters, *found):  # type: ignore[union-attr]
                found[known[0]] = None
                waiting.append(known[0])
    return list(found)


def cycle(scope: Scope, name: str) -> frozenset[str]:
    """The names of a recursion that this one is a part of: a_t = W s_{t-1} and s_t = f(a_t); none if it is in none."""
    below = dependencies(scope, name)
    found = {other for other in below if name in dependencies(scope, other)}
    definition = scope.symbols[name].definition
    own = definition is not None and any(
        n.op == "sym" and (f := scope.find(n.name, component=True)) and f[0] == name for n in definition.walk()
    )
    return frozenset({name, *found} if found or own else ())
