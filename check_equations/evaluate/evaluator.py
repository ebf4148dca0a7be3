"""Tree → numbers: which function evaluates which node."""

from ..tex.tree import Node
from ..values import Value
from ..worlds.world import World
from . import arithmetic, calculus, conditions, functions, sums, symbols
from .context import Evaluator


def _table(ev: Evaluator, node: Node) -> Value:
    return conditions.cases(ev, node) if node.marks[0] == "cases" else arithmetic.table(ev, node)


OPERATIONS = {
    "num": arithmetic.number, "sym": symbols.symbol, "index": symbols.index,
    "add": arithmetic.plus, "mul": arithmetic.times, "frac": arithmetic.fraction, "pow": arithmetic.power,
    "root": arithmetic.root, "group": arithmetic.group, "top": arithmetic.top,
    "inverse_top": arithmetic.inverse_top, "norm": arithmetic.norm,
    "inner": arithmetic.inner, "table": _table, "under": arithmetic.under,
    "call": functions.call, "sum": sums.over,
    "grad": calculus.gradient, "derivative": calculus.derivative, "second": calculus.second,
    "limit": calculus.limit, "change": calculus.change,
}  # fmt: skip
"""A kind of node → the function that gives its value. A stranger begins here."""


def evaluator(world: World) -> Evaluator:
    """Evaluates the nodes of formulas in this world."""
    return Evaluator(world, OPERATIONS)
