"""Sums, and how far an index runs."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from .faults import Fault, Unreadable, Untrue
from .functions import FRESH
from .tree import Node
from .values import Value, counting, elementwise, scalar

LONGEST = 1000


class Sums:
    """The part of the evaluator that sums."""

    def _sum(self, node: Node) -> Value:
        lower, upper, body = node.args
        letters = bound(node)
        inner = self
        for letter in letters:
            size = self.extent(letter, [body], lower, upper)
            inner = replace(inner, index={**inner.index, letter: (f"{letter}{next(FRESH)}", size)})
        value = inner(body)
        keep = scalar(True)
        if lower.op == "rel":
            if upper.op == "nothing" and lower.marks != ("=",):
                keep = inner.condition(lower)
            elif lower.marks == ("=",) and upper.op != "nothing":
                start, stop = int(inner(lower.args[1]).data.real), int(inner(upper).data.real)
                for letter in letters:
                    axis, size = inner.index[letter]
                    if start < 1 or stop > size:
                        raise Untrue(f"the sum runs from {start} to {stop}, but {letter} from 1 to {size}")
                    within = elementwise(lambda a: (a >= start) & (a <= stop), counting(axis, size))
                    keep = elementwise(np.logical_and, keep, within)
            else:
                raise Unreadable("a sum has bounds, i = 1 and n, or a condition", node.at)
        elif upper.op != "nothing":
            raise Unreadable("a sum with an upper bound needs a lower one", node.at)
        axes = [inner.index[letter][0] for letter in letters]
        if keep.names:
            value = elementwise(np.multiply, value, keep)
        for axis, letter in zip(axes, letters, strict=True):
            if axis not in value.names:
                value = elementwise(np.multiply, value, Value(np.ones(inner.index[letter][1]), (axis,)))
            value = self.world.summed(value, axis)
        return value

    def extent(self, letter: str, nodes: list[Node], lower: Node | None = None, upper: Node | None = None) -> int:
        """The size of an index: where it is used, else the bounds of its sum, else the range a box declares."""
        found = {size: at for node in nodes for size, at in self.extents(node, letter)}
        if len(found) > 1:
            raise Untrue(f"the index {letter} runs over different sizes here", max(found.values()))
        if found:
            return next(iter(found))
        if upper is not None and upper.op != "nothing":
            return min(int(self(upper).data.real), LONGEST)
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


def bound(node: Node) -> list[str]:
    """The letters that a sum binds. Raises Unreadable for anything that is not a list or a condition."""
    lower = node.args[0]
    if lower.op == "rel" and lower.marks == (r"\le", r"\le"):
        lower = lower.args[1]
    elif lower.op == "rel":
        lower = lower.args[0]
    plain = lower.op == "list" or (lower.op == "mul" and not any(lower.marks))
    parts = lower.args if plain else (lower,)
    if any(part.op != "sym" or len(part.name) != 1 for part in parts):
        raise Unreadable("under a sum stand the letters it runs over", node.at)
    return [part.name for part in parts]
