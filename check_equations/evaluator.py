"""Tree → numbers. Derivatives are taken by complex step on axes of their own: exact to rounding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from . import dots
from .calculus import Calculus
from .faults import Ambiguous, Fault, Unreadable, Untrue
from .functions import Functions, _exp
from .scope import Symbol
from .sums import Sums
from .tree import Node
from .values import (
    COMPARE,
    ShapeClash,
    Value,
    add,
    block,
    counting,
    elementwise,
    pick,
    scalar,
    squeeze,
    transpose,
)
from .world import World

ROUNDED = {"num", "mul", "frac", "pow", "root", "norm", "inner", "call", "derivative", "grad"}
"""The operations whose result is rounded."""


@dataclass(frozen=True)
class Evaluator(Functions, Sums, Calculus):
    """Evaluates nodes in one world, with its free indices, its replaced symbols and its perturbations."""

    world: World
    index: Mapping[str, tuple[str, int] | int] = field(default_factory=dict)
    """Letter → its axis and size, or the number it stands for."""
    replaced: Mapping[str, Value] = field(default_factory=dict)
    changes: Mapping[str, Value] = field(default_factory=dict)
    """ΔX for each X that is moved on its own."""
    differentiating: bool = False
    memo: dict[str, Value] = field(default_factory=dict)

    def __call__(self, node: Node) -> Value:
        """The value of a node. Raises a Fault that says where."""
        evaluate = getattr(self, f"_{node.op}", None)
        if evaluate is None:
            raise Unreadable("this has no value here", node.at)
        try:
            value = evaluate(node)
            return self.world.rounded(value) if node.op in ROUNDED else value
        except Fault as fault:
            fault.at = node.at if fault.at is None else fault.at
            raise

    # --- symbols --------------------------------------------------------------------------------------------

    def size(self, letter: str) -> int:
        """What a size letter stands for."""
        if letter not in self.world.sizes:
            raise Unreadable(f"{letter} is no size that a setting box declares")
        return self.world.sizes[letter]

    def _num(self, node: Node) -> Value:
        return scalar(float(node.name.replace("{,}", "")))

    def _sym(self, node: Node) -> Value:
        name = node.name
        if name in self.replaced:
            return self.replaced[name]
        if name in self.index:
            axis = self.index[name]
            return scalar(axis) if isinstance(axis, int) else counting(*axis)
        if name in self.world.sizes:
            return scalar(self.world.sizes[name])
        found = self.world.scope.find(name)
        if found is None:
            if name == r"\pi":
                return scalar(np.pi)
            raise Unreadable(f"no setting box declares {name}")
        if found[1].family:
            raise Unreadable(f"{name} stands alone, without its index")
        return self.symbol(*found)

    def symbol(self, name: str, symbol: Symbol) -> Value:
        """The value of a name: replaced, defined, or drawn."""
        if name in self.replaced:
            return self.replaced[name]
        if symbol.kind != "value":
            raise Unreadable(f"{name} stands alone, without its {'argument' if symbol.kind != 'indexed' else 'index'}")
        if name not in self.memo:
            if symbol.definition is None:
                self.memo[name] = self.world.value(name, symbol)
            else:
                value = replace(self, index={})(symbol.definition)
                declared = self.world.shape(symbol.shape)
                if symbol.shape and declared != value.shape and not (declared == (1, 1) and not value.shape):
                    raise Untrue(f"{name} is declared with another shape than it is defined with")
                self.memo[name] = value
        return self.memo[name]

    def substitute(self, values: Mapping[str, Value], differentiating: bool | None = None) -> "Evaluator":
        """The same world with other values for some symbols; what rests on them is computed anew."""
        flag = self.differentiating if differentiating is None else differentiating
        return replace(self, replaced={**self.replaced, **values}, memo={}, differentiating=flag)

    def _index(self, node: Node) -> Value:
        base, slots = node.args[0], node.args[1:]
        if base.op == "sym":
            if (found := self.world.scope.find(base.name, component=True)) is None:
                raise Unreadable(f"no setting box declares {base.name}")
            name, symbol = found
            if symbol.kind == "indexed":
                return self.component(symbol, slots)
            if name == base.name and "mathbf" in name and not symbol.family:
                raise Unreadable(f"components are written with the plain letter: {name[8:-1]}, not {name}")
            return squeeze(pick(self.symbol(name, symbol), self.slots(slots, symbol)))
        elif base.op == "grad" and (row := self.part(base, slots)):
            return self(row)
        elif base.op in ("grad", "change"):
            value = self(self.whole(base))
        elif base.op in ("group", "call"):
            value = self(base)
        else:
            raise Unreadable("what is indexed here? put parentheses around it")
        return squeeze(pick(value, self.slots(slots)))

    def whole(self, node: Node) -> Node:
        """`dX` before an index is the gradient of the bold matrix X."""
        found = self.world.scope.find(node.args[0].name, component=True)
        if found is None:
            raise Unreadable(f"no setting box declares {node.args[0].name}", node.at)
        return replace(node, args=(Node("sym", (), (found[0],), node.at),))

    def part(self, base: Node, slots: Sequence[Node]) -> Node | None:
        """Where a box says `x_i = X_{i:}`, the gradient `dx_i` is that row of the gradient: `dX_{i:}`."""
        symbol = self.world.scope.symbols.get(base.args[0].name)
        of = symbol.definition if symbol and symbol.kind == "indexed" else None
        if of is None or of.op != "index" or of.args[0].op != "sym" or len(slots) != len(symbol.parameters):
            return None
        letters = dict(zip(symbol.parameters, slots, strict=True))
        places = [letters.get(slot.name, slot) for slot in of.args[1:]]
        return replace(of, args=(replace(base, args=of.args[:1]), *places))

    def slots(self, nodes: Sequence[Node], symbol: Symbol | None = None) -> list[str | int]:
        """The indices of a component; the member of a family of matrices keeps its rows and columns."""
        whole = symbol is not None and symbol.family and len(nodes) == len(symbol.family)
        return [self.slot(node) for node in nodes] + [":"] * (len(symbol.shape) if whole else 0)

    def slot(self, node: Node) -> str | int:
        if node.op == "num":
            return int(node.name)
        if node.name in (":", r"\cdot"):
            return ":"
        axis = self.index.get(node.name)
        if axis is None:
            return self.size(node.name)
        return axis if isinstance(axis, int) else axis[0]

    def component(self, symbol: Symbol, slots: tuple[Node, ...]) -> Value:
        """A name defined by its components, such as δ_ij: the definition with other letters for its indices."""
        if len(slots) != len(symbol.parameters):
            raise Untrue(f"{len(slots)} indices where the setting box has {len(symbol.parameters)}")
        index = {}
        for letter, slot in zip(symbol.parameters, slots, strict=True):
            axis = int(slot.name) if slot.op == "num" else self.index.get(slot.name)
            index[letter] = self.size(slot.name) if axis is None else axis
            if index[letter] == 0:
                raise Untrue("the index 0: rows and columns are counted from 1", slot.at)
        return replace(self, index=index)(symbol.definition)

    # --- arithmetic -----------------------------------------------------------------------------------------

    def _add(self, node: Node) -> Value:
        if any(map(dots.is_dots, node.args)):
            if set(node.marks[1:]) != {"+"} or node.marks[0]:
                raise Unreadable("dots in a sum stand between plus signs")
            values = [self(term) for term in dots.expand(node.args, self.size, node.at)]
            return self.world.rounded(add(values, [1] * len(values)))
        values = [self(term) for term in node.args]
        total = add(values, [-1 if mark == "-" else 1 for mark in node.marks])
        return self.world.added(node, values, total)

    def _mul(self, node: Node) -> Value:
        value, matrices, entrywise = self(node.args[0]), False, False
        for mark, factor in zip(node.marks, node.args[1:], strict=True):
            right = self(factor)
            both = bool(value.shape and right.shape)
            if mark == "/":
                if right.shape:
                    raise Untrue("a division by something that is not a number")
                value = elementwise(np.divide, value, right)
            elif mark == r"\odot":
                value, entrywise = elementwise(np.multiply, value, right), True
            elif both and mark in (r"\cdot", r"\times"):
                raise Ambiguous(f"which product of two matrices is {mark}?", factor.at)
            else:
                value, matrices = self.world.multiplied(value, right), matrices or both
            if matrices and entrywise:
                raise Ambiguous("does the matrix product or \\odot come first? put parentheses", factor.at)
        return value

    def _frac(self, node: Node) -> Value:
        above, below = map(self, node.args)
        if below.shape:
            raise Untrue("a division by something that is not a number")
        return elementwise(np.divide, above, below)

    def _pow(self, node: Node) -> Value:
        base, power = node.args[0], self(node.args[1])
        if base.op == "sym" and base.name == "e" and not self.world.scope.find("e"):
            return self.world.rounded(elementwise(_exp, power), power.data.real != 0)
        value = self(base)
        if value.shape or power.shape:
            raise Ambiguous("a power of a matrix: of the matrix, or of its entries?")
        if node.args[1].op == "num" and node.args[1].name.isdigit():  # exact for negative numbers too
            return Value(value.data ** int(node.args[1].name), value.names)
        return elementwise(np.power, value, power)

    def _root(self, node: Node) -> Value:
        return elementwise(lambda a: np.where(a.real >= 0, np.sqrt(a), np.nan), self(node.args[0]))

    def _group(self, node: Node) -> Value:
        inner = node.args[0]
        if node.marks[0] == "|":
            value = self(inner)
            return Value(np.where(value.data.real < 0, -value.data, value.data), value.names)
        if inner.op == "list":  # a vector written in a line is a column
            return block([[self(item)] for item in dots.expand(inner.args, self.size, node.at)])
        return self(inner)

    def _top(self, node: Node) -> Value:
        return transpose(self(node.args[0]))

    def _norm(self, node: Node) -> Value:
        value = self(node.args[0])
        axes = tuple(range(len(value.names), value.data.ndim))
        return Value(np.sqrt((value.data * value.data).sum(axis=axes)), value.names)

    def _inner(self, node: Node) -> Value:
        left, right = map(self, node.args)
        if left.shape != right.shape:
            raise Untrue("an inner product of two different shapes")
        both = elementwise(np.multiply, left, right)
        return Value(both.data.sum(axis=tuple(range(len(both.names), both.data.ndim))), both.names)

    def _table(self, node: Node) -> Value:
        if node.marks[0] == "cases":
            return self.cases(node)
        rows = dots.expand_table(node, self.size)
        return block([[self(entry) for entry in row] for row in rows])

    def cases(self, node: Node) -> Value:
        """Exactly one condition must hold; a row with none (“otherwise”) stands last."""
        result, open_still = scalar(0.0), scalar(True)
        for number, row in enumerate(node.args):
            if len(row.args) != 2 or (row.args[1].op == "nothing" and number < len(node.args) - 1):
                raise Unreadable("a row of cases is a value, & and a condition")
            holds = open_still if row.args[1].op == "nothing" else self.condition(row.args[1])
            if np.any(elementwise(lambda h, o: h & ~o, holds, open_still).data):
                raise Ambiguous("two of these cases can hold at once", row.args[1].at)
            result = add([result, elementwise(np.multiply, self(row.args[0]), holds)], [1, 1])
            open_still = elementwise(lambda o, h: o & ~h, open_still, holds)
        return add([result, elementwise(lambda o: np.where(o, np.nan, 0.0), open_still)], [1, 1])

    def condition(self, node: Node) -> Value:
        """True and False where a chain of comparisons holds."""
        if node.op != "rel" or not set(node.marks) <= set(COMPARE):
            raise Unreadable("a condition compares two things", node.at)
        sides, result = [self(side) for side in node.args], scalar(True)
        for mark, left, right in zip(node.marks, sides, sides[1:], strict=False):
            holds = elementwise(lambda a, b, m=mark: COMPARE[m](a.real, b.real), left, right)
            result = elementwise(np.logical_and, result, holds)
        return result

    def _under(self, node: Node) -> Value:
        """An underbrace carries the shapes of the factors, or of the product, and they must be right."""
        label, value = node.args[1], self(node.args[0])
        if label.op == "nothing":  # words
            return value
        factors = label.args if label.op == "mul" and label.args[0].op == "group" else (label,)
        shapes = [self.shape_label(factor) for factor in factors]
        inner = node.args[0].args if len(shapes) > 1 and node.args[0].op == "mul" else (node.args[0],)
        got = [self(factor).shape for factor in inner]
        if shapes != got:
            says, has = (", ".join(["{}"] * len(many)) for many in (shapes, got))
            raise ShapeClash(f"the underbrace says {says}, what stands above it is {has}", *shapes, *got)
        return value

    def shape_label(self, node: Node) -> tuple[int, ...]:
        inner = node.args[0] if node.op == "group" else node
        if inner.op != "mul" or set(inner.marks) != {r"\times"}:
            raise Unreadable("under the brace stands a shape, m\\times n", node.at)
        return tuple(int(self(part).data) for part in inner.args)
