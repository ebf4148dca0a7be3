"""Which statements of a program a part of it stands on: a walk from the part upwards, after the names that it needs.

Functions are looked into: whoever calls one needs what it needs, where it is called.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from book.source.names import Meaning, altering

Name = tuple[str, str]  # the scope that gave it, and the name there


@dataclass
class Statement:
    """A statement with its names in their scopes."""

    scope: str
    text: str
    means: Meaning
    gives: set[Name]
    needs: set[Name]
    later: set[Name]

    def scoped(self, names: Iterable[str]) -> set[Name]:
        return {(self.scope, name) for name in names}


class Slices:
    """What each part of a program stands on."""

    def __init__(self, statements: list[Statement]) -> None:
        self._statements = statements

    def above(self, part: set[int]) -> list[int]:
        """The places of the statements that these stand on, and of these, in order."""
        needed: set[Name] = set()
        kept: list[int] = []
        for place in range(max(part, default=-1), -1, -1):
            one = self._statements[place]
            if place in part or needed & (one.gives | self._changes[place]):
                kept.append(place)
                needed -= one.gives if one.means.surely else set()
                needed |= _reach(one.needs, self._behind)
        return kept[::-1]

    @cached_property
    def _behind(self) -> dict[Name, set[Name]]:
        """Of each name, the functions that it was made with, and what these and it need when they are called."""
        callables = {name for one in self._statements if one.means.functions for name in one.gives}
        for one in self._statements:  # an import, or a thing made by a function, can be called or holds methods
            callables |= one.gives if one.needs & callables else set()
        return self._gathered(lambda one: one.later | (one.needs & callables))

    @cached_property
    def _changes(self) -> list[set[Name]]:
        """Of each statement, the names whose objects it may change, by itself or through what it calls."""
        functions = [pair for one in self._statements for pair in one.means.functions]
        harmless = {"print", *(name for name, _ in functions)}
        changing = altering(functions)
        data = {name for one in self._statements if one.means.data for name in one.gives}
        stateful = {name for one in self._statements if one.means.stateful for name in one.gives}
        made_of = self._gathered(lambda one: one.needs & data)
        outside: dict[Name, set[Name]] = {}  # what a function changes that is not its own
        for one in self._statements:
            for _, function in one.means.functions:
                names = function.deeds.changed(changing, harmless) - function.own - function.given
                for name in one.gives:
                    outside.setdefault(name, set()).update(one.scoped(names))
        found = []
        for one in self._statements:
            deeds = one.means.deeds
            changed = one.scoped(deeds.stores)
            changed |= _reach(one.scoped(deeds.changed(changing, harmless)) & data, made_of)
            if one.means.data:
                used = _reach(one.needs, self._behind)
                changed |= (stateful & used).union(*(outside.get(name, ()) for name in used))
            found.append(changed)
        return found

    def _gathered(self, of: Callable[[Statement], set[Name]]) -> dict[Name, set[Name]]:
        found: dict[Name, set[Name]] = {}
        for one in self._statements:
            for name in one.gives:
                found.setdefault(name, set()).update(of(one))
        return found


def _reach(names: set[Name], edges: dict[Name, set[Name]]) -> set[Name]:
    """The names, and all that can be reached from them."""
    found, new = set(names), set(names)
    while new := {other for name in new for other in edges.get(name, ())} - found:
        found |= new
    return found
