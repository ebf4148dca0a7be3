"""One chain of relations in one world: the value of every side, and each step compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ..evaluate import arrays, ranges
from ..evaluate.conditions import condition
from ..evaluate.context import Evaluator
from ..evaluate.slopes import STEP
from ..faults import Unreadable, Untrue, Vacuous
from ..settings.scope import dependencies, shape_of
from ..tex.tree import Node
from ..values import Index, ShapeClash, Value, elementwise
from ..worlds.compare import Tally, compare


def _beside(side: Node, value: Value, other: Value) -> Value:
    """The value of a side; a 0 beside an array is the array of zeros."""
    return Value(np.zeros(other.shape)) if side.name == "0" and not side.args and other.shape else value


class Chain:
    """One chain in one world."""

    def __init__(self, node: Node, evaluator: Evaluator, letters: Sequence[str], tallies: Sequence[Tally],
                 conditions: Sequence[Node]) -> None:  # fmt: skip
        self.node, self.world, self.scope = node, evaluator.world, evaluator.world.scope
        sides = [side for side in node.args if shape_of(side) is None]
        self.bounds, self.tallies = ranges.of_letters(evaluator, letters, sides), tallies
        index = {x: Index(x, start, stop) for x, (start, stop) in self.bounds.items()}
        for letter in self.scope.fixed & self.bounds.keys():
            if self.bounds[letter] != (1, self.world.shape(self.scope.ranges[letter])[0]):
                raise Unreadable(f"{letter} is one fixed place: where it is the first or the last one, a component "
                                 "here does not exist", node.at)  # fmt: skip
        self.exact = replace(evaluator, index={**evaluator.apart().index, **index})
        self.holds: Value | None = None
        """Where all conditions hold."""
        for inner in conditions:
            self.exact = self.exact.where(elementwise(lambda h: h == 1, condition(self.exact, inner)))
            self.holds = self.exact.guard

    def run(self) -> tuple[str, ...]:
        """The shapes on which every step held. Raises a Fault at the first that did not."""
        changed = list(self.changed())
        used = {n.name for n in self.node.walk() if n.op == "sym"}
        small = [name for name, symbol in self.scope.symbols.items() if symbol.small and name in used]
        shapes: list[str] = []
        steps = zip(self.node.marks, self.node.args, self.node.args[1:], self.tallies, strict=False)
        for mark, left, right, tally in steps:
            try:
                if mark == r"\in":
                    shapes.append(self.member(left, right))
                elif mark == r"\approx" and (changed or small):
                    shapes.append(self.first_order(left, right, changed, small, tally))
                else:
                    evaluator = self.moved(self.exact, changed, 1.0)
                    slack = self.slack(left, right) if mark == r"\approx" else None
                    a, b = evaluator(left), evaluator(right)
                    a, b = _beside(left, a, b), _beside(right, b, a)
                    shapes.append(self.compare(mark, a, b, right.at, tally, slack))
            except ShapeClash as clash:
                named = [self.named(shape) for shape in clash.shapes]
                raise Untrue(clash.problem.format(*named) + self.where(), clash.at or left.at) from None
        return tuple(dict.fromkeys(shapes))

    def shapes(self) -> None:
        """Raises a Fault if the sides have no value, or different shapes."""
        sides = [side for side in self.node.args if shape_of(side) is None]
        got = [self.exact(side).shape for side in sides]
        if len(set(got)) > 1:
            raise ShapeClash("left is {}, right is {}", *got[:2])

    # --- relations ------------------------------------------------------------------------------------------

    def compare(self, mark: str, a: Value, b: Value, at: int, tally: Tally, slack: float | None = None) -> str:
        if a.shape != b.shape:
            raise ShapeClash("left is {}, right is {}", a.shape, b.shape)
        if (mark in ("<", ">", r"\le", r"\ge") and a.shape) or mark in (r"\colon", r"\to"):
            raise Unreadable(f"{mark} between these two is not read", at)
        wrong = compare(mark, a, b, self.world.plan.kinds, tally, slack, self.start, self.holds)
        if wrong is not None:
            raise Untrue(wrong.problem + self.where(wrong.draw), at)
        return self.described(a, b)

    def first_order(self, left: Node, right: Node, changed: list[str], small: list[str], tally: Tally) -> str:
        """`≈` between changes: equal up to terms that vanish faster than the change does."""
        numbers = {n: arrays.whole(self.exact, n) for n in small}
        numbers = {n: Value(np.where(v.data == 0, 1.0, v.data), v.names) for n, v in numbers.items()}  # 0 moves nothing
        tiny = {n: Value(1j * STEP * value.data, value.names) for n, value in numbers.items()}
        evaluator = self.moved(self.exact.substitute(tiny) if tiny else self.exact, changed, 1j * STEP)
        a, b = evaluator(left), evaluator(right)
        if a.shape != b.shape:
            raise ShapeClash("left is {}, right is {}", a.shape, b.shape)
        still = {n: Value(0 * value.data, value.names) for n, value in numbers.items()}
        resting = self.moved(self.exact.substitute(still) if still else self.exact, changed, 0)
        self.compare("=", resting(left), resting(right), right.at, Tally())
        slope_a, slope_b = (Value(np.imag(v.data) / STEP, v.names) for v in (a, b))
        self.compare("=", slope_a, slope_b, right.at, tally)
        if not np.any(slope_a.data):
            raise Vacuous("nothing changes on either side", right.at)
        return self.described(a, b)

    def member(self, left: Node, right: Node) -> str:
        shape = shape_of(right)
        if shape is None:
            raise Unreadable("only sets such as \\mathbb R^{m\\times n} are read after \\in", right.at)
        wanted = self.world.shape(shape)
        described = ""
        for item in left.args if left.op == "list" else (left,):
            value = self.exact(item)
            if not any(n.op == "sym" for n in item.walk()):
                raise Vacuous("a number is a number", item.at)
            if value.shape != (wanted if wanted != (1, 1) else ()):
                raise ShapeClash("the left side is {}, the set says {}", value.shape, wanted)
            described = self.described(value, value)
        return described

    def slack(self, left: Node, right: Node) -> float:
        """Half a unit in the last printed place of a decimal."""
        leaves = [side.args[-1] if side.op == "add" and len(side.args) == 1 else side for side in (left, right)]
        places = [len(leaf.name.partition(".")[2]) for leaf in leaves if leaf.op == "num"]
        if not any(places):
            raise Unreadable("≈ needs a change Δ, something declared as small, or a decimal on one side", right.at)
        return 0.5 * 10.0 ** -min(places) * (1 + 1e-9)

    # --- changes --------------------------------------------------------------------------------------------

    def changed(self) -> Iterator[str]:
        """The symbols whose Δ occurs and that do not change because of another one that does."""
        names = []
        for node in self.node.walk():
            if node.op == "change":
                found = self.scope.find(node.args[0].name, component=True)
                names += [found[0]] if found else []
        for name in dict.fromkeys(names):
            if not set(dependencies(self.scope, name)) & set(names):
                yield name

    def moved(self, evaluator: Evaluator, names: Sequence[str], factor: complex) -> Evaluator:
        changes = {}
        for name in names:
            declared = self.scope.symbols.get(rf"\Delta{name}")
            if declared:
                change = arrays.whole(evaluator, rf"\Delta{name}")
            else:
                change = self.world.change(name, arrays.whole(evaluator, name).shape)
            changes[name] = Value(factor * change.data, change.names)
        return replace(evaluator, changes=changes)

    def start(self, letter: str) -> int:
        """The first place of an index."""
        return self.bounds[letter][0] if letter in self.bounds else 1

    # --- words ----------------------------------------------------------------------------------------------

    def named(self, shape: Sequence[int]) -> str:
        """A shape by the names of its sizes."""
        letters = {size: name for name, size in reversed(self.world.sizes.items())}
        return "×".join(letters.get(size, str(size)) for size in shape) or "a number"

    def where(self, draw: int | None = None) -> str:
        """The sizes, and the numbers of a draw if they are special."""
        parts = [f"{name} = {size}" for name, size in self.world.sizes.items()]
        if draw is not None and self.world.plan.kinds[draw] not in ("plain", "positive"):
            used = dict.fromkeys(n.name for n in self.node.walk() if n.op == "sym")
            drawn = {n: s for n in used if (s := self.scope.symbols.get(n)) and s.definition is None}
            numbers = [name for name, s in drawn.items() if s.kind == "value" and not s.shape and not s.family]
            parts += [f"{name} = {arrays.whole(self.exact, name).data[draw]:.6g}" for name in numbers]
        return f" (with {', '.join(parts)})" if parts else ""

    def described(self, a: Value, b: Value) -> str:
        used = {*a.names, *b.names}
        free = [f"{x} = {start}…{self.named([stop])}" for x, (start, stop) in self.bounds.items() if x in used]
        shape = self.named(a.shape) if a.shape else "1" if not free else ""
        return ", ".join([*([shape] if shape else []), *free])
