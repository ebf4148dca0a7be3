"""What is special to matrices: inverse, determinant, powers, trace, diag, vec, Kronecker product, sums and means."""

import numpy as np

from ..faults import Ambiguous, Unreadable, Untrue
from ..values import Value, align, defined, squeeze


def square(value: Value, what: str) -> Value:
    """The value itself. Raises Untrue if it is no square matrix."""
    if len(value.shape) != 2 or value.shape[0] != value.shape[1]:
        raise Untrue(f"{what} of something that is not square")
    return value


def inverse(value: Value) -> Value:
    """The inverse of a square matrix; undefined where it is singular."""
    square(value, "the inverse")
    regular = np.isfinite(value.data).all(axis=(-2, -1), keepdims=True)
    regular &= (np.linalg.det(np.where(regular, value.data, 0)) != 0)[..., None, None]
    return Value(defined(regular, np.linalg.inv(np.where(regular, value.data, np.eye(value.shape[0])))), value.names)


def determinant(value: Value) -> Value:
    """The determinant of a square matrix."""
    return Value(np.linalg.det(square(value, "the determinant").data), value.names)


def power(value: Value, exponent: Value) -> Value:
    """A whole power of a square matrix."""
    if 1 in value.shape or len(value.shape) != 2:
        raise Ambiguous("a power of a vector: write \\odot, or the power of a component")
    if exponent.names or exponent.data.imag or exponent.data.real != np.round(exponent.data.real):
        raise Unreadable("a matrix is raised to whole numbers only")
    n = int(exponent.data.real)
    if abs(n) > 64:
        raise Unreadable(f"the power {n} of a matrix is too high to compute: 64 is the limit")
    base = square(value, "a power") if n >= 0 else inverse(value)
    return Value(np.linalg.matrix_power(base.data, abs(n)), value.names)


def trace(value: Value) -> Value:
    """The sum of the diagonal."""
    return Value(np.trace(square(value, "the trace").data, axis1=-2, axis2=-1), value.names)


def diagonal(value: Value) -> Value:
    """`diag` of a vector is the matrix with it on the diagonal, of a square matrix the column of its diagonal."""
    if len(value.shape) == 2 and 1 in value.shape:
        data = value.data.reshape((*value.data.shape[:-2], max(value.shape)))
        return Value(data[..., None] * np.eye(data.shape[-1]), value.names)
    return Value(np.einsum("...ii->...i", square(value, "the diagonal").data)[..., None], value.names)


def vec(value: Value) -> Value:
    """The columns of a matrix, one below the other."""
    if len(value.shape) != 2:
        raise Untrue("vec of something that is no matrix")
    data = np.swapaxes(value.data, -1, -2)
    return Value(data.reshape((*data.shape[:-2], -1, 1)), value.names)


def kronecker(left: Value, right: Value) -> Value:
    """The Kronecker product of two matrices."""
    if len(left.shape) != 2 or len(right.shape) != 2:
        raise Untrue("\\otimes between things that are no matrices")
    names, (a, b) = align(left, right)
    data = np.einsum("...ij,...kl->...ikjl", a, b)
    rows, columns = a.shape[-2] * b.shape[-2], a.shape[-1] * b.shape[-1]
    return Value(data.reshape((*data.shape[:-4], rows, columns)), names)


def row_sum(value: Value) -> Value:
    """The sum of each row, as a column."""
    return _summed(value, -1)


def column_sum(value: Value) -> Value:
    """The sum of each column, as a row."""
    return _summed(value, -2)


def _summed(value: Value, axis: int) -> Value:
    if len(value.shape) != 2:
        raise Untrue("rows and columns of something that is no matrix")
    return squeeze(Value(value.data.sum(axis=axis, keepdims=True), value.names))


def sum_of(value: Value) -> Value:
    """The sum of all entries."""
    if not value.shape:
        raise Untrue("the entries of a number: a sum over an index is written \\sum_i")
    return Value(value.data.sum(axis=tuple(range(len(value.names), value.data.ndim))), value.names)


def mean(value: Value) -> Value:
    """The mean of all entries."""
    return Value(sum_of(value).data / np.prod(value.shape), value.names)


FUNCTIONS = {
    r"\operatorname{tr}": trace, r"\det": determinant, r"\operatorname{diag}": diagonal, r"\operatorname{vec}": vec,
    r"\operatorname{rowsum}": row_sum, r"\operatorname{colsum}": column_sum, r"\operatorname{sum}": sum_of,
    r"\operatorname{mean}": mean,
}  # fmt: skip
"""Functions of a whole matrix, by the name they are called with."""
