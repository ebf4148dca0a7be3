"""What a statement does with names: which it gives, which it needs, and whose objects it may change.

No analysis of Python can be exact. Where this one cannot know, it says that an object may change: a reader who
copies a line too many loses nothing.
"""

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Import, ast.ImportFrom, *_DEFINING)
_AT_ONCE = {"listcomp", "setcomp", "dictcomp", "genexpr"}  # scopes that run where they stand
_STATEFUL = {
    "default_rng",
    "RandomState",
    "Random",
    "iter",
    "count",
    "cycle",
}  # what they give changes when read


@dataclass
class Deeds:
    """What a piece of code does to objects, without what it defines."""

    stores: set[str] = field(default_factory=set)  # a[i] = …, a.b = …, del a[i]
    calls: list[tuple[str, bool, set[str]]] = field(default_factory=list)  # whom, whether for its deed, with what

    def changed(self, altering: set[str], harmless: set[str]) -> set[str]:
        """The names of what is changed, if some functions change what they are given, and some do not."""
        calls = ((whom in altering or (deed and whom not in harmless), names) for whom, deed, names in self.calls)
        return self.stores.union(*(names for changing, names in calls if changing))


@dataclass
class Function:
    """A function or method: what it does to objects, and which of its names are new objects of its own."""

    deeds: Deeds
    own: set[str]  # what it assigns
    given: set[str]  # its parameters and what it loops over


@dataclass
class Meaning:
    """A statement's names: those it gives (surely, if it is no branch or loop), needs, and needs when it is called."""

    gives: set[str]
    surely: bool
    needs: set[str]
    later: set[str]
    deeds: Deeds
    functions: list[tuple[str, Function]]
    stateful: bool
    data: bool  # it gives no module, function or class


def meaning(node: ast.stmt, text: str) -> Meaning:
    """What a statement, whose source is `text`, means."""
    table = symtable.symtable(text, "", "exec")
    inside = [one for one in ast.walk(node) if isinstance(one, _FUNCTIONS)]
    made = isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _callee(node.value) in _STATEFUL
    return Meaning(
        _given(table),
        isinstance(node, _SIMPLE),
        _needed([node]),
        {name for name, later in _inner(table) if later},
        _deeds([node]),
        [(getattr(one, "name", ""), Function(_deeds(one.body), *_locals(one))) for one in inside],
        made,
        not isinstance(node, (ast.Import, ast.ImportFrom, *_DEFINING)),
    )


def _needed(statements: Iterable[ast.AST]) -> set[str]:
    """The names that statements need from above: what a loop runs through, or one gives to the next, they do not."""
    needed: set[str] = set()
    given: set[str] = set()
    for node in statements:
        if isinstance(node, ast.For):
            own = _needed([node.iter]) | (_needed([*node.body, *node.orelse]) - _names(node.target))
            needed |= own - given
            continue
        table = symtable.symtable(ast.unparse(node), "", "exec")
        again = (_names(one.target) for one in ast.walk(node) if isinstance(one, ast.AugAssign))
        own = {one.get_name() for one in table.get_symbols() if one.is_referenced()}
        own |= _given(table).intersection(set().union(*again))
        defines = isinstance(node, _DEFINING)  # what else it has inside may run now: lambdas that it hands over
        own |= {name for name, later in _inner(table) if not (later and defines)}
        needed |= own - given
        given |= _given(table) if isinstance(node, _SIMPLE) else set()
    return needed


def _given(table: symtable.SymbolTable) -> set[str]:
    return {one.get_name() for one in table.get_symbols() if one.is_assigned() or one.is_imported()}


def _inner(table: symtable.SymbolTable, called: bool = False) -> Iterator[tuple[str, bool]]:
    """The names of the top scope that inner scopes use, and whether only when something is called."""
    for inner in table.get_children():
        later = called or (inner.get_type() == "function" and inner.get_name() not in _AT_ONCE)
        yield from ((one.get_name(), later) for one in inner.get_symbols() if one.is_global())
        yield from _inner(inner, later)


def _locals(function: ast.FunctionDef | ast.Lambda) -> tuple[set[str], set[str]]:
    """The names that a function assigns, and those it is given."""
    parts = [part for top in _listed(function.body) for part in ast.walk(top)]
    shared = {name for part in parts if isinstance(part, (ast.Global, ast.Nonlocal)) for name in part.names}
    looped = {name for part in parts if isinstance(part, (ast.For, ast.comprehension)) for name in _names(part.target)}
    stored = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    given = {one.arg for one in every if one} | looped
    return stored - given - shared, given


def _deeds(body: list[ast.stmt] | ast.expr) -> Deeds:
    found, open_ = Deeds(), _listed(body)
    while open_:
        node = open_.pop()
        if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
            found.stores |= _root(node)
        elif isinstance(node, ast.AugAssign):
            found.stores |= _root(node.target)
        elif isinstance(node, ast.Global):
            found.stores |= set(node.names)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            found.calls.append((_callee(node.value), True, _handed(node.value)))
        elif isinstance(node, ast.Call):
            found.calls.append((_callee(node), False, _handed(node)))
        inner = [] if isinstance(node, _FUNCTIONS) else ast.iter_child_nodes(node)
        open_ += [child for child in inner if not isinstance(child, ast.ClassDef)]
    return found


def _listed(body: list[ast.stmt] | ast.expr) -> list[ast.AST]:
    return list(body) if isinstance(body, list) else [body]


def _callee(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _handed(call: ast.Call) -> set[str]:
    """The names of what a call may change: its object and its arguments."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return (_root(call.func) if isinstance(call.func, ast.Attribute) else set()).union(*map(_names, arguments))


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _root(node: ast.AST) -> set[str]:
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else _names(node)


def altering(functions: Iterable[tuple[str, Function]]) -> set[str]:
    """The names of functions and methods that may change what they are given."""
    known = list(functions)
    harmless = {"print", *(name for name, _ in known)}
    found: set[str] = set()
    while new := {name for name, one in known if one.deeds.changed(found, harmless) & one.given} - found:
        found |= new
    return found
