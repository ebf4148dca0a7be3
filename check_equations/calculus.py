"""Derivatives by complex step on axes of their own, gradients of the loss, and finite changes."""

from dataclasses import replace

import numpy as np

from .faults import Ambiguous, Unreadable
from .functions import FRESH, STEP
from .limits import limit
from .scope import LOSS
from .tree import Node, show
from .values import Value, add, bind, elementwise, pick
from .world import AXIS


class Calculus:
    """The part of the evaluator that differentiates."""

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
        return pick(bind(value, axes), self.slots(slots, found[1]))

    def differentiate(self, above: Node, below: Node) -> Value:
        """The derivative of a number with respect to all of a symbol, laid out in the symbol's shape."""
        key = " ".join(["∂", *show(above), "∂", *show(below)])
        if not self.index and key in self.memo:
            return self.memo[key]
        if below.op != "sym" or (found := self.world.scope.find(below.name)) is None:
            raise Unreadable("a derivative is taken with respect to a declared symbol", below.at)
        value, axes = self.perturb(above, found[0])
        if axes and value.shape:
            raise Ambiguous("the derivative of a matrix by a matrix has four indices: write components")
        result = bind(value, axes)
        if not self.index:
            self.memo[key] = result
        return result

    def perturb(self, above: Node, name: str) -> tuple[Value, list[str]]:
        """The derivative of `above` along an axis of its own for each axis of the symbol."""
        if self.differentiating:
            raise Unreadable("a derivative of a derivative is not read")
        value = self.symbol(name, self.world.scope.symbols[name])
        if set(value.names) - {AXIS} or np.iscomplexobj(value.data):
            raise Unreadable("a derivative at a changed place is not read")
        shape = value.shape
        axes = [f"∂{next(FRESH):09d}" for _ in shape]
        step = np.eye(int(np.prod(shape))).reshape(shape + shape)
        moved = add([value, Value(1j * STEP * step, tuple(axes))], [1, 1])
        inner = self.substitute({name: moved}, differentiating=True)
        function = self.world.scope.symbols.get(above.name) if above.op == "sym" else None
        if function and function.kind == "function":  # ∂f/∂x: f at the symbols that its definition names
            above = function.definition
        result = inner(above)
        slope = Value(np.imag(result.data) / STEP, result.names)
        for axis, size in zip(axes, shape, strict=True):
            if axis not in slope.names:
                slope = elementwise(np.multiply, slope, Value(np.ones(size), (axis,)))
        return slope, axes

    def _limit(self, node: Node) -> Value:
        """The limit in a number that a box declares, at a number or at infinity."""
        below, body = node.args
        if below.marks != (r"\to",) or self.differentiating:
            raise Unreadable("a limit is written h \\to 0, and not inside a derivative", below.at)
        step, target = below.args
        found = self.world.scope.find(step.name) if step.op == "sym" else None
        if found is None or found[1].shape or found[1].kind != "value":
            raise Unreadable("a limit is taken in a number that a setting box declares", step.at)
        at = None if target.name == r"\infty" else self(target)
        sides = (1,) if at is None or found[1].positive else (-1, 1)
        return limit(self.world, lambda value: self.substitute({found[0]: value})(body), at, sides, body.at)

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
