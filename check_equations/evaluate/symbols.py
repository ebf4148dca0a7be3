"""Names and their components."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..faults import Unreadable
from ..settings.scope import Symbol, bold
from ..tex.tree import Node
from ..values import Slot, Value, pick, scalar, squeeze
from . import arrays
from .context import Evaluator


def symbol(ev: Evaluator, node: Node) -> Value:
    """A letter: an argument, an index, a size, or what a box declares or defines."""
    name = node.name
    if name in ev.arguments:
        return ev.arguments[name]
    if name in ev.index:
        bound = ev.index[name]
        return scalar(bound) if isinstance(bound, int) else bound.value
    if name in ev.world.sizes:
        return scalar(ev.world.sizes[name])
    found = ev.world.scope.symbols.get(name)
    if found is None:
        if name == r"\pi":
            return scalar(np.pi)
        raise Unreadable(_unknown(ev, name))
    if found.family or found.kind == "family":
        raise Unreadable(f"{name} stands alone, without its index")
    return arrays.whole(ev, name)


def _unknown(ev: Evaluator, name: str) -> str:
    found = ev.world.scope.find(name, component=True)
    hint = f": the matrix or vector is written {found[0]}, its components with indices" if found else ""
    return f"no setting box declares {name}{hint}"


def index(ev: Evaluator, node: Node) -> Value:
    """A component of a symbol, a gradient, a change, or of anything in parentheses."""
    base, nodes = node.args[0], node.args[1:]
    slots = [slot(ev, n) for n in nodes]
    if base.op == "sym" and (argument := ev.arguments.get(bold(base.name))) is not None:
        return squeeze(pick(argument, slots, ev.guard))  # of f(\mathbf v) = …, v_i is a component of the argument
    if base.op == "sym":
        name, found = known(ev, base)
        if name == base.name and "mathbf" in name and not found.family and found.kind != "family":
            raise Unreadable(f"components are written with the plain letter: {name[8:-1]}, not {name}")
        return squeeze(arrays.component(ev, name, found, slots))
    if base.op == "grad" and (row := _part(ev, base, nodes)):
        return ev(row)
    if base.op in ("grad", "change"):
        name, found = known(ev, base.args[0])
        value = ev(replace(base, args=(Node("sym", (), (name,), node.at),)))
        members = len(found.family) or (len(found.parameters) if found.kind == "family" else 0)
        rest = len(value.shape) - members if members and members == len(slots) else 0
        return squeeze(pick(value, [*slots, *[":"] * rest], ev.guard))
    if base.op in ("group", "call"):
        return squeeze(pick(ev(base), slots, ev.guard))
    raise Unreadable("what is indexed here? put parentheses around it")


def known(ev: Evaluator, node: Node) -> tuple[str, Symbol]:
    """The name whose components this letter stands for. Raises Unreadable if no box declares it."""
    found = ev.world.scope.find(node.name, component=True)
    if found is None or node.op != "sym":
        raise Unreadable(f"no setting box declares {node.name}", node.at)
    return found


def _part(ev: Evaluator, base: Node, slots: Sequence[Node]) -> Node | None:
    """Where a box says `\\mathbf x_i = X_{i:}`, the gradient `d\\mathbf x_i` is that row of the gradient: `dX_{i:}`."""
    found = ev.world.scope.symbols.get(base.args[0].name)
    of = found.definition if found and found.parameters else None
    if of is None or of.op != "index" or of.args[0].op != "sym" or len(slots) != len(found.parameters):  # type: ignore[union-attr]
        return None
    letters = dict(zip(found.parameters, slots, strict=True))  # type: ignore[union-attr]
    places = [letters.get(place.name, place) for place in of.args[1:]]
    return replace(of, args=(replace(base, args=of.args[:1]), *places))


def slot(ev: Evaluator, node: Node) -> Slot:
    """What stands in a place of an index: a whole axis, a number, a letter, or arithmetic with them."""
    if node.op == "num" and node.name.isdigit():
        return int(node.name)
    if node.op == "sym" and node.name in (":", r"\cdot"):
        return ":"
    if node.op == "sym" and node.name in ev.index:
        return ev.index[node.name]
    value = ev(node)
    known = value.data[np.isfinite(value.data)]  # where two entries are the largest, there is no place
    if value.shape or np.any(known.real != np.round(known.real)) or np.any(known.imag):
        raise Unreadable("an index is a whole number", node.at)
    return value if value.names else int(value.data.real)
