"""The value of a symbol as a whole: drawn, defined, or defined by its components, also from one member to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ..faults import Fault, Unreadable, Untrue
from ..settings.scope import Symbol, plain
from ..values import Index, Slot, Value, add, bind, pick, spread, stacked
from . import draws, ranges
from .context import Evaluator
from .ranges import recursive

_PENDING = Value(np.empty(0))


def whole(ev: Evaluator, name: str) -> Value:
    """The value of a name. Raises Unreadable for a function, and for what is defined by itself."""
    symbol = ev.world.scope.symbols[name]
    if name in ev.replaced:
        return ev.replaced[name]
    if symbol.kind in ("function", "arbitrary"):
        raise Unreadable(f"{name} stands alone, without its argument")
    if ev.memo.get(name) is _PENDING:
        raise Unreadable(f"{name} is defined by itself")
    if name not in ev.memo:
        ev.memo[name] = _PENDING
        try:
            ev.memo[name] = _computed(ev, name, symbol)
        finally:
            if ev.memo[name] is _PENDING:
                del ev.memo[name]
    return ev.memo[name]


def _computed(ev: Evaluator, name: str, symbol: Symbol) -> Value:
    if symbol.definition is None:
        return draws.drawn(ev, name)
    value = _components(ev, name, symbol) if symbol.parameters else ev.apart()(symbol.definition)
    declared = ev.world.shape((*symbol.family, *symbol.shape))
    if declared and declared != value.shape and not (declared == (1, 1) and not value.shape):
        raise Untrue(f"{name} is declared with another shape than it is defined with", symbol.definition.at)
    return value


def _components(ev: Evaluator, name: str, symbol: Symbol) -> Value:
    """`P_{ij} = …` gives the matrix P, `y_i = …` the column y, `\\mathbf h_t = …` all its members."""
    bounds = ranges.of_definition(ev, name, symbol)
    for letter, (start, _) in bounds.items():
        if start != 1:
            raise Unreadable(f"the components of {name} begin at {letter} = {start}: count them from 1, or say "
                             "by cases what the first ones are")  # fmt: skip
    if recursive(ev, name):
        value = stacked([member(ev, name, symbol, t) for t in range(1, bounds[symbol.parameters[0]][1] + 1)])
    else:
        value = _along(ev, symbol, symbol.parameters, bounds)
    if len(value.shape) == 1:
        value = Value(value.data[..., None], value.names)
    return value


def _along(ev: Evaluator, symbol: Symbol, letters: Sequence[str], bounds: Mapping[str, ranges.Bounds],
           fixed: Mapping[str, Index | int] | None = None) -> Value:  # fmt: skip
    """The definition for every place of these letters, which become the first axes."""
    inner = ev.apart()
    inner = replace(inner, index={**inner.index, **(fixed or {})})
    for letter in letters:
        inner = inner.bind(letter, *bounds[letter])
    value = inner(symbol.definition)
    if value.shape and symbol.kind == "indexed":
        raise Untrue("a component of this is no number: the name of a vector or matrix stands in bold")
    for letter in letters:
        value = spread(value, inner.index[letter])
    return bind(value, [inner.index[letter].axis for letter in letters])


# --- recursion ----------------------------------------------------------------------------------------------


def member(ev: Evaluator, name: str, symbol: Symbol, t: int) -> Value:
    """One member of a recursion; before the first and after the last one stands what a box declares, or any value."""
    bounds = ranges.of_definition(ev, name, symbol)
    first, *rest = symbol.parameters
    key = (name, t)
    if key not in ev.memo:
        if not 1 <= t <= bounds[first][1]:
            ev.memo[key] = _start(ev, name, symbol, t)
            return ev.memo[key]
        ev.memo[key] = None
        try:
            value = _along(ev, symbol, rest, bounds, {first: t})
            if name in ev.nudged:
                nudge = ev.nudged[name]
                value = add([value, pick(nudge, [t, *[":"] * (len(nudge.shape) - 1)][: len(nudge.shape)])
                             if value.shape else pick(nudge, [t])], [1, 1])  # fmt: skip
            ev.memo[key] = value
        finally:
            if ev.memo[key] is None:
                del ev.memo[key]
    if ev.memo[key] is None:
        raise Unreadable(f"{name} is defined by itself: a member may rest on those before it")
    return ev.memo[key]


def _start(ev: Evaluator, name: str, symbol: Symbol, t: int) -> Value:
    """What stands before the first member: declared as `\\mathbf h_0`, or any value of the shape that fits."""
    for base in (name, plain(name)):
        if f"{base}_{{{t}}}" in ev.world.scope.symbols:
            return whole(ev, f"{base}_{{{t}}}")
    first, *rest = symbol.parameters
    bounds = ranges.of_definition(ev, name, symbol)
    shapes: list[tuple[int, ...]] = [tuple(bounds[letter][1] for letter in rest)]
    if symbol.kind == "family":
        sizes = sorted(set(ev.world.sizes.values()))
        shapes = [(n, 1) for n in sizes] + [(1, n) for n in sizes]
    fits = []
    for shape in shapes:
        value = ev.world.value(f"{name}_{{{t}}}", Symbol(shape))
        trial = ev.substitute({})
        trial.memo.update({key: known for key, known in ev.memo.items() if key[1:] == (t,)})  # of other parts
        trial.memo.update({(name, t): value, ("ranges", name): bounds})
        try:
            if _along(trial, symbol, rest, bounds, {first: max(t + 1, 1) if t < 1 else t - 1}).shape == shape:
                fits.append(value)
        except Fault:
            continue
    if len(fits) != 1:
        raise Unreadable(f"nothing says what {plain(name)}_{t} is: declare it in a box")
    return fits[0]


# --- components ---------------------------------------------------------------------------------------------


def component(ev: Evaluator, name: str, symbol: Symbol, slots: Sequence[Slot]) -> Value:
    """The component, or the member, with these indices."""
    if symbol.parameters and name not in ev.replaced:
        if len(slots) < len(symbol.parameters):
            raise Untrue(f"{len(slots)} indices where the setting box has {len(symbol.parameters)}")
        if ranges.pure(ev, name, symbol):
            return _direct(ev, symbol, slots)
        if recursive(ev, name):
            return _of_recursion(ev, name, symbol, slots)
        if any(isinstance(slot, Value) for slot in slots) and len(slots) == len(symbol.parameters):
            return _direct(ev, symbol, slots)  # where it has no component, its cases say what stands there
        if symbol.kind == "indexed" and len(slots) > len(symbol.parameters):
            raise Untrue(f"{len(slots)} indices where the setting box has {len(symbol.parameters)}")
    value = whole(ev, name)
    members = len(symbol.family) or (len(symbol.parameters) if symbol.kind == "family" else 0)
    rest = len(value.shape) - members if members and len(slots) == members else 0
    return pick(value, [*slots, *[":"] * rest], ev.guard)


def _of_recursion(ev: Evaluator, name: str, symbol: Symbol, slots: Sequence[Slot]) -> Value:
    """Members of a recursion; `h_{t-1}` may reach back to the value that stands before the first one."""
    first, *rest = slots
    if isinstance(first, int):
        value = member(ev, name, symbol, first)
        return pick(value, [*rest, *[":"] * (len(value.shape) - len(rest))], ev.guard)
    value = whole(ev, name)
    places = first.value if isinstance(first, Index) else first
    if isinstance(places, Value) and places.data.size and int(places.data.real.min()) == 0:
        value = stacked([member(ev, name, symbol, 0), *(pick(value, [t, *[":"] * (len(value.shape) - 1)]) for t in
                                                        range(1, value.shape[0] + 1))])  # fmt: skip
        first = Value(places.data + 1, places.names)
    return pick(value, [first, *rest, *[":"] * (len(value.shape) - len(slots))], ev.guard)


def _direct(ev: Evaluator, symbol: Symbol, slots: Sequence[Slot]) -> Value:
    """A component of what has no range of its own, such as δ_ij: the definition with other letters."""
    if len(slots) != len(symbol.parameters):
        raise Untrue(f"{len(slots)} indices where the setting box has {len(symbol.parameters)}")
    inner, letters, given = ev.apart(), {}, {}
    for letter, slot in zip(symbol.parameters, slots, strict=True):
        if isinstance(slot, str):
            raise Untrue("a whole axis of something that says nothing of how far its indices run")
        if isinstance(slot, int) and slot < 1:
            raise Untrue(f"the index {slot}: rows and columns are counted from 1")
        if isinstance(slot, Value):
            given[letter] = slot
        else:
            letters[letter] = slot
    inner = replace(inner, index={**inner.index, **letters}, arguments=given, guard=ev.guard)
    return inner(symbol.definition)
