"""Which statements of a program a part of it stands on: a walk from the part upwards, after the names that it needs.

Functions are looked into: whoever calls one needs what it needs, where it is called.
"""

from collections.abc import Iterable, Iterator
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
        end = max(part, default=-1) + 1
        needed = self._called(set().union(*(self._statements[place].later for place in part)), end)
        kept: list[int] = []
        for place in reversed(range(end)):
            one = self._statements[place]
            if place in part or needed & (one.gives | self._changes[place]):
                kept.append(place)
                needed -= one.gives if one.means.surely else set()
                needed |= self._called(one.needs, place)
        return kept[::-1]

    def _called(self, names: set[Name], place: int) -> set[Name]:
        """The names, and what those that stand above this place need when they are called there."""
        found, new = set(names), set(names)
        while new:
            given = [self._statements[at] for name in new for at in self._givers(name, place)]
            new = set().union(*(one.later | (one.needs & self._callables) for one in given)) - found
            found |= new
        return found

    def _givers(self, name: Name, place: int) -> Iterator[int]:
        """The statements above a place that may have given a name its value there."""
        for at in reversed(self._given.get(name, [])):
            if at < place:
                yield at
                if self._statements[at].means.surely:
                    return

    @cached_property
    def _given(self) -> dict[Name, list[int]]:
        found: dict[Name, list[int]] = {}
        for at, one in enumerate(self._statements):
            for name in one.gives:
                found.setdefault(name, []).append(at)
        return found

    @cached_property
    def _callables(self) -> set[Name]:
        """Functions, and what comes from them: an import, a thing that may hold methods."""
        found = {name for one in self._statements if one.means.functions for name in one.gives}
        for one in self._statements:
            found |= one.gives if one.needs & found else set()
        return found

    @cached_property
    def _changes(self) -> list[set[Name]]:
        """Of each statement, the names whose objects it may change, by itself or through what it calls."""
        functions = [pair for one in self._statements for pair in one.means.functions]
        harmless = {"print", *(name for name, _ in functions)}
        changing = altering(functions)
        data = {name for one in self._statements if one.means.data for name in one.gives}
        stateful = {name for one in self._statements if one.means.stateful for name in one.gives}
        made_of: dict[Name, set[Name]] = {}
        outside: dict[Name, set[Name]] = {}  # what a function changes that is not its own
        for one in self._statements:
            for name in one.gives:
                made_of.setdefault(name, set()).update(one.needs & data)
            for _, function in one.means.functions:
                names = function.deeds.changed(changing, harmless) - function.own - function.given
                for name in one.gives:
                    outside.setdefault(name, set()).update(one.scoped(names))
        found = []
        for place, one in enumerate(self._statements):
            deeds = one.means.deeds
            changed = one.scoped(deeds.stores)
            changed |= _reach(one.scoped(deeds.changed(changing, harmless)) & data, made_of)
            if one.means.data:
                used = self._called(one.needs, place)
                changed |= (stateful & used).union(*(outside.get(name, ()) for name in used))
            found.append(changed)
        return found


def _reach(names: set[Name], edges: dict[Name, set[Name]]) -> set[Name]:
    """The names, and all that can be reached from them."""
    found, new = set(names), set(names)
    while new := {other for name in new for other in edges.get(name, ())} - found:
        found |= new
    return found
