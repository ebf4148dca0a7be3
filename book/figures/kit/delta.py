"""Sums with Kronecker deltas, as figures of the kind `delta` have them where they can be touched.

A sum is written as its factors: `dZij δis δlt Ylj` is summed over i, j and l; s and t are free.
"""

import itertools
import re

import numpy as np

Numbers = dict[str, np.ndarray]
SUMMED, FREE = "ijl", "st"


def given(numbers: Numbers, sums: dict[str, str], **opens: object) -> dict[str, object]:
    """What a figure opens with, as JSON."""
    return {"numbers": {name: A.tolist() for name, A in numbers.items()}, "sums": sums, **opens}


def factors(text: str) -> list[tuple[str, str]]:
    """The letters of a sum with their indices."""
    return re.findall(rf"(d?[^{SUMMED}{FREE} ])([{SUMMED}{FREE}]+)", text)


def sizes(text: str, numbers: Numbers) -> dict[str, int]:
    """How far each summed index runs, in alphabetical order."""
    found = {
        index: size
        for name, at in factors(text)
        if name != "δ"
        for index, size in zip(at, numbers[name].shape, strict=True)
    }
    return dict(sorted(found.items()))


def survivors(text: str, numbers: Numbers, free: dict[str, int]) -> list[dict[str, int]]:
    """The terms in which all deltas are 1, by the values of their summed indices."""
    runs = sizes(text, numbers)
    terms = (
        dict(zip(runs, values, strict=True)) for values in itertools.product(*(range(1, n + 1) for n in runs.values()))
    )
    pairs = [at for name, at in factors(text) if name == "δ"]
    return [term for term in terms if all((term | free)[one] == (term | free)[other] for one, other in pairs)]


def named(term: dict[str, int]) -> str:
    """A term as the figure calls it, `213`."""
    return "".join(map(str, term.values()))
