"""Where a node is evaluated: one world, the letters and arguments that are bound, and what has been moved.

What each operation does stands in the modules that `evaluator` lists; they are plain functions of a context and a node.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from ..faults import Fault, Unreadable
from ..tex.tree import Node
from ..values import Index, Value, elementwise
from ..worlds.world import World

FRESH = count()
"""Numbers for axes, so that no two are taken for each other."""
ROUNDED = {"num", "mul", "frac", "pow", "root", "norm", "inner", "call", "derivative", "second", "grad"}
"""The operations whose result is rounded."""


@dataclass(frozen=True)
class Evaluator:
    """Evaluates nodes, and hands its functions what they need to know of where they are."""

    world: World
    operations: Mapping[str, Callable[["Evaluator", Node], Value]]
    """What each kind of node does."""
    index: Mapping[str, Index | int] = field(default_factory=dict)
    """Letter → its axis and range, or the number it stands for."""
    arguments: Mapping[str, Value] = field(default_factory=dict)
    """The arguments of the function whose definition is evaluated; no other definition sees them."""
    replaced: Mapping[str, Value] = field(default_factory=dict)
    """Symbols with a value that is not their own; what rests on them is computed anew."""
    nudged: Mapping[str, Value] = field(default_factory=dict)
    """What is added to the members of a recursion, so that the later ones follow."""
    changes: Mapping[str, Value] = field(default_factory=dict)
    """ΔX for each X that is moved on its own."""
    chosen: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How far an index of a definition runs, where only the shapes of the statement say so."""
    guard: Value | None = None
    """Where what is evaluated counts: a branch that is not taken may be undefined there."""
    stepping: bool = False
    """Within a complex step."""
    differencing: bool = False
    """Within a difference of real steps, which is less exact."""
    memo: dict = field(default_factory=dict)

    def __call__(self, node: Node) -> Value:
        """The value of a node. Raises a Fault that says where."""
        operation = self.operations.get(node.op)
        if operation is None:
            raise Unreadable("this has no value here: it is no number, vector or matrix", node.at)
        try:
            value = operation(self, node)
            return self.world.rounded(value) if node.op in ROUNDED else value
        except Fault as fault:
            fault.at = node.at if fault.at is None else fault.at
            raise

    def bind(self, letter: str, start: int, stop: int) -> "Evaluator":
        """The same place with one more letter, which runs from `start` to `stop` along an axis of its own."""
        inner = replace(self, index={**self.index, letter: Index(f"{letter}{next(FRESH)}", start, stop)})
        self.world.room([index.size for index in inner.index.values() if isinstance(index, Index)])
        return inner

    def where(self, holds: Value) -> "Evaluator":
        """The same place where only those entries count for which this holds."""
        guard = holds if self.guard is None else elementwise(np.logical_and, self.guard, holds)
        return replace(self, guard=guard)

    def apart(self) -> "Evaluator":
        """The place where definitions are evaluated: of the letters only those that a box fixes are known."""
        scope = self.world.scope
        fixed = {letter: self.world.shape(scope.ranges[letter])[0] for letter in scope.fixed}
        return replace(self, index={x: Index(x, 1, n) for x, n in fixed.items()}, arguments={}, guard=None)

    def substitute(self, values: Mapping[str, Value], nudges: Mapping[str, Value] | None = None,
                   **flags: bool) -> "Evaluator":  # fmt: skip
        """The same world with other values for some symbols; what rests on them is computed anew."""
        nudged = {**self.nudged, **(nudges or {})}
        return replace(self, replaced={**self.replaced, **values}, nudged=nudged, memo={}, **flags)

    def size(self, letter: str) -> int:
        """What a size letter stands for. Raises Unreadable for any other letter."""
        if letter not in self.world.sizes:
            raise Unreadable(f"{letter} is no size that a setting box declares")
        return self.world.sizes[letter]
