"""What a gradient is the gradient of: the loss, or any function of all that the boxes compute in the end."""

from collections.abc import Callable, Iterator

from ..faults import Unreadable
from ..settings.scope import LOSS, Scope, Symbol, dependencies
from ..tex.tree import Node
from ..values import Value, pick
from . import arrays
from .context import Evaluator
from .functions import arbitrary
from .ranges import pure, recursive


def loss(ev: Evaluator) -> Callable[[Evaluator], Value]:
    """The loss as a function of where it is evaluated. Raises Unreadable if there is nothing to differentiate."""
    scope = ev.world.scope
    if scope.find(LOSS):
        return lambda inner: arrays.whole(inner, LOSS)
    names = outputs(ev, scope)
    if not names:
        raise Unreadable("no setting box says what the loss is, nor defines anything that it could be a function of")

    def any_function(inner: Evaluator) -> Value:
        values = [_end(inner, name) for name in names]
        domain = tuple(value.shape for value in values)
        return arbitrary(inner.world, "any loss", Symbol(domain=domain), values)

    return any_function


def outputs(ev: Evaluator, scope: Scope) -> list[str]:
    """What a box defines, and nothing else that a box defines rests on."""
    defined = {
        name
        for name, symbol in scope.symbols.items()
        if symbol.definition is not None
        and symbol.kind != "function"
        and not any(node.op in ("grad", "derivative", "second") for node in symbol.definition.walk())
        and not (symbol.parameters and pure(ev, name, symbol))
        and any(scope.symbols[below].definition is None for below in dependencies(scope, name))
    }
    used = {below for name in defined for below in dependencies(scope, name) if below not in recursive(ev, name)}
    used |= {name for name in defined if _within(ev, name)}
    return sorted(defined - used)


def _references(ev: Evaluator, name: str) -> Iterator[tuple[str, Node]]:
    """The members that the definitions of a recursion name, and with which index."""
    scope, cycle = ev.world.scope, recursive(ev, name)
    for other in cycle:
        for node in scope.symbols[other].definition.walk():  # type: ignore[union-attr]
            found = scope.find(node.args[0].name, component=True) if node.op == "index" else None
            if found and found[0] in cycle:
                yield found[0], node.args[1]


def _within(ev: Evaluator, name: str) -> bool:
    """Whether another part of the recursion rests on the very member of this one: s_t = f(a_t) on a_t."""
    return any(other == name and index.op == "sym" for other, index in _references(ev, name))


def _end(ev: Evaluator, name: str) -> Value:
    """The value of an output; of a recursion the last member, or the first one where it runs backwards."""
    value = arrays.whole(ev, name)
    steps = {mark for _, index in _references(ev, name) if index.op == "add" for mark in index.marks if mark}
    if steps not in ({"-"}, {"+"}):
        return value
    rest = [":"] * (len(value.shape) - 1)
    return pick(value, [value.shape[0] if steps == {"-"} else 1, *rest])
