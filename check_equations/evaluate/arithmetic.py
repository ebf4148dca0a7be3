"""Numbers, sums, products, quotients, powers, norms, matrices written out."""

import numpy as np

from ..faults import Ambiguous, Unreadable, Untrue
from ..tex.tree import Node, factors
from ..values import ShapeClash, Value, add, block, defined, elementwise, scalar, transpose
from . import conditions, dots, matrices
from .context import Evaluator

VANISHES = 1e-100
"""What becomes smaller than this is undefined: its square, or its slope, would be lost."""


ONE = r"\mathbb{1}"


def number(ev: Evaluator, node: Node) -> Value:
    """`1,000.5`."""
    return scalar(float(node.name.replace("{,}", "")))


def plus(ev: Evaluator, node: Node) -> Value:
    """A sum with its signs; dots stand for what the terms around them show."""
    if any(map(dots.is_dots, node.args)):
        if set(node.marks[1:]) != {"+"} or node.marks[0]:
            raise Unreadable("dots in a sum stand between plus signs")
        values = [ev(term) for term in dots.expand(node.args, ev.size, node.at)]
        return ev.world.rounded(add(values, [1] * len(values)))
    values = [ev(term) for term in node.args]
    return ev.world.added(node, values, add(values, [-1 if mark == "-" else 1 for mark in node.marks]))


def times(ev: Evaluator, node: Node) -> Value:
    """Products from left to right: of numbers, of matrices, entry by entry, Kronecker.

    Where an indicator is 0, the other factors do not count: `\\mathbb 1[i < n] x_{i+1}`.
    """
    indicators = (f.args[1] for f in node.args if f.op == "call" and f.args[0].name == ONE)
    switches = [holds for holds in (conditions.condition(ev, i) for i in indicators) if not holds.shape]
    if not switches:
        return _product(ev, node)
    on = elementwise(lambda *all_of: np.all(np.stack(np.broadcast_arrays(*all_of)) == 1, axis=0), *switches)
    off = elementwise(lambda *all_of: np.any(np.stack(np.broadcast_arrays(*all_of)) == 0, axis=0), *switches)
    value = _product(ev.where(on), node)
    return elementwise(lambda o, v: np.where(o, 0.0, v), off, value)


def _product(ev: Evaluator, node: Node) -> Value:
    value, kinds = ev(node.args[0]), set()
    for mark, factor in zip(node.marks, node.args[1:], strict=True):
        right = ev(factor)
        both = bool(value.shape and right.shape)
        if mark == "/":
            value = _divided(value, right)
        elif mark in (r"\odot", r"\otimes"):
            value = elementwise(np.multiply, value, right) if mark == r"\odot" else matrices.kronecker(value, right)
            kinds.add(mark)
        elif both and mark in (r"\cdot", r"\times"):
            raise Ambiguous(f"which product of two matrices is {mark}? nothing for the matrix product, \\odot entry by "
                            "entry, \\langle a, b \\rangle for the inner product", factor.at)  # fmt: skip
        else:
            value = ev.world.multiplied(value, right)
            kinds |= {"the matrix product"} if both else set()
        if len(kinds) > 1:
            raise Ambiguous(f"does {' or '.join(sorted(kinds))} come first? put parentheses", factor.at)
    return value


def fraction(ev: Evaluator, node: Node) -> Value:
    r"""`\frac{a}{b}`: something divided by a number."""
    return _divided(*map(ev, node.args))


def _divided(above: Value, below: Value) -> Value:
    if below.shape:
        raise Untrue("a division by something that is not a number")
    return elementwise(_quotient, above, below)


def _quotient(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    quotient = above / below
    return defined((abs(quotient) > VANISHES) | (above == 0), quotient)


def power(ev: Evaluator, node: Node) -> Value:
    """A power of a number, or of a square matrix with a whole number as its exponent."""
    base, exponent = node.args
    if base.op == "sym" and base.name == "e" and not ev.world.scope.find("e"):
        raised = ev(exponent)
        if len(raised.shape) == 2 and 1 not in raised.shape:
            raise Ambiguous("e to a matrix: the matrix exponential, or that of every entry? write "
                            "\\exp(\\mathbf A) for the entries", exponent.at)  # fmt: skip
        ev.world.sensed(node, lambda e: elementwise(exponential, e), raised)
        return ev.world.rounded(elementwise(exponential, raised), raised.data.real != 0)
    value, raised = ev(base), ev(exponent)
    if raised.shape:
        raise Untrue("an exponent that is no number")
    if value.shape:
        return matrices.power(ev.world.inexact(value), raised)
    if np.any(raised.data != np.rint(raised.data.real)):
        ev.world.sensed(node, lambda e: elementwise(_power, value, e), raised)
    return elementwise(_power, value, raised)


def exponential(data: np.ndarray) -> np.ndarray:
    """e to a power; what is too small for a number is not 0 but undefined."""
    power = np.exp(data)
    return defined(power.real > VANISHES, power)


def _power(base: np.ndarray, exponent: np.ndarray) -> np.ndarray:
    """Exact for whole exponents, whatever the sign of the base; for others the base must be positive, or 0 at rest."""
    base, exponent = np.broadcast_arrays(base, exponent)
    positive = np.where(base.real > 0, base, 1)
    result = defined(base.real > 0, np.exp(exponent * np.log(positive)))
    if not np.iscomplexobj(result):
        result = np.where((base == 0) & (exponent > 0), 0.0, result)
    whole = (exponent == np.round(exponent.real)) & (abs(exponent) <= 1000)
    for n in np.unique(exponent.real[whole]):
        result = np.where(whole & (exponent == n), _whole_power(base, int(n)), result)
    return defined((result != 0) | (base == 0), result)  # what is too small for a number is not 0


def _whole_power(base: np.ndarray, n: int) -> np.ndarray:
    """By repeated squaring: no logarithm, whose cut would be taken for a derivative."""
    result, square = np.ones_like(base, dtype=np.result_type(base, float)), base
    for bit in reversed(bin(abs(n))[2:]):
        result = result * square if bit == "1" else result
        square = square * square
    return result if n >= 0 else 1 / result


def root(ev: Evaluator, node: Node) -> Value:
    """The square root of a number, or of every entry."""
    return elementwise(square_root, ev(node.args[0]))


def square_root(data: np.ndarray) -> np.ndarray:
    """Of what is not negative; at 0 it has no derivative."""
    return np.where(data == 0, 0.0, defined(data.real > 0, np.sqrt(np.where(data.real > 0, data, 1))))


def absolute(data: np.ndarray) -> np.ndarray:
    """|x|, which has no derivative at 0."""
    moves = (data.real == 0) & (data.imag != 0)
    return defined(~moves, np.where(data.real < 0, -data, data))


def group(ev: Evaluator, node: Node) -> Value:
    """Parentheses, bars around a number, or a vector written in a line, which is a column."""
    inner = node.args[0]
    if inner.op == "list":
        return block([[ev(item)] for item in dots.expand(inner.args, ev.size, node.at)])
    value = ev(inner)
    if node.marks[0] != "|":
        return value
    if value.shape:
        raise Ambiguous("bars around a matrix: write \\det(\\mathbf A) for the determinant, \\|\\mathbf A\\|_F for the "
                        "norm, |A_{ij}| for the entries", node.at)  # fmt: skip
    return elementwise(absolute, value)


def top(ev: Evaluator, node: Node) -> Value:
    """The transpose."""
    return transpose(ev(node.args[0]))


def inverse_top(ev: Evaluator, node: Node) -> Value:
    r"""`\mathbf A^{-\top}`: the transpose of the inverse."""
    return transpose(matrices.inverse(ev.world.inexact(ev(node.args[0]))))


def norm(ev: Evaluator, node: Node) -> Value:
    r"""`\|\mathbf x\|` of a vector, with `_1`, `_2` or `_\infty`, and `\|\mathbf A\|_F` of a matrix."""
    value, kind = ev(node.args[0]), "".join(node.marks[2:3])
    if len(value.shape) == 2 and 1 not in value.shape and kind != "F":
        raise Ambiguous("which norm of a matrix is meant? write \\|\\mathbf A\\|_F for the root of the sum of squares",
                        node.at)  # fmt: skip
    axes = tuple(range(len(value.names), value.data.ndim))
    if kind == "1":
        return Value(absolute(value.data).sum(axis=axes), value.names)
    if kind == r"\infty":
        return Value(largest(absolute(value.data), axes), value.names)
    return Value(square_root((value.data * value.data).sum(axis=axes)), value.names)


def largest(data: np.ndarray, axis: int | tuple[int, ...]) -> np.ndarray:
    """The maximum along axes, with its derivative where only one entry is the largest or all of them move alike."""
    most = data.real.max(axis=axis, keepdims=True)
    at = data.real == most
    slope = np.where(at, data.imag, 0).sum(axis=axis) / at.sum(axis=axis)
    same = (~at | (data.imag == np.where(at, data.imag, -np.inf).max(axis=axis, keepdims=True))).all(axis=axis)
    most = np.squeeze(most, axis=axis)
    return defined(same, most + 1j * slope) if np.iscomplexobj(data) else most


def inner(ev: Evaluator, node: Node) -> Value:
    r"""`\langle \mathbf A, \mathbf B \rangle`: the sum of the products of the entries."""
    left, right = map(ev, node.args)
    if left.shape != right.shape:
        raise ShapeClash("an inner product of two different shapes, {} and {}", left.shape, right.shape)
    both = elementwise(np.multiply, left, right)
    return Value(both.data.sum(axis=tuple(range(len(both.names), both.data.ndim))), both.names)


def table(ev: Evaluator, node: Node) -> Value:
    """A matrix written out, of entries or of blocks."""
    rows = dots.expand_table(node, ev.size)
    return block([[ev(entry) for entry in row] for row in rows])


def under(ev: Evaluator, node: Node) -> Value:
    """An underbrace carries the shapes of the factors, or of the product, and they must be right."""
    label, value = node.args[1], ev(node.args[0])
    if label.op == "nothing":  # words
        return value
    factors = label.args if label.op == "mul" and label.args[0].op == "group" else (label,)
    shapes = [_shape_label(ev, factor) for factor in factors]
    parts = node.args[0].args if len(shapes) > 1 and node.args[0].op == "mul" else (node.args[0],)
    got = [ev(factor).shape for factor in parts]
    if shapes != got:
        says, has = (", ".join(["{}"] * len(many)) for many in (shapes, got))
        raise ShapeClash(f"the underbrace says {says}, what stands above it is {has}", *shapes, *got)
    return value


def _shape_label(ev: Evaluator, node: Node) -> tuple[int, ...]:
    part = node.args[0] if node.op == "group" else node
    if len(sizes := factors(part, r"\times")) == 1:
        raise Unreadable("under the brace stands a shape, m\\times n", node.at)
    return tuple(int(ev(size).data) for size in sizes)
