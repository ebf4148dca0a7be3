"""The affine layer: three gradients, broadcasting undone, products entry by entry, and one factor 1/m."""

import numpy as np
import pytest
from gradients import METHODS, complex_step, integer_trial, random_trial, rejected_by, sample, sizes
from hypothesis import given
from hypothesis import strategies as st

from snippets import fixture

layer = sample("affine.layer")
answers = sample("affine.answers")
undo_broadcast = sample("affine.broadcast").undo_broadcast
SEEDS = st.integers(0, 2**32 - 1)
OUTPUTS = len(layer.b)


def product(X, W):
    return layer.forward(X, W, layer.b)


def backward(X, W, G):
    dX, dW, _ = layer.backward(X, W, G)
    return {"dX": dX, "dY": dW}


def test_layer_on_the_fixture():
    trial = integer_trial(fixture.X, fixture.Y, fixture.dZ, product)
    assert rejected_by(backward, trial) == set()
    assert layer.db.tolist() == [1, -1, 3, 2]
    for name in "dX", "dW", "db":
        assert np.array_equal(getattr(layer, name), getattr(layer, f"measured_{name}"))


@given(sizes(1, 1), SEEDS)
def test_layer_of_every_size(shape, seed):
    m, k = shape
    trial = random_trial((m, k), (k, OUTPUTS), seed, product)
    assert rejected_by(backward, trial) == set()
    db = complex_step(lambda b: trial.loss(layer.forward(trial.X, trial.Y, b)), layer.b)
    assert np.allclose(layer.backward(trial.X, trial.Y, trial.dZ)[2], db)


def test_bias_summed_over_the_wrong_axis_is_seen():
    X, W, G = fixture.X, fixture.Y, fixture.dZ
    db = complex_step(lambda b: np.sum(G * layer.forward(X, W, b)), layer.b)
    assert np.array_equal(db, G.sum(axis=0)) and G.sum(axis=1).shape != db.shape


def test_one_row():
    found = sample("affine.one_row")
    trial = integer_trial(found.x[None], fixture.Y, found.dz[None], product)
    assert rejected_by(lambda X, W, G: {"dX": found.dx[None], "dY": found.dW}, trial) == set()
    transposed = {"dX": found.dx[None], "dY": -found.dW}
    assert rejected_by(lambda X, W, G: transposed, trial) == set(METHODS)


SHAPES = [
    ((2, 1, 4), (3, 1)), ((4,), (2, 4)), ((), (2, 3)), ((1, 1), (2, 3)), ((2, 3), (2, 3)), ((1,), (3, 1, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("a", "c"), SHAPES)
def test_broadcasting_is_undone(a, c):
    generator = np.random.default_rng(1)
    A, C = generator.standard_normal(a), generator.standard_normal(c)
    upstream = generator.standard_normal((A + C).shape)
    for operand, loss in (
        (A, lambda M: np.sum(upstream * (M + C))),
        (C, lambda M: np.sum(upstream * (A + M))),
    ):
        gradient = undo_broadcast(upstream, operand.shape)
        assert gradient.shape == operand.shape
        assert np.allclose(gradient, complex_step(loss, np.asarray(operand)))


def test_entry_by_entry():
    found = sample("affine.entrywise")
    G, H = fixture.dZ, fixture.Z
    relu = complex_step(lambda A: np.sum(G * np.where(A.real > 0, A, 0)), H)
    assert np.allclose(G * found.M, relu)
    assert np.allclose(found.dscale, complex_step(lambda a: np.sum(G * (H * a)), found.scale))
    assert np.array_equal(found.dscale, found.measured)


def test_the_mean_divides_once():
    found = sample("affine.mean")
    measured = complex_step(lambda b: found.mean_loss(fixture.X, fixture.Y, b), layer.b)
    assert np.allclose(found.db, measured) and not np.allclose(found.db / found.m, measured)
    dX = complex_step(lambda A: found.mean_loss(A, fixture.Y, layer.b), fixture.X)
    dW = complex_step(lambda A: found.mean_loss(fixture.X, A, layer.b), fixture.Y)
    assert np.allclose(found.dX, dX) and np.allclose(found.dW, dW)


def test_the_factor_may_come_later_instead():
    mean, course = sample("affine.mean"), sample("affine.course")
    assert np.array_equal(course.dW_there, mean.dW) and np.array_equal(course.db_there, mean.db)
    assert not np.array_equal(course.D, mean.dZ)


def test_answers():
    upstream = np.arange(24).reshape(answers.shapes)
    assert undo_broadcast(upstream, answers.a.shape).shape == answers.a.shape
    assert np.array_equal(undo_broadcast(upstream, answers.c.shape)[:, 0], upstream.sum(axis=(0, 2)))
    dc = complex_step(lambda c: np.sum(answers.G * (np.ones((2, 3)) + c)), np.zeros((2, 1)))
    assert np.array_equal(answers.column, dc) and answers.column_of_bias.shape != dc.shape
    assert (answers.trap, answers.trap_meant) == (12, 0)


def test_the_other_layout_is_judged():
    assert answers.judge_layout(answers.layout)
    for wrong in answers.layout_unturned, answers.layout_copied, answers.layout_bias:
        assert not answers.judge_layout(wrong)
