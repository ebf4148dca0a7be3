"""What a gradient is the gradient of: the loss, or any function of all that the boxes compute in the end."""

from collections.abc import Callable

from . import arrays
from .context import Evaluator
from .faults import Unreadable
from .ranges import pure
from .scope import LOSS, Scope, Symbol, dependencies
from .values import Value


def loss(ev: Evaluator) -> Callable[[Evaluator], Value]:
    """The loss as a function of where it is evaluated. Raises Unreadable if there is nothing to differentiate."""
    scope = ev.world.scope
    if scope.find(LOSS):
        return lambda inner: arrays.whole(inner, LOSS)
    names = outputs(ev, scope)
    if not names:
        raise Unreadable("no setting box says what the loss is, nor defines anything that it could be a function of")

    def any_function(inner: Evaluator) -> Value:
        values = [arrays.whole(inner, name) for name in names]
        domain = tuple(value.shape for value in values)
        return inner.world.call("any loss", Symbol(domain=domain), values)

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
    used = {below for name in defined for below in dependencies(scope, name) if below != name}
    return sorted(defined - used)
