"""Numbers for the letters of sizes: pairwise different, none 1, and such that sizes made of them are sizes too."""

from collections.abc import Mapping

import numpy as np

from ..faults import Unreadable
from ..settings.scope import Scope, Size, size_of
from ..tex.tree import Node
from .plan import Plan

_USUAL = (2, 3, 4, 5, 6, 7)
_TRIES = 500


def drawn(scope: Scope, plan: Plan) -> dict[str, int]:
    """Every size that the boxes know, as a number. Of two turns, one makes m larger than n, and one n than m."""
    given = {size for size in scope.sizes.values() if isinstance(size, int)}
    given |= {size for symbol in scope.symbols.values() for size in symbol.shape if isinstance(size, int)}
    letters = [name for name, size in scope.sizes.items() if size is None]
    wanted = plan.sizes or _USUAL
    free = [size for size in wanted if size not in given]
    free += [size for size in range(max(wanted) + 1, max(wanted) + 99) if size not in given]
    defined = {name: size for name, size in scope.sizes.items() if isinstance(size, Node)}
    shapes = (shape for symbol in scope.symbols.values() for shape in (symbol.shape, *symbol.domain))
    made = {size for shape in (*shapes, defined.values()) for size in shape if isinstance(size, Node)}
    few = free[: max(4, len(letters), len(plan.sizes)) + 2 * len(made)]
    turn, mirrored = divmod(plan.turn, 2)
    mirror = dict(zip(sorted(few), sorted(few, reverse=True), strict=True))
    best: dict[str, int] = {}
    for seed in range(first := turn // len(few), first + _TRIES):
        order = np.random.default_rng([len(letters), seed] if seed else len(letters)).permutation(few)
        own = {name: int(order[(n + turn) % len(few)]) for n, name in enumerate(letters)}
        own = {name: mirror[size] for name, size in own.items()} if mirrored else own
        own |= dict(plan.given)
        found = own | {name: size for name, size in scope.sizes.items() if isinstance(size, int)}
        for name, size in defined.items():
            found[name] = number(size, found)
        results = [number(size, found) for size in made]
        if not made or (min(results) > 1 and len({*results, *own.values()}) == len(results) + len(own)):
            return found
        best = best or (found if min(results) > 1 else {})
    return best or found


def number(size: Size, sizes: Mapping[str, int]) -> int:
    """A letter, a number, or arithmetic with them as a number."""
    if isinstance(size, str):
        if size not in sizes:
            raise Unreadable(f"{size} is no size that a setting box declares")
        return sizes[size]
    if isinstance(size, int):
        return size
    if size.op == "add":
        return sum((-1 if m == "-" else 1) * number(a, sizes) for m, a in zip(size.marks, size.args, strict=True))
    if size.op == "mul":
        return int(np.prod([number(part, sizes) for part in size.args]))
    return number(size_of(size), sizes)
