"""Comparisons, and what depends on them: cases and indicators. At the edge a derivative is undefined."""

import numpy as np

from ..faults import Ambiguous, Unreadable
from ..tex.tree import Node
from ..values import COMPARE, Value, defined, elementwise, scalar
from ..worlds.compare import alike
from ..worlds.world import AXIS
from .context import Evaluator


def condition(ev: Evaluator, node: Node) -> Value:
    """1 where a chain of comparisons holds, 0 where not; NaN where a side has no value, or moves across the edge."""
    if node.op == "group" and node.marks[0] == "(":
        return condition(ev, node.args[0])
    if node.op != "rel" or not set(node.marks) <= set(COMPARE):
        raise Unreadable("a condition compares two things", node.at)
    if any(side.op == "list" for side in node.args):
        raise Ambiguous("a list in a condition: write one comparison after the other, joined by =, < or \\le", node.at)
    sides, result = [ev(side) for side in node.args], scalar(1.0)
    for mark, left, right in zip(node.marks, sides, sides[1:], strict=False):
        if ev.world.plan.edge:  # there rounding would hide what is equal
            right = elementwise(_same, alike(left, right, ev.world.draws), left, right)
        result = elementwise(np.multiply, result, elementwise(lambda a, b, m=mark: _holds(m, a, b), left, right))
    return result


def _same(alike: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The right side, exactly as large as the left one where they are alike; its slope stays its own."""
    real = np.where(alike, left.real, right.real)
    return real + 1j * right.imag if np.iscomplexobj(right) else real


def _holds(mark: str, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    edge = ((a.real == b.real) & (a.imag != b.imag)) | np.isnan(a) | np.isnan(b)
    return defined(~edge, COMPARE[mark](a.real, b.real).astype(float))


def cases(ev: Evaluator, node: Node) -> Value:
    """Exactly one condition must hold; a row with none (“otherwise”) stands last. No other branch is looked at.

    What is left out for some numbers is infinite there, so that it is equal to nothing.
    """
    taken, open_still = [], scalar(1.0)
    for number, row in enumerate(node.args):
        if len(row.args) != 2 or (row.args[1].op == "nothing" and number < len(node.args) - 1):
            raise Unreadable("a row of cases is a value, & and a condition", node.at)
        holds = open_still if row.args[1].op == "nothing" else condition(ev, row.args[1])
        if np.any(elementwise(lambda h, o: (h == 1) & (o == 0), holds, open_still).data):
            raise Ambiguous("two of these cases can hold at once", row.args[1].at)
        mask = elementwise(lambda h: h == 1, holds)
        if np.any(mask.data if ev.guard is None else elementwise(np.logical_and, mask, ev.guard).data):
            taken.append((holds, ev.where(mask)(row.args[0])))
        open_still = elementwise(lambda o, h: o * (1 - h), open_still, holds)
    if AXIS not in open_still.names and np.any(open_still.data == 1):
        raise Unreadable("these cases leave something out: add a row with \\text{otherwise}", node.at)
    result = elementwise(lambda o: np.where(o == 1, np.inf, np.where(np.isnan(o), np.nan, 0.0)), open_still)
    for holds, value in taken:
        result = _choose(holds, value, result)
    return result


def _choose(holds: Value, value: Value, other: Value) -> Value:
    """`value` where the condition holds."""
    return elementwise(lambda h, v, o: np.where(h == 1, v, np.where(np.isnan(h), complex(np.nan, np.nan)
                                                                    if np.iscomplexobj(v) else np.nan, o)),
                       holds, value, other)  # fmt: skip
