"""Every operation there and back: adjoint by an inner product, and the gradient two other ways."""

import autograd.numpy as anp
import numpy as np
import pytest
from gradients import autodiff, complex_step, sample
from hypothesis import given
from hypothesis import strategies as st

from snippets import fixture

seeds = st.integers(0, 2**32 - 1)
shapes = st.lists(st.integers(1, 4), min_size=1, max_size=4).map(tuple)
adjoint = sample("tensor_ops.adjoint").adjoint

AXES, ANSWERS = sample("tensor_ops.axes"), sample("tensor_ops.answers")
SUMS = sample("tensor_ops.sum_broadcast")


def take(x):
    return x[np.array(ANSWERS.rows)]


# The way there once more, for arrays that record (autograd) or are complex; the samples' way back; the input's shape.
PAIRS = {
    "transpose": (lambda x: anp.transpose(x, AXES.axes), AXES.back, (2, 3, 4)),
    "broadcast": (lambda b: anp.ones((2, 1)) * b, SUMS.sum_rows, (3,)),
    "sum": (lambda Y: anp.sum(Y, axis=0), SUMS.copy_rows, (2, 3)),
    "cumsum": (anp.cumsum, ANSWERS.cumsum_back, (3,)),
    "flip": (lambda x: x[:, ::-1], ANSWERS.flip, (2, 3)),
    "pad": (lambda x: anp.pad(x, ((1, 2), (0, 1)), "constant"), ANSWERS.pad_back, (2, 3)),
    "take": (take, ANSWERS.take_back, (2, 3)),
}


def accepts(there, back, shape, seed):
    """Whether `back` is the gradient of Σ U sin(there(x)), measured by complex step and by autograd."""
    draw = np.random.default_rng(seed).standard_normal
    x = draw(shape)
    U = draw(there(x).shape)
    claim = back(U * np.cos(there(x)))

    def loss(x):
        return anp.sum(U * anp.sin(there(x)))

    measured = [complex_step(loss, x), autodiff(loss, x)]
    return [claim.shape == m.shape and bool(np.allclose(claim, m, rtol=1e-9, atol=1e-9)) for m in measured]


@pytest.mark.parametrize("name", PAIRS)
@given(seed=seeds)
def test_the_way_back_is_the_gradient(name, seed):
    assert accepts(*PAIRS[name], seed) == [True, True]


@pytest.mark.parametrize("name", PAIRS)
def test_the_way_back_is_the_adjoint(name):
    there, back, shape = PAIRS[name]
    assert all(adjoint(there, back, shape, seed) for seed in range(50))


FAULTS = {
    "mean for sum": (SUMS.copy_rows, lambda u: u.sum(axis=0) // 2, 3),
    "a number for a matrix": (np.sum, lambda u: u, (2, 3)),
    "the same axes on a cube": (AXES.there, AXES.there, (2, 2, 2)),
    "reshape for transpose": (np.transpose, lambda u: u.reshape(2, 3), (2, 3)),
    "cumsum for its adjoint": (np.cumsum, np.cumsum, 3),
    "lost copies": (ANSWERS.take, ANSWERS.forgetful, (2, 3)),
    "a zero too few": (ANSWERS.pad, lambda u: u[1:-1, :-1], (2, 3)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_way_back_is_seen(name):
    assert not any(adjoint(*FAULTS[name], seed) for seed in range(5))


def test_without_the_shape_a_number_would_pass_for_a_matrix():
    """What the page's second note says."""
    inner = sample("tensor_ops.adjoint").inner
    assert inner(fixture.X.sum(), 2) == inner(fixture.X, 2)


@given(shapes, seeds, st.randoms(use_true_random=False))
def test_argsort_undoes_every_order_of_axes(shape, seed, random):
    axes = random.sample(range(len(shape)), len(shape))
    x = np.random.default_rng(seed).integers(-9, 10, shape)
    assert np.array_equal(np.transpose(np.transpose(x, axes), np.argsort(axes)), x)
    assert adjoint(lambda x: np.transpose(x, axes), lambda u: np.transpose(u, np.argsort(axes)), shape, seed)


@given(shapes, seeds)
def test_products_of_stacks(shape, seed):
    draw = np.random.default_rng(seed).integers
    turn = sample("tensor_ops.products").turn
    P, Q = draw(-9, 10, (*shape, 2, 3)), draw(-9, 10, (*shape, 3, 4))
    assert adjoint(lambda A: A @ Q, lambda dZ: dZ @ turn(Q), P.shape, seed)
    assert adjoint(lambda B: P @ B, lambda dZ: turn(P) @ dZ, Q.shape, seed)


@given(seeds)
def test_a_matrix_that_a_stack_shares_gets_the_sum(seed):
    found = sample("tensor_ops.products")
    dZ = np.random.default_rng(seed).integers(-9, 10, (5, 2, 4))
    expected = sum(P.T @ d for P, d in zip(found.P, dZ, strict=True))
    assert np.array_equal(found.shared_back(dZ), expected) and np.array_equal(found.tall_back(dZ), expected)


@pytest.mark.parametrize("name", sample("tensor_ops.entrywise").functions)
@given(seed=seeds)
def test_functions_of_each_entry(name, seed):
    """The slope in the sample is the derivative, by a complex step."""
    f, slope = sample("tensor_ops.entrywise").functions[name]
    A = np.random.default_rng(seed).uniform(0.1, 3, (2, 3))
    assert np.allclose(slope(A), f(A + 1e-30j).imag / 1e-30, rtol=1e-12)


@pytest.mark.parametrize("name", ["cumsum", "pad", "take"])
def test_a_judge_knows_right_from_wrong(name):
    judge, right = getattr(ANSWERS, f"judge_{name}"), getattr(ANSWERS, f"{name}_back")
    assert judge(right) and not judge(lambda dy: right(dy) + 1)


def test_split_joins_what_came_back():
    found = sample("tensor_ops.split")
    assert np.array_equal(found.dB, [fixture.dZ[0, :3], [0, 0, 0]])
    assert found.dB.shape == fixture.X.shape


def test_views_are_what_the_output_says():
    results = sample("tensor_ops.views").results
    shared = {name for name, result in results.items() if np.shares_memory(fixture.X, result)}
    assert shared == {"reshape", "transpose", "broadcast_to", "split"}
