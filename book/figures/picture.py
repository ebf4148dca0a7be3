"""Which entries of Z one number touches, and which two rows or columns meet in its gradient."""

import numpy as np

from book.figures.kit import influence
from book.figures.kit.drawing import Canvas
from book.figures.kit.registry import figure, interactive
from book.figures.kit.typeset import number
from book.figures.kit.words import Words
from snippets import fixture

GROWN = (1, 2)  # the entry of X that must grow by 1


def _change() -> list[list[int]]:
    """By how much Z changes then."""
    change = np.zeros_like(fixture.Z)
    change[GROWN[0]] = fixture.Y[GROWN[1]]
    return change.tolist()


def _zeros() -> dict[bool, tuple[tuple[int, int], np.ndarray]]:
    """The two entries of dY that are 0, with their products: whether these cancel, or all are 0 themselves."""
    places = zip(*np.nonzero(fixture.dY == 0), strict=True)
    found = [((s, t), fixture.X[:, s] * fixture.dZ[:, t]) for s, t in places]
    return {bool(products.any()): (place, products) for place, products in found}


CANCELLED, PRODUCTS = _zeros()[True]


@interactive("influence", influence.OPENS | {"at": "X12"}, goal={"change": _change()}, s=GROWN[0] + 1, t=GROWN[1] + 1)
@figure
def influence_x(say: Words, narrow: bool) -> Canvas:
    """X_st reaches row s of Z with the weights of row t of Y; these rows meet in dX_st."""
    return influence.of_x(say, narrow, (0, 1))


@interactive(
    "influence",
    influence.OPENS | {"at": "Y11"},  # not the entry that the page lets one guess first
    goal={"at": influence.name("Y", CANCELLED)},
    one=number(PRODUCTS[0]),
    two=number(PRODUCTS[1]),
    entry=influence.name("Y", CANCELLED),
    other=influence.name("Y", _zeros()[False][0]),
)
@figure
def influence_y(say: Words, narrow: bool) -> Canvas:
    """Y_st reaches column t of Z with the weights of column s of X; these columns meet in dY_st."""
    return influence.of_y(say, narrow, (1, 3))
