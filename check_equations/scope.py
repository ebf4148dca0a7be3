"""Setting boxes: the one place where symbols get a shape, a definition, a range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .faults import Fault, Unreadable
from .lexer import Token
from .parser import parse
from .tree import Node

SPECIAL = {r"\mathbf{1}": "ones", r"\mathbf{0}": "zeros", r"\mathbf{I}": "identity"}
LOSS, UPSTREAM = r"\mathcal{L}", "upstream "
Shape = tuple[str | int, ...]


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
    """value, indexed (defined by components), function (with a definition) or arbitrary (any function)."""
    domain: tuple[Shape, ...] = ()
    positive: bool = False
    small: bool = False


@dataclass
class Scope:
    """All symbols that hold at one place of a page."""

    symbols: dict[str, Symbol] = field(default_factory=dict)
    sizes: dict[str, int | None] = field(default_factory=dict)
    ranges: dict[str, Shape] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    """What is wrong with a box, by the text of its formula."""
    worlds: dict = field(default_factory=dict)
    """The draws made so far, by seed."""

    @property
    def functions(self) -> set[str]:
        """The names that may be called; the derivative f' may be called where f may."""
        return {name for name, s in self.symbols.items() if s.kind in ("function", "arbitrary")}

    @property
    def composites(self) -> set[str]:
        """Declared names that contain an index, such as W_1."""
        return {name for name in self.symbols if "_{" in name}

    def find(self, name: str, component: bool = False) -> tuple[str, Symbol] | None:
        """The symbol of this name; the components of a bold matrix are written with its plain letter."""
        if name in self.symbols:
            return name, self.symbols[name]
        matrix = bold(name)
        return (matrix, self.symbols[matrix]) if component and matrix in self.symbols else None

    def parse(self, tokens: Sequence[Token]) -> Node:
        """The tree of a statement, read with this scope's names."""
        return parse(tokens, self.functions, self.composites)


def shape_of(node: Node) -> Shape | None:
    r"""The shape in `\mathbb R^{m\times k}`, sizes by name; None if the node is no such set. R^n is a column."""
    if node.op == "sym" and node.name == r"\mathbb{R}":
        return ()
    if node.op != "pow" or node.args[0].name != r"\mathbb{R}":
        return None
    sizes = node.args[1]
    parts = sizes.args if sizes.op == "mul" and set(sizes.marks) == {r"\times"} else (sizes,)
    if any(part.op not in ("sym", "num") for part in parts):
        raise Unreadable("a shape is made of letters and numbers with \\times between them", node.at)
    shape = tuple(int(part.name) if part.op == "num" else part.name for part in parts)
    return shape if len(shape) > 1 else (*shape, 1)


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


def dependencies(scope: Scope, name: str) -> Iterator[str]:
    """The names that the definition of this one rests on, down to what is only declared."""
    symbol = scope.symbols.get(name)
    if symbol and symbol.definition:
        for node in symbol.definition.walk():
            found = scope.find(node.name, component=True) if node.op == "sym" else None
            if found and found[0] != name and found[0] not in symbol.parameters:
                yield found[0]
                yield from dependencies(scope, found[0])
