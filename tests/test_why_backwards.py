"""The page why-backwards: its Jacobians by other ways, its work counted by numbers, its orders by trying them all."""

from functools import cache
from itertools import pairwise

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample

from book.figures.why_backwards import SIZES, stages
from snippets.fixture import X, Y, dZ

chain, blocks, cost = (sample(f"why_backwards.{name}") for name in ("chain", "blocks", "cost"))


def drawn(shape: tuple, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(-4, 5, shape).astype(float)


@pytest.mark.parametrize("measure", [complex_step, autodiff])
def test_jacobians_row_by_row(measure) -> None:
    """Each row of a Jacobian is the gradient of one output."""
    maps = (
        (lambda X: X @ Y, X, chain.first),
        (lambda Z: Z * Z, X @ Y, chain.second),
        (lambda H: anp.sum(dZ * H), (X @ Y) ** 2, chain.third),
        (lambda A: anp.transpose(anp.transpose(A) @ Y), X.T, blocks.by_columns),
    )
    for f, A, found in maps:
        outputs = np.size(f(A))
        rows = [measure(lambda A, at=at, f=f: anp.ravel(f(A))[at], A.astype(float)) for at in range(outputs)]
        assert np.allclose([row.ravel() for row in rows], found)


@pytest.mark.parametrize("measure", [complex_step, autodiff])
def test_all_orders_give_the_gradient(measure) -> None:
    dH, Z = dZ, X @ Y
    measured = measure(lambda X: anp.sum(dZ * (X @ Y) ** 2), X.astype(float))
    assert np.allclose((chain.third @ chain.second @ chain.first).reshape(X.shape), measured)
    assert np.allclose((2 * dH * Z) @ Y.T, measured)
    assert not np.allclose((dH * Z) @ Y.T, measured)


@pytest.mark.parametrize(("m", "k", "n"), [(2, 3, 4), (1, 3, 2), (3, 1, 1), (4, 2, 3)])
def test_kronecker_products_in_both_orders(m: int, k: int, n: int) -> None:
    A, B = drawn((m, k)), drawn((k, n), 1)
    identity = np.eye(m)
    assert np.array_equal(np.kron(identity, B.T) @ A.ravel(), (A @ B).ravel())
    assert np.array_equal(np.kron(B.T, identity) @ A.ravel("F"), (A @ B).ravel("F"))
    if min(m, k, n) > 1:  # a wrong order is seen
        assert not np.array_equal(np.kron(B.T, identity) @ A.ravel(), (A @ B).ravel())
    change, other, upstream = drawn((m, k), 2), drawn((k, n), 3), drawn((m, n), 4)
    forward = np.sum(upstream * (change @ B + A @ other))
    assert forward == np.sum(upstream @ B.T * change) + np.sum(A.T @ upstream * other)


def test_work_is_what_numbers_count() -> None:
    for p, q, r in ((1, 8, 8), (1, 8, 6), (8, 8, 6), (3, 1, 5), (2, 4, 1)):
        A, B = drawn((p, q)), drawn((q, r), 1)
        before = cost.Number.count
        assert np.array_equal(cost.numbers(A) @ cost.numbers(B), A @ B)
        assert cost.Number.count - before == chain.work(A, B) == p * q * r


@pytest.mark.parametrize(("m", "sizes"), [(2, (3, 4)), (3, (2, 5, 1)), (1, (4, 4, 4, 2))])
def test_the_engine_multiplies_twice_as_much_on_the_way_back(m: int, sizes: tuple) -> None:
    layers = [drawn(shape) for shape in pairwise(sizes)]
    there, back = cost.both_ways(layers, drawn((m, sizes[0])), np.ones((m, sizes[-1])))
    assert there == sum(m * k * n for k, n in pairwise(sizes))
    assert back == 2 * there


def best(sizes: tuple) -> int:
    """The fewest multiplications of all orders in which a chain of Jacobians can be multiplied."""

    @cache
    def fewest(first: int, last: int) -> int:
        ends = sizes[first] * sizes[last]
        inner = range(first + 1, last)
        return min((fewest(first, at) + fewest(at, last) + ends * sizes[at] for at in inner), default=0)

    return fewest(0, len(sizes) - 1)


def total(sizes: tuple, key: str) -> int:
    return sum(work for _, work in stages(sizes, key))


def test_no_order_takes_less_than_half_as_much_as_from_the_end() -> None:
    random, cheaper = np.random.default_rng(5), 0
    for _ in range(300):
        sizes = (*(int(size) for size in random.integers(1, 9, random.integers(2, 6))), 1)
        assert 2 * best(sizes) >= total(sizes, "end") >= best(sizes)
        cheaper += best(sizes) < total(sizes, "end")
    assert cheaper  # sometimes another order is cheaper, as the exercise says


def test_the_smallest_change_that_makes_the_front_cheaper() -> None:
    """The question beside the figure: of all single numbers that could be changed, one is nearest."""
    found = [
        (abs(new - old), at, new)
        for at, old in enumerate(SIZES)
        for new in range(1, 17)
        if total(changed := (*SIZES[:at], new, *SIZES[at + 1 :]), "front") < total(changed, "end")
    ]
    assert min(found) == (6, 3, 7)
    assert [one for one in found if one[0] == 6] == [(6, 3, 7)]
    assert {(at, new) for _, at, new in found if at < 3} == {(2, 1)}  # the only other number
    assert total((6, 8, 8, 6), "front") == total((6, 8, 8, 6), "end") == 672
