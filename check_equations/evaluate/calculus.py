"""Derivatives, gradients of the loss, finite changes, limits."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..faults import Ambiguous, Unreadable
from ..settings.scope import LOSS, Scope, dependencies
from ..tex.tree import Node
from ..values import Value, add, bind, pick, squeeze, transpose
from . import arrays, limits, losses
from .context import Evaluator
from .ranges import recursive
from .slopes import Nested, slope
from .symbols import known, slot

Function = Callable[[Evaluator], Value]


def gradient(ev: Evaluator, node: Node) -> Value:
    r"""`\mathrm d\mathbf X`: the gradient of the loss, laid out like X."""
    name = node.args[0].name
    if ev.world.scope.find(name) is None:
        raise Unreadable(f"no setting box declares {name}", node.at)
    key = ("gradient", name)
    if key not in ev.memo:
        value, axes = along(ev, name, losses.loss(ev))
        ev.memo[key] = bind(value, axes)
    if not np.any(ev.memo[key].data):
        raise Unreadable(f"the loss does not depend on {name}")
    return ev.memo[key]


def derivative(ev: Evaluator, node: Node) -> Value:
    r"""`\frac{\partial a}{\partial b}`, total where d is upright."""
    above, below = node.args[0], node.args[1]
    kept = _kept(ev, above, _name(ev, below)) if r"\partial" in node.marks else []
    ev = ev.substitute({name: arrays.whole(ev, name) for name in kept}) if kept else ev
    return _by(ev, below, lambda inner: _function(inner, above))


def second(ev: Evaluator, node: Node) -> Value:
    r"""`\frac{\partial^2 f}{\partial x_i \partial x_j}`: the derivative of the derivative."""
    above, first, then = node.args
    then = then.args[0] if then.op == "top" else then  # the Hessian is by \\partial x \\partial x^\\top
    kept = set()
    if r"\partial" in node.marks:
        kept = set(_kept(ev, above, _name(ev, first))) & set(_kept(ev, above, _name(ev, then)))
    ev = ev.substitute({name: arrays.whole(ev, name) for name in kept}) if kept else ev
    return _by(ev, first, lambda outer: _by(outer, then, lambda inner: _function(inner, above)))


def _function(ev: Evaluator, above: Node) -> Value:
    """What is differentiated; the name of a function stands for its value at the symbols its definition names."""
    symbol = ev.world.scope.symbols.get(above.name) if above.op == "sym" else None
    return ev.apart()(symbol.definition) if symbol and symbol.kind == "function" else ev(above)  # type: ignore[arg-type]


def _by(ev: Evaluator, below: Node, function: Function) -> Value:
    """The derivative by a symbol, a component of it, or its vec, laid out as the book says."""
    if below.op == "index":
        name, symbol = known(ev, below.args[0])
        if name == below.args[0].name and "mathbf" in name and not symbol.family and symbol.kind != "family":
            raise Unreadable("a derivative is taken with respect to a component of something declared", below.at)
        value, axes = along(ev, name, function)
        slots = [slot(ev, n) for n in below.args[1:]]
        whole = bind(value, axes)
        members = len(symbol.family) or (len(symbol.parameters) if symbol.kind == "family" else 0)
        rest = len(axes) - members if members and members == len(slots) else 0
        own = len(whole.shape) - len(axes)
        if own and rest:
            raise Ambiguous("the derivative of a vector by a vector of a family: write components", below.at)
        return _pick_first(whole, [*slots, *[":"] * rest], own, ev)
    vec = below.op == "call" and below.args[0].name == r"\operatorname{vec}" and len(below.args) == 2
    of = below.args[1] if vec else below
    value, axes = along(ev, _name(ev, of), function)
    if not axes or not value.shape:
        result = bind(value, axes)
        return result if not vec else bind(Value(result.data, result.names), [])
    return _jacobian(ev, value, axes, vec, below)


def _pick_first(whole: Value, slots: Sequence, own: int, ev: Evaluator) -> Value:
    """Picks from the first axes of an array, and leaves the last `own` ones as they are."""
    if not own:
        return squeeze(pick(whole, slots, ev.guard))
    lead = pick(whole, [*slots, *[":"] * own], ev.guard) if len(slots) + own == len(whole.shape) else None
    if lead is None:  # the one index of a column
        flat = whole.data.reshape((*whole.data.shape[: len(whole.names)], -1, *whole.shape[-own:]))
        lead = pick(Value(flat, whole.names), [*slots, *[":"] * own], ev.guard)
    return lead


def _jacobian(ev: Evaluator, value: Value, axes: list[str], vec: bool, below: Node) -> Value:
    """Entry i, j is ∂z_i/∂x_j; a box may state the other layout."""
    inner = bind(value, axes)
    above, by = value.shape, inner.shape[: len(axes)]
    if len(above) != 2 or 1 not in above or not (vec or (len(by) == 2 and 1 in by)):
        raise Ambiguous("the derivative of a matrix by a matrix has four indices: write components, or vec of both",
                        below.at)  # fmt: skip
    data = inner.data
    lead = len(inner.names)
    if vec:
        data = np.swapaxes(data, lead, lead + 1)
    data = data.reshape((*data.shape[:lead], int(np.prod(by)), int(np.prod(above))))
    by_rows = Value(data, inner.names)
    return by_rows if ev.world.scope.layout == "denominator" else transpose(by_rows)


def along(ev: Evaluator, name: str, function: Function) -> tuple[Value, list[str]]:
    """The derivative of a function along an axis of its own for each axis of a symbol."""
    if name in ev.arguments:
        value, axes = slope(ev, lambda inner, x: function(replace(inner, arguments={**ev.arguments, name: x})),
                            ev.arguments[name])  # fmt: skip
        return value, [index.axis for index in axes]
    symbol = ev.world.scope.symbols[name]
    if symbol.symmetric:
        raise Ambiguous(f"{name} is symmetric by a box: is an entry moved alone, or with its mirror image? "
                        "differentiate by a matrix without that condition")  # fmt: skip
    at = arrays.whole(ev, name)
    if recursive(ev, name):
        zero = Value(np.zeros(at.shape))
        value, axes = slope(ev, lambda inner, x: function(inner.substitute({}, {name: x})), zero)
    else:
        value, axes = slope(ev, lambda inner, x: function(inner.substitute({name: x})), at)
    return value, [index.axis for index in axes]


def _name(ev: Evaluator, below: Node) -> str:
    """The symbol that something is differentiated by."""
    if below.op == "index":
        return known(ev, below.args[0])[0]
    if below.op == "call" and below.args[0].name == r"\operatorname{vec}":
        return _name(ev, below.args[1])
    if below.op == "sym" and below.name in ev.arguments:
        return below.name
    found = ev.world.scope.find(below.name) if below.op == "sym" else None
    if found is None or found[1].kind in ("function", "arbitrary"):
        raise Unreadable("a derivative is taken with respect to a declared symbol", below.at)
    return found[0]


def _kept(ev: Evaluator, above: Node, name: str) -> list[str]:
    """What ∂f/∂x keeps fixed, where f, x and y are plain numbers: where f names x, any y beside it that rests on x.

    The derivative of an array, of a component or by one is total; so is that of the loss, the whole gradient.
    """
    scope = ev.world.scope
    if not _number(scope, name):
        return []
    body = above.args[0] if above.op == "group" else above
    base = body.args[0] if body.op in ("index", "call") else body
    found = scope.find(base.name, component=True) if base.op == "sym" else None
    if body.op == "index" or (found and (found[0] == LOSS or (body.op != "call" and not _number(scope, found[0])))):
        return []
    if found and found[0] != name and found[1].definition is not None and body.op != "call":
        body = found[1].definition
    named = {f[0] for n in body.walk() if n.op == "sym" and (f := scope.find(n.name, component=True))}
    if name not in named:
        return []
    rest = named - {name, found[0] if found else ""}
    return sorted(n for n in rest if _number(scope, n) and name in dependencies(scope, n))


def _number(scope: Scope, name: str) -> bool:
    """Whether a name stands for one number: no array, no component, no function."""
    symbol = scope.symbols.get(name)
    return symbol is None or (symbol.kind == "value" and not (symbol.shape or symbol.family or "mathbf" in name))


def limit(ev: Evaluator, node: Node) -> Value:
    r"""`\lim_{h \to 0}`: the limit in a number that a box declares, at a number or at infinity."""
    if ev.stepping:
        raise Nested
    below, body = node.args
    if below.op != "rel" or below.marks != (r"\to",):
        raise Unreadable("a limit is written \\lim_{h \\to 0}", below.at)
    step, target = below.args
    found = ev.world.scope.find(step.name) if step.op == "sym" else None
    if found is None or found[1].shape or found[1].kind != "value":
        raise Unreadable("a limit is taken in a number that a setting box declares", step.at)
    sides = (1,) if target.name == r"\infty" or found[1].positive else (-1, 1)
    if target.op == "side":
        sides, target = ((1 if target.marks == ("+",) else -1),), target.args[0]
    at = None if target.name == r"\infty" else ev(target)
    return limits.limit(ev.world, lambda value: ev.substitute({found[0]: value})(body), at, sides, body.at)


def change(ev: Evaluator, node: Node) -> Value:
    r"""`\Delta\mathbf X`: declared, drawn, or what follows from the others that change."""
    name = node.args[0].name
    if name in ev.changes:
        return ev.changes[name]
    if declared := ev.world.scope.find(rf"\Delta{name}"):
        return arrays.whole(ev, declared[0])
    found = ev.world.scope.find(name)
    if found is None:
        raise Unreadable(f"no setting box declares {name}")
    base = arrays.whole(ev, name)
    moved = {n: add([arrays.whole(ev, n), d], [1, 1]) for n, d in ev.changes.items()}
    return add([arrays.whole(ev.substitute(moved), name), base], [1, -1])
