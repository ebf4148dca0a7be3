"""Whether a name may mean what a box says: one kind of thing in all boxes around it, no component of another name."""

from collections.abc import Collection

from .faults import Unreadable
from .scope import Scope, Symbol, bold, numeric_shape, plain


def refuse(scope: Scope, outer: Symbol | None, own: Collection[str], name: str, symbol: Symbol, at: int | None) -> None:
    """Raises Unreadable if a name clashes with others of its scope, or with what an outer box says of it.

    `own` are the names of which the same box has spoken.
    """
    letter = name.partition("_{")[0]
    whole = bold(letter) if letter != name else ""
    parts = [n for n in scope.symbols if n.partition("_{")[0] == plain(name) != n and not is_start(n)]
    if (whole in scope.symbols and not is_start(name)) or (
        parts and name != plain(name) and not _recursive(name, symbol)
    ):
        raise Unreadable(f"{name} and {whole or parts[0]} in one place: is the one a component of the other? "
                         "give it a name of its own", at)  # fmt: skip
    if outer and (_is_function(outer) != _is_function(symbol) or 0 < _axes(outer) != _axes(symbol) > 0):
        raise Unreadable(f"{name} is something else in an outer box: give it a name of its own here", at)
    if outer and outer.definition and symbol.definition and not _another_scene(scope, outer, own, symbol):
        raise Unreadable(f"{name} is defined otherwise in an outer box: give it a name of its own here, or declare "
                         "here too what it is made of", at)  # fmt: skip


def is_start(name: str) -> bool:
    """Whether this is what stands before the first component, and no component: h_0."""
    return name.endswith("_{0}")


def _another_scene(scope: Scope, outer: Symbol, own: Collection[str], symbol: Symbol) -> bool:
    """Whether a box may define a name anew: it says the same, gives it numbers, or declares what it rests on."""
    leaves = [n.name for n in symbol.definition.walk() if n.op == "sym"]  # type: ignore[union-attr]
    found = {known[0] for leaf in leaves if (known := scope.find(leaf, component=True))}
    same = outer.definition == symbol.definition or numeric_shape(symbol.definition) is not None  # type: ignore[arg-type]
    return same or not found.isdisjoint(own)


def _is_function(symbol: Symbol) -> bool:
    return symbol.kind in ("function", "arbitrary")


def _axes(symbol: Symbol) -> int:
    """How many indices something declared or defined by components has; 0 if that is not said here."""
    given = len([size for size in (*symbol.family, *symbol.shape) if size != 1])
    return len(symbol.parameters) if symbol.kind in ("indexed", "family") else given


def _recursive(name: str, symbol: Symbol) -> bool:
    """Whether members rest on each other, so that the first ones stand apart: `\\mathbf h_0`."""
    of = symbol.definition.walk() if symbol.definition and symbol.parameters else ()
    return any(node.op == "index" and node.args[0].name in (name, plain(name)) for node in of)
