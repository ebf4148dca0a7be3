"""Functions: built-in ones, those a box defines, and arbitrary ones; each also entry by entry."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import numpy as np

from .faults import Unreadable, Untrue
from .parser import BUILTINS
from .scope import Symbol
from .tree import Node
from .values import ShapeClash, Value, bind, elementwise, pick

STEP = 1e-30
FRESH = count()


def _exp(a: np.ndarray) -> np.ndarray:
    power = np.exp(a)
    return np.where(power.real == 0, np.nan, power)  # what is too small for a number is not 0


def _log(a: np.ndarray) -> np.ndarray:
    return np.where(a.real > 0, np.log(a), np.nan)


_FUNCTIONS = {r"\exp": _exp, r"\log": _log, r"\ln": _log, r"\tanh": np.tanh, r"\sin": np.sin, r"\cos": np.cos}


class Functions:
    """The part of the evaluator that calls functions."""

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
            return self.world.rounded(elementwise(_FUNCTIONS[name], values[0]), values[0].data.real != 0)
        symbol = self.world.scope.symbols[name]
        if symbol.kind == "function":
            return self.defined(symbol, values)
        if symbol.domain == ((),) and not symbol.shape and values[0].shape:
            return self.entrywise(values[0], lambda value: self.apply(name, [value]))
        got, wanted = [v.shape for v in values], [self.world.shape(shape) for shape in symbol.domain]
        if got != wanted:
            takes, gets = (", ".join(["{}"] * len(many)) for many in (wanted, got))
            raise ShapeClash(f"{name} takes {takes}, here it gets {gets}", *wanted, *got)
        return self.world.call(name, symbol, values)

    def defined(self, symbol: Symbol, values: list[Value]) -> Value:
        if len(values) != len(symbol.parameters):
            raise Untrue(f"{len(values)} arguments where the setting box has {len(symbol.parameters)}")
        if len(values) == 1 and values[0].shape and "mathbf" not in symbol.parameters[0]:
            return self.entrywise(values[0], lambda value: self.defined(symbol, [value]))
        inner = self.substitute(dict(zip(symbol.parameters, values, strict=True)))
        return replace(inner, index={})(symbol.definition)

    def entrywise(self, value: Value, function: Callable[[Value], Value]) -> Value:
        axes = [f"entry{next(FRESH)}" for _ in value.shape]
        return bind(function(pick(value, axes)), axes)
