"""Functions: built-in ones, those a box defines, and arbitrary ones; each also entry by entry."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..faults import Ambiguous, Unreadable, Untrue
from ..settings.scope import Symbol
from ..tex.tree import Node
from ..values import Index, ShapeClash, Value, align, bind, defined, elementwise, pick
from ..worlds.world import World
from . import matrices
from .arithmetic import absolute, exponential
from .conditions import condition
from .context import FRESH, Evaluator
from .slopes import slope


def _inside(function: Callable[[np.ndarray], np.ndarray], holds: Callable[[np.ndarray], np.ndarray]
            ) -> Callable[[np.ndarray], np.ndarray]:  # fmt: skip
    """A function that is defined only where this holds for the real part."""
    return lambda x: defined(holds(x.real), function(np.where(holds(x.real), x, 0.5)))


def _sign(x: np.ndarray) -> np.ndarray:
    """−1, 0 or 1: without a derivative at its jump."""
    return defined((x.real != 0) | (x.imag == 0), np.sign(x.real))


_log = _inside(np.log, lambda x: x > 0)
ENTRYWISE = {
    r"\exp": exponential, r"\log": _log, r"\ln": _log, r"\sin": np.sin, r"\cos": np.cos, r"\tan": np.tan,
    r"\sinh": np.sinh, r"\cosh": np.cosh, r"\tanh": np.tanh, r"\arctan": np.arctan,
    r"\arcsin": _inside(np.arcsin, lambda x: abs(x) < 1), r"\arccos": _inside(np.arccos, lambda x: abs(x) < 1),
    r"\operatorname{sign}": _sign, r"\operatorname{sgn}": _sign, r"\operatorname{abs}": absolute,
}  # fmt: skip
"""Functions of a number, or of every entry."""
SMOOTH = ENTRYWISE.keys() - {r"\operatorname{sign}", r"\operatorname{sgn}", r"\operatorname{abs}"}
"""Those that are constant nowhere."""


def call(ev: Evaluator, node: Node) -> Value:
    """`f(x)`, `f'(x)`, `f''(x)`, an indicator, or a built-in function."""
    function, given = node.args[0], node.args[1:]
    name, primes = function.marks[0], len(function.marks) - 1
    if name == r"\mathbb{1}":
        return condition(ev, given[0])
    values = [ev(argument) for argument in given]
    if not primes:
        if name in SMOOTH and name not in ev.world.scope.symbols:
            ev.world.sensed(node, lambda value: elementwise(ENTRYWISE[name], value), values[0])
        return apply(ev, name, values)
    if primes > 2 or len(values) != 1:
        raise Unreadable("only the first two derivatives of a function of one number are read: f'(x) and f''(x)")
    if values[0].shape:
        return _entrywise(values[0], lambda value: _derived(ev, name, primes, value))
    return _derived(ev, name, primes, values[0])


def _derived(ev: Evaluator, name: str, primes: int, value: Value) -> Value:
    if primes == 1:
        return slope(ev, lambda inner, x: apply(inner, name, [x]), value)[0]
    return slope(ev, lambda inner, x: _derived(inner, name, 1, x), value)[0]


def apply(ev: Evaluator, name: str, values: Sequence[Value]) -> Value:
    """A function of a box, or a built-in one, at these arguments."""
    symbol = ev.world.scope.symbols.get(name)
    if symbol and symbol.kind == "function":
        return _defined(ev, symbol, values)
    if symbol and symbol.kind == "arbitrary":
        return _arbitrary(ev, name, symbol, values)
    if name in (r"\max", r"\min") and len(values) > 1:
        sign = 1 if name == r"\max" else -1
        result = values[0]
        for value in values[1:]:
            result = elementwise(lambda a, b: _larger(sign, a, b), result, value)
        return result
    if len(values) != 1:
        raise Unreadable(f"{name} takes one argument, here it gets {len(values)}")
    if name in (r"\max", r"\min"):
        raise Ambiguous(f"the largest of what? write {name}_j z_j for the entries, or {name}(a, b)")
    if name not in ENTRYWISE and name not in matrices.FUNCTIONS:
        raise Unreadable(
            f"no setting box says what the function {name} is: write {name}\\colon \\mathbb R \\to \\mathbb R"
        )
    if name in matrices.FUNCTIONS:
        return matrices.FUNCTIONS[name](ev.world.inexact(values[0]) if name == r"\det" else values[0])
    return ev.world.rounded(elementwise(ENTRYWISE[name], values[0]), values[0].data.real != 0)


def _larger(sign: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    tie = (a.real == b.real) & (a.imag != b.imag)
    return defined(~tie, np.where(sign * a.real >= sign * b.real, a, b))


def arbitrary(world: World, name: str, symbol: Symbol, arguments: Sequence[Value]) -> Value:
    """An arbitrary analytic function: every entry of the result depends on every entry of the arguments."""
    out = world.shape(symbol.shape)
    names, arrays = align(*arguments)
    lead = np.broadcast_shapes(*(array.shape[: len(names)] for array in arrays))
    flat = np.concatenate([
        np.broadcast_to(array, lead + array.shape[len(names) :]).reshape((*lead, -1)) for array in arrays
    ], axis=-1)  # fmt: skip
    random = world.random(name)
    wanted, given = int(np.prod(out)), flat.shape[-1]
    slope, phase, weight, mixing = (random.uniform(0.5, 1.5, (wanted, given)) for _ in range(4))
    signs = random.choice([-1.0, 1.0], (wanted, given))
    waves = (weight * signs * np.sin(slope * flat[..., None, :] + phase)).sum(axis=-1)
    mixed = (mixing * signs * flat[..., None, :]).sum(axis=-1) / np.sqrt(given)
    return Value((waves + 0.3 * np.sin(mixed) + 0.4 * mixed).reshape((*lead, *out)), names)


def _arbitrary(ev: Evaluator, name: str, symbol: Symbol, values: Sequence[Value]) -> Value:
    if symbol.domain == ((),) and not symbol.shape and len(values) == 1 and values[0].shape:
        return _entrywise(values[0], lambda value: _arbitrary(ev, name, symbol, [value]))
    got, wanted = [v.shape for v in values], [ev.world.shape(shape) for shape in symbol.domain]
    if got != wanted:
        takes, gets = (", ".join(["{}"] * len(many)) for many in (wanted, got))
        raise ShapeClash(f"{name} takes {takes}, here it gets {gets}", *wanted, *got)
    return arbitrary(ev.world, name, symbol, values)


def _defined(ev: Evaluator, symbol: Symbol, values: Sequence[Value]) -> Value:
    """The definition, in which nothing but the arguments differs from what stands outside."""
    if len(values) != len(symbol.parameters):
        raise Untrue(f"{len(values)} arguments where the setting box has {len(symbol.parameters)}")
    if len(values) == 1 and values[0].shape and "mathbf" not in symbol.parameters[0]:
        return _entrywise(values[0], lambda value: _defined(ev, symbol, [value]))
    inner = replace(ev.apart(), arguments=dict(zip(symbol.parameters, values, strict=True)), guard=ev.guard)
    return inner(symbol.definition)  # type: ignore[arg-type]


def _entrywise(value: Value, function: Callable[[Value], Value]) -> Value:
    axes = [Index(f"entry{next(FRESH)}", 1, size) for size in value.shape]
    return bind(function(pick(value, axes)), [index.axis for index in axes])
