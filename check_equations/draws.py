"""The value of what a box only declares: drawn, then moved until every equation and condition of the boxes holds."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from . import ranges
from .conditions import condition
from .context import Evaluator
from .faults import Unreadable, Untrue
from .indices import letters_of
from .scope import SPECIAL, Scope, dependencies
from .tree import Node
from .values import Value, bind, elementwise

STEP = 1e-30
TRIES = 40


def drawn(ev: Evaluator, name: str, symbol: object) -> Value:
    """The value of a declared name in this world."""
    world = ev.world
    if name not in world.settled:
        names, equations = _together(world.scope, name)
        if equations:
            _settle_all(ev, names, equations)
        else:
            world.settled[name] = world.value(name, world.scope.symbols[name])
    return world.settled[name]


def _settle_all(ev: Evaluator, names: Sequence[str], equations: Sequence[Node]) -> None:
    """Numbers for these names in every draw; where none are found, the draw does not count."""
    found: list[dict[str, np.ndarray]] = []
    for draw in range(ev.world.draws):
        place = Evaluator(ev.world.alone(draw), ev.operations, chosen=ev.chosen)
        try:
            _settle(place, names, equations)
        except ranges.Misdrawn:
            found.append({})
        else:
            found.append({name: place.world.settled[name].data for name in names})
    if not any(found):
        raise ranges.Misdrawn("no numbers were found for which what the boxes demand holds: is it possible?")
    nothing = {name: np.full(array.shape, np.nan) for name, array in next(filter(None, found)).items()}
    for name in names:
        ev.world.settled[name] = ev.world.copied(np.stack([numbers.get(name, nothing[name]) for numbers in found]))


def rests_on(scope: Scope, node: Node) -> set[str]:
    """The declared names, without a definition, that an expression rests on."""
    found = {f[0] for n in node.walk() if n.op == "sym" and (f := scope.find(n.name, component=True))}
    every = found | {below for name in found for below in dependencies(scope, name)}
    return {
        name
        for name in every
        if scope.symbols[name].definition is None and scope.symbols[name].kind == "value" and name not in SPECIAL
    }


def _together(scope: Scope, name: str) -> tuple[list[str], list[Node]]:
    """The names that equations of the boxes tie to this one, and these equations."""
    names, equations = {name}, []
    grown = True
    while grown:
        grown = False
        for equation in scope.constraints:
            tied = rests_on(scope, equation)
            if equation not in equations and tied & names:
                equations.append(equation)
                names |= tied
                grown = True
    return sorted(names), equations


def _settle(ev: Evaluator, names: Sequence[str], equations: Sequence[Node]) -> None:
    """Draws these names anew until everything holds."""
    world, scope = ev.world, ev.world.scope
    for attempt in range(TRIES):
        start = {n: world.array(n, scope.symbols[n], attempt) for n in names}
        exact = [e for e in equations if set(e.marks) == {"="}]
        found = _search(ev, start, exact) if any(scope.symbols[n].values for n in names) else _project(ev, start, exact)
        if found is None:
            continue
        place = ev.apart().substitute({n: Value(a) for n, a in found.items()})
        if all(_holds(place, e) for e in equations if e not in exact):
            world.settled.update({n: Value(a) for n, a in found.items()})
            return
    raise ranges.Misdrawn("no numbers were found for which what the boxes demand holds: is it possible?")


def _bound(ev: Evaluator, equation: Node) -> Evaluator:
    """The place where every free index of an equation runs over its range."""
    letters = [x for x in letters_of(equation, ev.world.scope) if x not in ev.index]
    for letter, (start, stop) in ranges.of_letters(ev, letters, equation.args).items():
        ev = ev.bind(letter, start, stop, equation)
    return ev


def _holds(ev: Evaluator, comparison: Node) -> bool:
    return bool(np.all(condition(_bound(ev, comparison), comparison).data == 1))


def _residuals(ev: Evaluator, equations: Sequence[Node], axis: str) -> np.ndarray:
    """By how much each equation fails, in one row for each place on `axis`."""
    rows = []
    for equation in equations:
        inner = _bound(ev, equation)
        sides = [inner(side) for side in equation.args]
        for left, right in pairwise(sides):
            if left.shape != right.shape:
                raise Untrue("the two sides of what a box demands have different shapes", equation.at)
            gap = elementwise(np.subtract, left, right)
            gap = bind(gap, [n for n in gap.names if n != axis])
            rows.append(gap.data.reshape((gap.data.shape[0] if gap.names else 1, -1)))
    length = max(len(row) for row in rows)
    return np.concatenate([np.broadcast_to(row, (length, row.shape[1])) for row in rows], axis=1)


def _values(start: Mapping[str, np.ndarray], flat: np.ndarray, axis: str) -> dict[str, Value]:
    """The arrays made of one long row for each place on `axis`."""
    out, at = {}, 0
    for name, array in start.items():
        out[name] = Value(flat[:, at : at + array.size].reshape((len(flat), *array.shape)), (axis,))
        at += array.size
    return out


def _project(ev: Evaluator, start: Mapping[str, np.ndarray], equations: Sequence[Node]) -> dict[str, np.ndarray] | None:
    """Gauss–Newton from the draw to a point where the equations hold; what must be positive moves by a factor."""
    axis, symbols = "∂constraint", ev.world.scope.symbols
    positive = np.concatenate([np.full(a.size, symbols[n].positive) for n, a in start.items()])
    point = np.concatenate([a.ravel() for a in start.values()]).astype(float)
    best = np.inf
    for _ in range(60 if equations else 0):
        scale = np.where(positive, point, 1.0)
        moved = point + 1j * STEP * np.diag(scale)
        rows = _residuals(ev.apart().substitute(_values(start, moved, axis)), equations, axis)
        gap, slopes = rows[0].real, np.broadcast_to(rows.imag / STEP, (point.size, rows.shape[1])).T
        if not np.all(np.isfinite(rows)):
            return None
        size = abs(gap).max()
        if size == 0 or (size < 1e-13 and size >= best):
            break
        best = min(best, size)
        step = np.clip(np.linalg.pinv(slopes) @ gap, -1e6, 1e6)
        point = np.where(positive, point * np.exp(-np.clip(step, -2, 2)), point - step)
    else:
        if equations:
            return None
    return {n: v.data[0] for n, v in _values(start, point[None], axis).items()}


def _search(ev: Evaluator, start: Mapping[str, np.ndarray], equations: Sequence[Node]) -> dict[str, np.ndarray] | None:
    """From a draw of finite sets to one for which the equations hold, one entry after the other."""
    axis, random = "∂choice", ev.world.random("choice " + " ".join(start))
    choices = [ev.world.scope.symbols[n].values for n, a in start.items() for _ in range(a.size)]
    if not all(choices):
        raise Unreadable("an equation of a box ties a finite set to real numbers: give each an equation of its own")
    point = np.concatenate([a.ravel() for a in start.values()]).astype(float)
    for _ in range(4 * point.size if equations else 0):
        others = [(k, v) for k, many in enumerate(choices) for v in many if v != point[k]]
        trials = np.repeat(point[None], len(others) + 1, axis=0)
        for row, (k, value) in enumerate(others, 1):
            trials[row, k] = value
        gaps = (abs(_residuals(ev.apart().substitute(_values(start, trials, axis)), equations, axis)) ** 2).sum(axis=1)
        if gaps[0] < 1e-20:
            break
        if gaps.min() >= gaps[0]:
            return None
        point = trials[random.choice(np.flatnonzero(gaps == gaps.min()))]
    else:
        if equations:
            return None
    return {n: v.data[0] for n, v in _values(start, point[None], axis).items()}
