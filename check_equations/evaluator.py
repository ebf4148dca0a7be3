"""Tree → numbers. Derivatives are taken by complex step on axes of their own: exact to rounding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from . import dots
from .faults import Ambiguous, Fault, Unreadable, Untrue
from .parser import BUILTINS
from .scope import LOSS, Symbol
from .tree import Node, show
from .values import (Value, add, align, block, counting, elementwise, pick, product, rename, scalar, squeeze, total,
                     transpose)  # fmt: skip
from .world import World

STEP = 1e-30
_FRESH = count()
_COMPARE = {"=": np.equal, r"\ne": np.not_equal, "<": np.less, ">": np.greater, r"\le": np.less_equal,
            r"\ge": np.greater_equal}  # fmt: skip
_FUNCTIONS = {r"\exp": np.exp, r"\log": np.log, r"\ln": np.log, r"\tanh": np.tanh, r"\sin": np.sin, r"\cos": np.cos}


@dataclass(frozen=True)
class Evaluator:
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
        try:
            return getattr(self, f"_{node.op}")(node)
        except Fault as fault:
            fault.at = node.at if fault.at is None else fault.at
            raise
        except AttributeError as error:
            if f"'_{node.op}'" in str(error):
                raise Unreadable("this has no value here", node.at) from None
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
        return self.symbol(*found)

    def symbol(self, name: str, symbol: Symbol) -> Value:
        """The value of a name: replaced, defined, or drawn."""
        if name in self.replaced:
            return self.replaced[name]
        if symbol.kind == "arbitrary" or symbol.kind == "indexed":
            raise Unreadable(f"{name} stands alone, without its {'argument' if symbol.kind != 'indexed' else 'index'}")
        if name not in self.memo:
            if symbol.definition is None:
                self.memo[name] = Value(self.world.array(name, symbol))
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
        return replace(self, index=index)(symbol.definition)

    # --- arithmetic -----------------------------------------------------------------------------------------

    def _add(self, node: Node) -> Value:
        if any(map(dots.is_dots, node.args)):
            if set(node.marks[1:]) != {"+"} or node.marks[0]:
                raise Unreadable("dots in a sum stand between plus signs")
            values = [self(term) for term in dots.expand(node.args, self.size, node.at)]
            return add(values, [1] * len(values))
        return add([self(term) for term in node.args], [-1 if mark == "-" else 1 for mark in node.marks])

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
                value, matrices = product(value, right), matrices or both
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
            return elementwise(np.exp, power)
        value = self(base)
        if value.shape or power.shape:
            raise Ambiguous("a power of a matrix: of the matrix, or of its entries?")
        if node.args[1].op == "num":
            return Value(value.data ** int(node.args[1].name), value.names)
        return elementwise(np.power, value, power)

    def _root(self, node: Node) -> Value:
        return elementwise(np.sqrt, self(node.args[0]))

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
        if np.any(open_still.data):
            raise Unreadable("these cases leave something out")
        return result

    def condition(self, node: Node) -> Value:
        """True and False where a chain of comparisons holds."""
        if node.op != "rel" or not set(node.marks) <= set(_COMPARE):
            raise Unreadable("a condition compares two things", node.at)
        sides, result = [self(side) for side in node.args], scalar(True)
        for mark, left, right in zip(node.marks, sides, sides[1:], strict=False):
            holds = elementwise(lambda a, b, m=mark: _COMPARE[m](a.real, b.real), left, right)
            result = elementwise(np.logical_and, result, holds)
        return result

    def _under(self, node: Node) -> Value:
        """An underbrace carries the shapes of the factors, or of the product, and they must be right."""
        label, value = node.args[1], self(node.args[0])
        factors = label.args if label.op == "mul" and label.args[0].op == "group" else (label,)
        shapes = [self.shape_label(factor) for factor in factors]
        inner = node.args[0].args if len(shapes) > 1 and node.args[0].op == "mul" else (node.args[0],)
        got = [self(factor).shape for factor in inner]
        if shapes != got:
            raise Untrue(f"the underbrace says {_shapes(shapes)}, the shape is {_shapes(got)}")
        return value

    def shape_label(self, node: Node) -> tuple[int, ...]:
        inner = node.args[0] if node.op == "group" else node
        if inner.op != "mul" or set(inner.marks) != {r"\times"}:
            raise Unreadable("under the brace stands a shape, m\\times n", node.at)
        return tuple(int(self(part).data) for part in inner.args)

    # --- functions ------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        function, given = node.args[0], node.args[1:]
        name, prime = function.marks[0], function.marks[1:]
        if name == r"\mathbb{1}":
            return elementwise(lambda a: a.astype(float), self.condition(given[0]))
        values = [self(argument) for argument in given]
        if prime:
            if len(prime) > 1 or len(values) != 1 or self.differentiating:
                raise Unreadable("only the first derivative of a function of one number is read")
            moved = self.apply(name, [Value(values[0].data + 1j * STEP, values[0].names)])
            return Value(np.imag(moved.data) / STEP, moved.names)
        return self.apply(name, values)

    def apply(self, name: str, values: list[Value]) -> Value:
        """A function of a box, or a built-in one, at these arguments."""
        if name == r"\operatorname{tr}" and len(values) == 1:
            shape = values[0].shape
            if len(shape) != 2 or shape[0] != shape[1]:
                raise Untrue("the trace of something that is not square")
            return Value(np.trace(values[0].data, axis1=-2, axis2=-1), values[0].names)
        if name in (r"\max", r"\min") and len(values) > 1:
            sign, result = (1 if name == r"\max" else -1), values[0]
            for value in values[1:]:
                result = elementwise(lambda a, b: np.where(sign * a.real >= sign * b.real, a, b), result, value)
            return result
        if name in BUILTINS:
            if len(values) != 1 or name not in _FUNCTIONS:
                raise Unreadable(f"{name} with {len(values)} arguments")
            return elementwise(_FUNCTIONS[name], values[0])
        symbol = self.world.scope.symbols[name]
        if symbol.kind == "function":
            return self.defined(symbol, values)
        if symbol.domain == ((),) and not symbol.shape and values[0].shape:
            return self.entrywise(values[0], lambda value: self.apply(name, [value]))
        got, wanted = [v.shape for v in values], [self.world.shape(shape) for shape in symbol.domain]
        if got != wanted:
            raise Untrue(f"{name} takes {_shapes(wanted)}, here it gets {_shapes(got)}")
        return self.world.call(name, symbol, values, *align(*values))

    def defined(self, symbol: Symbol, values: list[Value]) -> Value:
        if len(values) != len(symbol.parameters):
            raise Untrue(f"{len(values)} arguments where the setting box has {len(symbol.parameters)}")
        if len(values) == 1 and values[0].shape and "mathbf" not in symbol.parameters[0]:
            return self.entrywise(values[0], lambda value: self.defined(symbol, [value]))
        inner = self.substitute(dict(zip(symbol.parameters, values, strict=True)))
        return replace(inner, index={})(symbol.definition)

    def entrywise(self, value: Value, function) -> Value:  # noqa: ANN001
        axes = [f"entry{next(_FRESH)}" for _ in value.shape]
        return rename(function(rename(value, axes, to_tail=False)), axes, to_tail=True)

    # --- sums -----------------------------------------------------------------------------------------------

    def _sum(self, node: Node) -> Value:
        lower, upper, body = node.args
        letters = bound(node)
        inner = self
        for letter in letters:
            size = self.extent(letter, [body], lower, upper)
            inner = replace(inner, index={**inner.index, letter: (f"{letter}{next(_FRESH)}", size)})
        value = inner(body)
        keep = scalar(True)
        if lower.op == "rel":
            if upper.op == "nothing" and lower.marks != ("=",):
                keep = inner.condition(lower)
            elif lower.marks == ("=",) and upper.op != "nothing":
                start, stop = int(inner(lower.args[1]).data.real), int(inner(upper).data.real)
                axis, size = inner.index[letters[0]]
                if start < 1 or stop > size:
                    raise Untrue(f"the sum runs from {start} to {stop}, but {letters[0]} from 1 to {size}")
                keep = elementwise(lambda a: (a >= start) & (a <= stop), counting(axis, size))
            else:
                raise Unreadable("a sum has bounds, i = 1 and n, or a condition", node.at)
        axes = [inner.index[letter][0] for letter in letters]
        if keep.names:
            value = elementwise(np.multiply, value, keep)
        for axis, letter in zip(axes, letters, strict=True):
            if axis not in value.names:
                value = elementwise(np.multiply, value, Value(np.ones(inner.index[letter][1]), (axis,)))
            value = total(value, axis, np.ones(inner.index[letter][1], bool))
        return value

    def extent(self, letter: str, nodes: list[Node], lower: Node | None = None, upper: Node | None = None) -> int:
        """The size of an index: where it is used, else the bounds of its sum, else the range a box declares."""
        found = {size: at for node in nodes for size, at in self.extents(node, letter)}
        if len(found) > 1:
            raise Untrue(f"the index {letter} runs over different sizes here", max(found.values()))
        if found:
            return next(iter(found))
        if upper is not None and upper.op != "nothing":
            return int(self(upper).data.real)
        if letter in self.world.scope.ranges:
            return self.world.shape(self.world.scope.ranges[letter])[0]
        raise Unreadable(f"nothing says how far the index {letter} runs", nodes[0].at if nodes else None)

    def extents(self, node: Node, letter: str) -> Iterator[tuple[int, int]]:
        """The sizes of the axes that this letter indexes, and where."""
        if node.op == "sum" and letter in bound(node):
            return
        if node.op == "index" and any(s.op == "sym" and s.name == letter for s in node.args[1:]):
            places = [n for n, s in enumerate(node.args[1:]) if s.op == "sym" and s.name == letter]
            for place in places:
                yield from ((size, node.at) for size in self.axis(node, place))
        for child in node.args:
            yield from self.extents(child, letter)

    def axis(self, node: Node, place: int) -> Iterator[int]:
        base = node.args[0]
        found = self.world.scope.find(base.name, component=True) if base.op == "sym" else None
        if found and found[1].kind == "indexed":
            letter = found[1].parameters[place] if place < len(found[1].parameters) else ""
            yield from (size for size, _ in replace(self, index={}).extents(found[1].definition, letter))
            return
        try:
            value = self.symbol(*found) if found else self(self.whole(base) if base.op in ("grad", "change") else base)
        except Fault:
            return  # it will be met again, and reported, when the formula itself is evaluated
        shape = value.shape
        if len(node.args) == 2 and len(shape) == 2 and 1 in shape:
            shape = (max(shape),)
        if place < len(shape):
            yield shape[place]

    # --- derivatives and changes ----------------------------------------------------------------------------

    def _grad(self, node: Node) -> Value:
        name = node.args[0].name
        if self.world.scope.find(LOSS) is None:
            raise Unreadable("no setting box says what the loss is")
        value = replace(self, index={}).differentiate(Node("sym", (), (LOSS,), node.at), node.args[0])
        if not np.any(value.data):
            raise Unreadable(f"the loss does not depend on {name}")
        return value

    def _derivative(self, node: Node) -> Value:
        above, below = node.args
        if below.op != "index":
            return self.differentiate(above, below)
        base, slots = below.args[0], below.args[1:]
        found = self.world.scope.find(base.name, component=True) if base.op == "sym" else None
        if found is None:
            raise Unreadable("a derivative is taken with respect to a declared symbol", below.at)
        if found[1].kind == "indexed" or (found[0] == base.name and "mathbf" in base.name):
            raise Unreadable("a derivative is taken with respect to a component of something declared", below.at)
        value, axes = self.perturb(above, found[0])
        tail = rename(value, axes, to_tail=True)
        return pick(tail, self.slots(slots, found[1]))

    def differentiate(self, above: Node, below: Node) -> Value:
        """The derivative of a number with respect to all of a symbol, laid out in the symbol's shape."""
        key = " ".join(["∂", *show(above), "∂", *show(below)])
        if self.replaced or self.index or key not in self.memo:
            if below.op != "sym" or (found := self.world.scope.find(below.name)) is None:
                raise Unreadable("a derivative is taken with respect to a declared symbol", below.at)
            value, axes = self.perturb(above, found[0])
            if axes and value.shape:
                raise Ambiguous("the derivative of a matrix by a matrix has four indices: write components")
            result = rename(value, axes, to_tail=True)
            if self.replaced or self.index:
                return result
            self.memo[key] = result
        return self.memo[key]

    def perturb(self, above: Node, name: str) -> tuple[Value, list[str]]:
        """The derivative of `above` along an axis of its own for each axis of the symbol."""
        if self.differentiating:
            raise Unreadable("a derivative of a derivative is not read")
        value = self.symbol(name, self.world.scope.symbols[name])
        if value.names or np.iscomplexobj(value.data):
            raise Unreadable("a derivative at a changed place is not read")
        shape = value.shape
        axes = [f"∂{next(_FRESH):09d}" for _ in shape]
        step = np.eye(value.data.size).reshape(shape + shape)
        moved = Value(value.data + 1j * STEP * step, tuple(axes))
        result = self.substitute({name: moved}, differentiating=True)(above)
        slope = Value(np.imag(result.data) / STEP, result.names)
        for axis, size in zip(axes, shape, strict=True):
            if axis not in slope.names:
                slope = elementwise(np.multiply, slope, Value(np.ones(size), (axis,)))
        return slope, axes

    def _change(self, node: Node) -> Value:
        name = node.args[0].name
        if name in self.changes:
            return self.changes[name]
        if declared := self.world.scope.find(rf"\Delta{name}"):
            return self.symbol(*declared)
        if (found := self.world.scope.find(name)) is None:
            raise Unreadable(f"no setting box declares {name}")
        base = self.symbol(*found)
        moved = {n: add([self.symbol(n, self.world.scope.symbols[n]), d], [1, 1]) for n, d in self.changes.items()}
        return add([self.substitute(moved).symbol(*found), base], [1, -1])


def bound(node: Node) -> list[str]:
    """The letters that a sum binds. Raises Unreadable for anything that is not a list or a condition."""
    lower = node.args[0]
    if lower.op == "rel" and lower.marks == (r"\le", r"\le"):
        lower = lower.args[1]
    elif lower.op == "rel":
        lower = lower.args[0]
    parts = lower.args if lower.op in ("list", "mul") else (lower,)
    if any(part.op != "sym" or len(part.name) != 1 for part in parts):
        raise Unreadable("under a sum stand the letters it runs over", node.at)
    return [part.name for part in parts]


def _shapes(shapes: list[tuple[int, ...]]) -> str:
    return ", ".join("×".join(map(str, shape)) or "a number" for shape in shapes)
