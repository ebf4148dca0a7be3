"""Executes a chain of relations in several worlds: every step must hold, for every free index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from . import arrays, fitting, ranges
from .context import Evaluator
from .evaluator import evaluator
from .faults import Fault, Unreadable, Untrue, Vacuous
from .indices import letters_of
from .scope import Scope, dependencies, shape_of
from .slopes import STEP
from .tree import Node, show
from .values import COMPARE, Index, ShapeClash, Value, align, elementwise
from .world import DRAWS, HUGE, World

TOLERANCE = 1e-11
_INEQUALITIES = {"<", ">", r"\le", r"\ge", r"\ne"}
_BRANCHES = {r"\max", r"\min", r"\mathbb{1}", "|", "<", ">", r"\le", r"\ge", r"\sqrt", r"\|"}


@dataclass(frozen=True)
class Proof:
    """How many relations were executed, and on what shapes."""

    steps: int
    shapes: tuple[str, ...]


def prove(node: Node, scope: Scope, general: Scope | None) -> Proof:
    """Executes a chain. Raises a Fault at the first step that fails.

    Where a box gives numbers to what an outer box declares in general, each step without numbers of its own
    must hold for other numbers (`general` is that scope) as well.
    """
    letters = letters_of(node, scope)
    if sizes := _drawn_sizes(node, scope):
        raise Unreadable(f"sizes are drawn small and different: this says too much about {sizes[0].name}", sizes[0].at)
    tried = _draws(node, scope)
    shapes: tuple[str, ...] = ()
    for seed in tried:
        shapes = _run(node, _evaluator(scope, seed), letters)
    for step in _general_steps(node) if general is not None else ():
        try:
            for seed in tried:
                _run(step, _evaluator(general, seed), letters_of(step, general))
        except Untrue as fault:
            fault.problem += " (it holds only for the numbers of this section)"
            raise
        except Fault:
            continue  # what only this section defines has no general meaning
    return Proof(len(node.marks), shapes)


def _general_steps(node: Node) -> Iterator[Node]:
    """The steps of a chain that hold no number but in indices and under sums."""
    for mark, left, right in zip(node.marks, node.args, node.args[1:], strict=False):
        if not (_has_numbers(left) or _has_numbers(right)):
            yield Node("rel", (left, right), (mark,), left.at)


def _has_numbers(node: Node) -> bool:
    if node.op in ("num", "table"):
        return True
    below = {"index": node.args[:1], "sum": node.args[2:]}.get(node.op, node.args)
    return any(_has_numbers(arg) for arg in below)


def _drawn_sizes(node: Node, scope: Scope) -> list[Node]:
    """The sizes that an inequality compares, although only a few values of them are ever tried."""
    if set(node.marks) <= {"=", r"\in", r"\approx"}:
        return []
    sides = [side for side in node.args if all(n.op != "index" for n in side.walk())]
    return [n for side in sides for n in side.walk() if n.op == "sym" and scope.sizes.get(n.name, 0) is None]


def _draws(node: Node, scope: Scope) -> Sequence[int]:
    """Two draws are enough for what is analytic. Inequalities, decimals and branches need more, of all magnitudes."""
    nodes = list(node.walk())
    for name in {found[0] for n in nodes if n.op == "sym" and (found := scope.find(n.name, component=True))}:
        for below in (name, *dependencies(scope, name)):
            definition = scope.symbols[below].definition
            nodes += definition.walk() if definition else []
    written = {mark for n in nodes for mark in n.marks}
    unequal = bool(_INEQUALITIES & {*node.marks})
    decimal = r"\approx" in node.marks and r"\Delta" not in written
    if not (unequal or decimal or _BRANCHES & written):
        return range(2)
    grows = bool({r"\exp", "e", r"\tanh"} & written)
    return [seed for seed in range(DRAWS) if seed not in HUGE or (unequal and not grows)]


def define(left: Node, scope: Scope) -> None:
    """Evaluates what a box defines, so that a definition without a value is red where it stands."""
    symbol = scope.symbols.get("".join(show(left)))
    if symbol and symbol.definition is not None and symbol.kind == "value":
        try:
            name = "".join(show(left))
            fitting.fitted(_evaluator(scope, 0), lambda ev: arrays.whole(ev, name), lambda ev: arrays.whole(ev, name))
        except ShapeClash as clash:
            raise Untrue(clash.problem.format(*clash.shapes), left.at) from None


def _evaluator(scope: Scope, seed: int) -> Evaluator:
    if seed not in scope.worlds:
        scope.worlds[seed] = evaluator(World(scope, seed))
    return scope.worlds[seed]


def _run(node: Node, evaluator: Evaluator, letters: Sequence[str]) -> tuple[str, ...]:
    """The shapes on which a chain held in one world, where the shapes of the chain say how far each index runs."""
    return fitting.fitted(
        evaluator,
        lambda ev: _Chain(node, ev, letters).shapes(),
        lambda ev: _Chain(node, ev, letters).run(),
    )


class _Chain:
    """One chain in one world."""

    def __init__(self, node: Node, evaluator: Evaluator, letters: Sequence[str]) -> None:
        self.node, self.world, self.scope = node, evaluator.world, evaluator.world.scope
        sides = [side for side in node.args if shape_of(side) is None]
        self.bounds = ranges.of_letters(evaluator, letters, sides)
        index = {x: Index(x, start, stop) for x, (start, stop) in self.bounds.items()}
        self.exact = replace(evaluator, index={**evaluator.apart().index, **index})

    def run(self) -> tuple[str, ...]:
        """The shapes on which every step held. Raises a Fault at the first that did not."""
        changed = list(self.changed())
        used = {n.name for n in self.node.walk() if n.op == "sym"}
        small = [name for name, symbol in self.scope.symbols.items() if symbol.small and name in used]
        shapes: list[str] = []
        for mark, left, right in zip(self.node.marks, self.node.args, self.node.args[1:], strict=False):
            try:
                if mark == r"\in":
                    shapes.append(self.member(left, right))
                elif mark == r"\approx" and (changed or small):
                    shapes.append(self.first_order(left, right, changed, small))
                else:
                    evaluator = self.moved(self.exact, changed, 1.0)
                    shapes.append(self.compare(mark, left, right, evaluator(left), evaluator(right)))
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

    def compare(self, mark: str, left: Node, right: Node, a: Value, b: Value) -> str:
        if a.shape != b.shape:
            raise ShapeClash("left is {}, right is {}", a.shape, b.shape)
        if mark in ("=", r"\approx"):
            slack = self.slack(left, right) if mark == r"\approx" else None
            self.equal(a, b, right.at, slack)
        elif mark == r"\ne":
            differs = elementwise(lambda x, y: abs(x - y) > TOLERANCE * (1 + abs(x)), a, b)
            differs = differs.data.any(axis=tuple(range(len(differs.names), differs.data.ndim)))
            if not differs.all():  # two matrices differ somewhere, and components for every index
                raise Untrue("the two sides are equal", right.at)
        elif mark in ("<", ">", r"\le", r"\ge") and not a.shape:
            if not np.all(elementwise(lambda x, y: COMPARE[mark](x.real, y.real), a, b).data):
                raise Untrue(f"{mark} does not hold for every value{self.where()}", right.at)
        else:
            raise Unreadable(f"{mark} between these two is not read", right.at)
        return self.described(a, b)

    def equal(self, a: Value, b: Value, at: int, slack: float | None = None) -> None:
        names, (left, right) = align(a, b)
        left, right = np.broadcast_arrays(left, right)
        if not (np.all(np.isfinite(left)) and np.all(np.isfinite(right))):
            raise Unreadable("a side has no finite value for these random numbers: declare what is positive", at)
        limit = slack if slack is not None else TOLERANCE * (1 + np.maximum(abs(left), abs(right)))
        excess = abs(left - right) - limit
        if np.any(excess > 0):
            worst = np.unravel_index(np.argmax(excess), excess.shape)
            places = [f"{name} = {self.start(name) + i}" for name, i in zip(names, worst, strict=False)]
            rest = [str(i + 1) for i in worst[len(names) :]]
            places += [f"entry {', '.join(rest)}"] if rest else []
            there = f" at {', '.join(places)}" if places else ""
            values = f"left is {_number(left[worst])}, right is {_number(right[worst])}"
            raise Untrue(f"{values}{there}{self.where()}", at)

    def first_order(self, left: Node, right: Node, changed: list[str], small: list[str]) -> str:
        """`≈` between changes: equal up to terms that vanish faster than the change does."""
        tiny = {n: Value(np.asarray(1j * STEP * self.world.array(n, self.scope.symbols[n]))) for n in small}
        evaluator = self.moved(self.exact.substitute(tiny) if tiny else self.exact, changed, 1j * STEP)
        a, b = evaluator(left), evaluator(right)
        if a.shape != b.shape:
            raise ShapeClash("left is {}, right is {}", a.shape, b.shape)
        self.equal(Value(a.data.real, a.names), Value(b.data.real, b.names), right.at)
        slope_a, slope_b = (Value(np.imag(v.data) / STEP, v.names) for v in (a, b))
        self.equal(slope_a, slope_b, right.at)
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
                change = arrays.whole(evaluator, rf"\Delta{name}").data
            else:
                shape = arrays.whole(evaluator, name).shape
                change = self.world.random(rf"\Delta{name}").uniform(-1.5, 1.5, shape)
            changes[name] = Value(np.asarray(factor * change))
        return replace(evaluator, changes=changes)

    def start(self, letter: str) -> int:
        return self.bounds[letter][0] if letter in self.bounds else 1

    # --- words ----------------------------------------------------------------------------------------------

    def named(self, shape: Sequence[int]) -> str:
        """A shape by the names of its sizes."""
        letters = {size: name for name, size in reversed(self.world.sizes.items())}
        return "×".join(letters.get(size, str(size)) for size in shape) or "a number"

    def where(self) -> str:
        sizes = ", ".join(f"{name} = {size}" for name, size in self.world.sizes.items())
        return f" (with {sizes})" if sizes else ""

    def described(self, a: Value, b: Value) -> str:
        used = {*a.names, *b.names}
        free = [f"{x} = {start}…{self.named([stop])}" for x, (start, stop) in self.bounds.items() if x in used]
        shape = self.named(a.shape) if a.shape else "1" if not free else ""
        return ", ".join([*([shape] if shape else []), *free])


def _number(value: complex) -> str:
    return f"{value.real:.6g}"
