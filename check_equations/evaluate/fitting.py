"""Where only the shapes of a statement say how far an index of a definition runs: the one size with which they fit."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from ..faults import Fault, Unreadable
from .context import Evaluator
from .ranges import Open

Result = TypeVar("Result")


def fitted(ev: Evaluator, shapes: Callable[[Evaluator], object], run: Callable[[Evaluator], Result]) -> Result:
    """What `run` gives; with the size that fits for each index of which nothing but the shapes says how far it runs.

    `shapes` raises a Fault for what does not fit. Raises Unreadable if several sizes fit, or none does.
    """
    try:
        return run(ev)
    except Open as fault:
        if not fault.name:
            raise
        return run(_choose(ev, fault, shapes))


def _choose(ev: Evaluator, fault: Open, shapes: Callable[[Evaluator], object]) -> Evaluator:
    fits = _fitting(ev, fault, shapes)
    if len(fits) != 1:
        several = "several sizes fit" if fits else "no size fits"
        raise Unreadable(f"{fault.problem}; from the shapes of this statement {several}", fault.at)
    return fits[0]


def _fitting(ev: Evaluator, fault: Open, shapes: Callable[[Evaluator], object]) -> list[Evaluator]:
    found = []
    for size in sorted(set(ev.world.sizes.values())):
        trial = replace(ev, chosen={**ev.chosen, (fault.name, fault.letter): size}, memo={})
        try:
            shapes(trial)
        except Open as another:
            found += _fitting(trial, another, shapes) if another.name else []
        except Fault:
            continue
        else:
            found.append(trial)
    return found
