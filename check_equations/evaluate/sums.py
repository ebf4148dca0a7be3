"""Sums, products, maxima, minima and means over indices."""

from collections.abc import Callable

import numpy as np

from ..faults import Unreadable, Untrue
from ..tex.tree import Node, bound
from ..values import Index, Value, along, elementwise, scalar, spread
from . import ranges
from .arithmetic import largest
from .conditions import condition
from .context import Evaluator


def _product(data: np.ndarray, axis: int) -> np.ndarray:
    return data.prod(axis=axis)


def _least(data: np.ndarray, axis: int) -> np.ndarray:
    return -largest(-data, axis)


def _place(data: np.ndarray, axis: int) -> np.ndarray:
    """The place of the largest entry; undefined where two are the largest."""
    most = data.real == data.real.max(axis=axis, keepdims=True)
    return np.where(most.sum(axis=axis) == 1, data.real.argmax(axis=axis) + 1, np.nan)


def _least_place(data: np.ndarray, axis: int) -> np.ndarray:
    return _place(-data, axis)


Along = Callable[..., np.ndarray]
KINDS: dict[str, tuple[Along, float]] = {
    r"\sum": (np.sum, 0.0), r"\prod": (_product, 1.0), r"\max": (largest, -np.inf), r"\min": (_least, np.inf),
    r"\arg\max": (_place, -np.inf), r"\arg\min": (_least_place, np.inf), r"\mathbb{E}": (np.sum, 0.0),
    r"\operatorname{argmax}": (_place, -np.inf), r"\operatorname{argmin}": (_least_place, np.inf),
}  # fmt: skip
"""What each sign does along an axis, and what stands where nothing counts."""


def over(ev: Evaluator, node: Node) -> Value:
    """`\\sum_{i=1}^{n}`, `\\prod_i`, `\\max_{j \\ne c}`, `\\arg\\max_j`, `\\mathbb E_i[…]`, the mean."""
    sign = node.name
    letters = bound(node)
    inner, keep = _bind(ev, node, letters)
    if keep is not None:
        inner = inner.where(elementwise(lambda k: k == 1, keep))
    value = inner(node.args[2])
    if value.shape and sign not in (r"\sum", r"\mathbb{E}"):
        raise Untrue(f"{sign} of matrices: write their components")
    function, idle = KINDS[sign]
    count = scalar(1.0)
    axes = [inner.index[letter] for letter in letters]
    for index in axes:
        value = spread(value, index)  # type: ignore[arg-type]
    if keep is not None:
        value = elementwise(lambda v, k: np.where(k == 1, v, np.where(np.isnan(k), np.nan, idle)), value, keep)
    if sign == r"\mathbb{E}":
        count = keep if keep is not None else count
        for index in axes:
            count = along(np.sum, count, index)  # type: ignore[arg-type]
    if "arg" in sign and len(axes) > 1:
        raise Unreadable("the place of the largest entry has one index", node.at)
    for index in axes:
        value = ev.world.summed(value, index) if function is np.sum else along(function, value, index)
    if "arg" in sign:
        first = axes[0].start  # type: ignore[union-attr]
        value = Value(value.data + (first - 1), value.names)
    return elementwise(np.divide, value, count) if sign == r"\mathbb{E}" else value


def _bind(ev: Evaluator, node: Node, letters: list[str]) -> tuple[Evaluator, Value | None]:
    """The place inside, and which entries count, where that is not all of them."""
    lower, upper, body = node.args
    bounded = lower.op == "rel" and upper.op != "nothing"
    if bounded and lower.marks != ("=",):
        raise Unreadable("a sum has bounds, i = 1 and n, or a condition", node.at)
    if upper.op != "nothing" and lower.op != "rel":
        raise Unreadable("a sum with an upper bound needs a lower one: i = 1", node.at)
    if bounded:
        return _between(ev, node, letters)
    if lower.op == "rel" and lower.marks == ("=",) and lower.args[0].op == "sym":
        raise Unreadable("a sum has bounds, i = 1 and n, or a condition", node.at)
    for letter, (start, stop) in ranges.of_letters(ev, letters, [body, lower] if lower.op == "rel" else [body]).items():
        ev = ev.bind(letter, start, stop)
    return ev, condition(ev, lower) if lower.op == "rel" else None


def _between(ev: Evaluator, node: Node, letters: list[str]) -> tuple[Evaluator, Value | None]:
    lower, upper, _ = node.args
    first, last = ev(lower.args[1]), ev(upper)
    for value in (first, last):
        if value.shape or np.any(value.data.imag) or np.any(value.data.real != np.round(value.data.real)):
            raise Unreadable("the bounds of a sum are whole numbers", node.at)
    start, stop = int(first.data.real.min()), int(last.data.real.max())
    keep = None
    inner = ev
    for letter in letters:
        inner = inner.bind(letter, start, max(stop, start))
        index: Index = inner.index[letter]  # type: ignore[assignment]
        if first.names or last.names or stop < start:
            within = elementwise(
                lambda i, a, b: ((i >= a.real) & (i <= b.real)).astype(float), index.value, first, last
            )
            keep = within if keep is None else elementwise(np.multiply, keep, within)
    return inner, keep
